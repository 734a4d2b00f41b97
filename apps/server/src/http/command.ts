import type { Database, Tx } from '@xinhang/db/database.ts';
import { appendAudit, appendChange } from '@xinhang/db/repositories/commands.ts';
import { insertNotifications } from '@xinhang/db/repositories/notifications.ts';
import { savepoint } from '@xinhang/db/savepoint.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import { personOf, type ChangeInput, type ReadContext, type WriteContext } from './context.ts';
import type { EventHub } from './events.ts';

/** The writing half of a context: audit and changes go into the transaction, news out after it. */
function recorder(hub: EventHub, tx: Tx) {
  const changes: { seq: number; change: ChangeInput }[] = [];
  const hooks: (() => void)[] = [];
  const notified: number[] = [];
  const news = [changes, hooks, notified];
  return {
    as(ctx: ReadContext): WriteContext {
      return {
        ...ctx,
        db: tx,
        tx,
        onCommit: (work) => hooks.push(work),
        async audit(entry) {
          await appendAudit(tx, {
            at: ctx.now,
            actor_id: entry.actorId ?? (personOf(ctx.actor) || null),
            session_id: ctx.sessionId || null,
            request_id: ctx.requestId,
            address: ctx.address,
            action: entry.action,
            entity: entry.entity,
            entity_id: entry.entityId,
            customer_id: entry.customerId ?? null,
            before: entry.before ? JSON.stringify(entry.before) : null,
            after: entry.after ? JSON.stringify(entry.after) : null,
          });
        },
        async emit(change) {
          const seq = await appendChange(tx, {
            entity: change.entity,
            entity_id: change.id,
            version: change.version,
            customer_id: change.customerId ?? null,
            audience: JSON.stringify(change.audience),
            places: change.places ? JSON.stringify(change.places) : null,
            at: ctx.now,
          });
          changes.push({ seq, change });
        },
        async notify(userIds, notice) {
          const people = [...new Set(userIds)];
          await insertNotifications(
            tx,
            people.map((userId) => ({
              user_id: userId,
              kind: notice.kind,
              params: JSON.stringify(notice.params ?? {}),
              entity: notice.about?.entity ?? null,
              entity_id: notice.about?.id ?? null,
              route: notice.route,
              at: ctx.now,
              seen_at: null,
              snoozed_until: null,
            })),
          );
          notified.push(...people);
        },
        async attempt(work) {
          const lengths = news.map((list) => list.length);
          try {
            return { ok: true, value: await savepoint(tx, work) };
          } catch (error) {
            news.forEach((list, at) => (list.length = lengths[at]!));
            if (error instanceof Problem) return { ok: false, problem: error };
            throw error;
          }
        },
      };
    },
    /** Called once the transaction is on disk. */
    committed(): void {
      for (const hook of hooks) hook();
      for (const { seq, change } of changes) hub.publish(seq, change);
      hub.notify(notified);
    },
  };
}

/**
 * The one place that opens the transaction of a command, whoever gives it: a request, a job, the
 * clock, the command line. `as` makes the writing context of who acts; their news go out once
 * everything is on disk.
 */
export async function runCommand<T>(
  db: Database,
  hub: EventHub,
  work: (tx: Tx, as: (ctx: ReadContext) => WriteContext) => Promise<T>,
): Promise<T> {
  const { result, commands } = await db.transaction(async (tx) => {
    // Of its own for each attempt: one that is tried again has no news of the one before.
    const commands = recorder(hub, tx);
    return { result: await work(tx, (ctx) => commands.as(ctx)), commands };
  });
  commands.committed();
  return result;
}
