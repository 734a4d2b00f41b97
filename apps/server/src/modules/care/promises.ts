import { reaches } from '@xinhang/db/actor.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  findPromise,
  insertPromise,
  updatePromise,
  type NamedPromise,
} from '@xinhang/db/repositories/promises.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { CustomerPromise } from '@xinhang/shared/gifts.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { refuseDueDay } from '../../http/due-day.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { recordChildChange } from '../customers/service.ts';
import { needCaredFor, needContactOf } from './access.ts';

type CreateBody = EndpointInput<typeof api.promises.create>['body'];
type UpdateBody = EndpointInput<typeof api.promises.update>['body'];

/** Promises that the actor found through scope, as they are answered. */
export function describePromises(
  { actor }: ReadContext,
  rows: readonly NamedPromise[],
): CustomerPromise[] {
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    customer: { id: row.customer_id, name: row.customer_name },
    contact: row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? '' },
    text: row.text,
    dueOn: row.due_on,
    state: row.state as CustomerPromise['state'],
    by: { id: row.by_user_id, name: row.by_name },
    at: row.at,
    closedAt: row.closed_at,
    note: row.note,
    mayAct:
      row.state === 'open' &&
      row.archived_at === null &&
      actor.viewAsBy === null &&
      reaches(actor, 'followUps.create', row.owner_id),
  }));
}

async function record(
  ctx: WriteContext,
  action: string,
  customer: CustomerRecord,
  before: NamedPromise | null,
  after: NamedPromise,
): Promise<CustomerPromise> {
  await recordChildChange(ctx, action, customer, 'promise', before, after);
  return describePromises(ctx, [after])[0]!;
}

export async function makePromise(ctx: WriteContext, body: CreateBody): Promise<CustomerPromise> {
  const { tx, actor, now } = ctx;
  const customer = await needCaredFor(ctx, body.customerId);
  const contact_name = await needContactOf(ctx, customer.id, body.contactId);
  refuseDueDay('/dueOn', body.dueOn, await todayOf(ctx));
  const row = {
    customer_id: customer.id,
    contact_id: body.contactId,
    text: body.text,
    due_on: body.dueOn,
    state: 'open',
    by_user_id: actor.userId,
    at: now,
    closed_at: null,
    closed_by: null,
    note: '',
  };
  const id = await insertPromise(tx, row);
  const { name: customer_name, owner_id, archived_at } = customer;
  const names = { customer_name, owner_id, archived_at, contact_name, by_name: actor.name };
  return await record(ctx, 'promises.create', customer, null, { ...row, ...names, id, version: 1 });
}

/** An open promise, and its customer, on which the actor may log. */
async function needOpen(ctx: WriteContext, id: number) {
  const row = await findPromise(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  const customer = await needCaredFor(ctx, row.customer_id);
  if (row.state !== 'open') throw problem('state-refused');
  return { row, customer };
}

async function change(
  ctx: WriteContext,
  action: string,
  { row, customer }: { row: NamedPromise; customer: CustomerRecord },
  changes: Parameters<typeof updatePromise>[2],
): Promise<CustomerPromise> {
  const after = await updatePromise(ctx.tx, row, changes);
  if (!after) throw problem('version-conflict');
  return await record(ctx, action, customer, row, { ...row, ...after });
}

export async function changePromise(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<CustomerPromise> {
  const found = await needOpen(ctx, id);
  const { row } = found;
  const { version, ...wanted } = body;
  const shown = describePromises(ctx, [row])[0]!;
  if (version !== row.version) throw conflict(row.version, shown, wanted);
  const text = body.text ?? row.text;
  const dueOn = body.dueOn ?? row.due_on;
  if (dueOn !== row.due_on) refuseDueDay('/dueOn', dueOn, await todayOf(ctx));
  return await change(ctx, 'promises.update', found, { text, due_on: dueOn });
}

/** It was kept or broken; why it was broken is said. */
export async function settlePromise(
  ctx: WriteContext,
  id: number,
  { kept, note }: { kept: boolean; note: string },
): Promise<CustomerPromise> {
  const found = await needOpen(ctx, id);
  if (!kept && note === '') throw fieldRefused('/note', 'required');
  return await change(ctx, 'promises.settle', found, {
    state: kept ? 'kept' : 'broken',
    note,
    closed_at: ctx.now,
    closed_by: ctx.actor.userId,
  });
}
