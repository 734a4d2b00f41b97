import { reaches } from '@xinhang/db/actor.ts';
import {
  findCareItem,
  updateCareItem,
  type NamedCareItem,
} from '@xinhang/db/repositories/care-items.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { CareItem } from '@xinhang/shared/care.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { recordChildChange } from '../customers/service.ts';
import { needCaredFor } from './access.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

/** Items that the actor found through scope, as they are answered. */
export function describeCareItems(ctx: ReadContext, rows: readonly NamedCareItem[]): CareItem[] {
  const { actor } = ctx;
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    plan: { id: row.care_plan_id, name: row.plan_name },
    kind: row.kind as CareItem['kind'],
    what: row.what,
    trigger: row.trigger as CareItem['trigger'],
    festival: row.festival,
    customer: { id: row.customer_id, name: row.customer_name },
    owner: ref(row.owner_id, row.owner_name),
    contact: ref(row.contact_id, row.contact_name),
    dueOn: row.due_on,
    state: row.state as CareItem['state'],
    followUpId: row.follow_up_id,
    closedBy: ref(row.closed_by, row.closed_by_name),
    closedAt: row.closed_at,
    note: row.note,
    mayAct:
      row.state === 'open' &&
      actor.viewAsBy === null &&
      reaches(actor, 'followUps.create', row.owner_id),
  }));
}

/** What the audit keeps: a birthday is nothing that everybody who reads it may know. */
const kept = ({ due_on, ...row }: NamedCareItem) =>
  row.trigger === 'birthday' ? row : { ...row, due_on };

async function close(
  ctx: WriteContext,
  action: string,
  customer: CustomerRecord,
  before: NamedCareItem,
  changes: { state: 'done' | 'skipped'; note: string; follow_up_id?: number },
): Promise<NamedCareItem> {
  const closed = { ...changes, closed_by: ctx.actor.userId, closed_at: ctx.now };
  const row = await updateCareItem(ctx.tx, before, closed);
  if (!row) throw problem('version-conflict');
  const after = { ...before, ...row, closed_by_name: ctx.actor.name };
  await recordChildChange(ctx, action, customer, 'careItem', kept(before), kept(after) as never);
  return after;
}

/** An open item, and its customer, on which the actor may log. */
async function needOpen(ctx: WriteContext, id: number) {
  const row = await findCareItem(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  const customer = await needCaredFor(ctx, row.customer_id);
  if (row.state !== 'open') throw problem('state-refused');
  return { row, customer };
}

/** It was done, without a talk that is logged. */
export async function finishCare(ctx: WriteContext, id: number, note: string): Promise<CareItem> {
  const { row, customer } = await needOpen(ctx, id);
  const after = await close(ctx, 'careItems.done', customer, row, { state: 'done', note });
  return describeCareItems(ctx, [after])[0]!;
}

export async function skipCare(ctx: WriteContext, id: number, reason: string): Promise<CareItem> {
  const { row, customer } = await needOpen(ctx, id);
  const skipped = { state: 'skipped', note: reason } as const;
  const after = await close(ctx, 'careItems.skip', customer, row, skipped);
  return describeCareItems(ctx, [after])[0]!;
}

/** The open care that a talk with this customer does; refused where there is none such. */
export async function needCareOf(
  ctx: ReadContext,
  customerId: number,
  careItemId: number | null,
): Promise<NamedCareItem | null> {
  if (careItemId === null) return null;
  const row = await findCareItem(ctx.db, ctx.actor, careItemId);
  if (row?.customer_id !== customerId) throw fieldRefused('/careItemId', 'not-of-this-customer');
  if (row.state !== 'open') throw problem('state-refused');
  return row;
}

/** It was done by this follow-up. */
export async function doneCare(
  ctx: WriteContext,
  customer: CustomerRecord,
  before: NamedCareItem,
  followUpId: number,
): Promise<void> {
  const done = { state: 'done', note: '', follow_up_id: followUpId } as const;
  await close(ctx, 'careItems.done', customer, before, done);
}
