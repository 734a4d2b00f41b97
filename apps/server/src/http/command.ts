import type { Tx } from '@xinhang/db/database.ts';
import { appendAudit, appendChange } from '@xinhang/db/repositories/commands.ts';
import type { ChangeInput, ReadContext, WriteContext } from './context.ts';
import type { EventHub } from './events.ts';

/** The writing half of a context: audit and changes go into the transaction, news out after it. */
export function recorder(ctx: ReadContext, hub: EventHub) {
  const changes: { seq: number; change: ChangeInput }[] = [];
  const hooks: (() => void)[] = [];
  return {
    context(tx: Tx): WriteContext {
      return {
        ...ctx,
        db: tx,
        tx,
        onCommit: (work) => hooks.push(work),
        async audit(entry) {
          await appendAudit(tx, {
            at: ctx.now,
            actor_id: ctx.actor.viewAsBy ?? (ctx.actor.userId || null),
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
            at: ctx.now,
          });
          changes.push({ seq, change });
        },
      };
    },
    /** Called once the transaction is on disk. */
    committed(): void {
      for (const hook of hooks) hook();
      for (const { seq, change } of changes) hub.publish(seq, change);
    },
  };
}
