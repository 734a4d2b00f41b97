import { findAlert, updateAlert, type NamedAlert } from '@xinhang/db/repositories/alerts.ts';
import type { AlertRow } from '@xinhang/shared/alerts.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';

const waitsFor = (userId: number, row: NamedAlert) =>
  [row.owner_id, row.head_id, row.above_id].includes(userId);

/** An alert as this reader is answered. */
export function toRow(ctx: ReadContext, row: NamedAlert): AlertRow {
  const named = (id: number | null, name: string | null) =>
    id === null ? null : { id, name: name ?? '' };
  const chain = [
    { person: named(row.head_id, row.head_name), on: row.head_on },
    { person: named(row.above_id, row.above_name), on: row.above_on },
  ].flatMap(({ person, on }) => (person && on ? { person, on } : []));
  const open = row.state === 'open';
  return {
    id: row.id,
    version: row.version,
    kind: row.kind as AlertRow['kind'],
    customer: named(row.customer_id, row.customer_name),
    deal: named(row.deal_id, row.deal_name),
    owner: { id: row.owner_id, name: row.owner_name },
    state: row.state as AlertRow['state'],
    openedOn: row.opened_on,
    days: row.days,
    chain,
    nextOn: open ? row.next_on : null,
    handledBy: named(row.handled_by, row.handler_name),
    closedAt: row.closed_at,
    note: row.note,
    mine: open && ctx.actor.viewAsBy === null && waitsFor(ctx.actor.userId, row),
  };
}

/** Whoever is responsible, or was told, says what was done. */
export async function handleAlert(ctx: WriteContext, id: number, note: string): Promise<AlertRow> {
  const { tx, actor, now } = ctx;
  const before = await findAlert(tx, actor, id);
  if (!before) throw problem('not-found');
  if (!waitsFor(actor.userId, before)) throw problem('forbidden');
  if (before.state !== 'open') throw problem('state-refused');
  const stored = await updateAlert(tx, before, {
    state: 'handled',
    handled_by: actor.userId,
    closed_at: now,
    closed_on: await todayOf(ctx),
    next_on: null,
    note,
  });
  if (!stored) throw problem('version-conflict');
  const customerId = before.customer_id;
  await ctx.audit({
    action: 'alerts.handle',
    entity: 'alert',
    entityId: id,
    customerId,
    before: { state: before.state },
    after: { state: stored.state, note },
  });
  const audience = [before.owner_id, before.head_id, before.above_id].flatMap((one) => one ?? []);
  await ctx.emit({ entity: 'alert', id, version: stored.version, audience });
  return toRow(ctx, (await findAlert(tx, actor, id))!);
}
