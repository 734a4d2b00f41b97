import {
  deleteLoan,
  insertLoan,
  loanById,
  loanLines,
  setLoanLines,
  updateLoan,
  type NamedLoan,
  type NamedLoanLine,
  type NewLoanLine,
} from '@xinhang/db/repositories/loans.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needLiveCustomer } from '../../customers/service.ts';
import { allLocations, needPlace } from '../../products/service.ts';
import { draftLines, firstEntityId } from '../../stock/service.ts';
import { needIn, record, told } from './access.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.loans)[K]>['body'];

/** Lines as a draft keeps them; the same that documents of the stock room take, without a price. */
async function linesFor(ctx: WriteContext, lines: Body<'create'>['lines']): Promise<NewLoanLine[]> {
  const unpriced = lines.map((line) => ({ ...line, priceE4: null }));
  return (await draftLines(ctx, 'loan', unpriced, [], null)).map((line) => ({
    product_id: line.product_id,
    unit_id: line.unit_id,
    unit_qty_e4: line.unit_qty_e4,
    qty_e4: line.qty_e4,
    returned_e4: 0,
    sold_e4: 0,
    batch: line.batch,
    serials: line.serials,
    note: line.note,
  }));
}

/** It comes back on the day on which it goes, or later. */
export function checkDue(businessDate: string, dueOn: string): void {
  if (dueOn < businessDate) throw fieldRefused('/dueOn', 'before-business-date');
}

/** Drafts a loan for a customer whom the writer may sell to. */
export async function createLoan(ctx: WriteContext, body: Body<'create'>): Promise<NamedLoan> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'salesOrders.update', body.customerId);
  checkDue(body.businessDate, body.dueOn);
  await needPlace(tx, body.warehouseId);
  const usual = (await allLocations(tx)).find((one) => one.sellable === 1 && one.active === 1);
  const lines = await linesFor(ctx, body.lines);
  const id = await insertLoan(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntityId(tx))!,
    customer_id: customer.id,
    warehouse_id: body.warehouseId ?? usual?.id ?? null,
    location_id: null,
    business_date: body.businessDate,
    due_on: body.dueOn,
    purpose: body.purpose,
    note: body.note,
    line_count: lines.length,
    reversal_reason: '',
    made_by: actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
  });
  await setLoanLines(tx, id, lines);
  return (await record(ctx, 'loans.create', (await loanById(tx, id))!, null))!;
}

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedLoanLine[], lines: readonly NewLoanLine[]): boolean =>
  old.length === lines.length &&
  lines.every((line, at) =>
    (Object.keys(line) as (keyof NewLoanLine)[]).every((key) => line[key] === old[at]![key]),
  );

export async function changeLoan(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedLoan> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'draft', 'salesOrders.update');
  const before = await told(ctx, row);
  const businessDate = body.businessDate ?? row.business_date;
  const dueOn = body.dueOn ?? row.due_on;
  checkDue(businessDate, dueOn);
  if (body.warehouseId !== undefined) await needPlace(tx, body.warehouseId);
  const wanted = body.lines && (await linesFor(ctx, body.lines));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(await loanLines(tx, id), wanted) ? wanted : undefined;
  const done = await updateLoan(tx, row, {
    business_date: businessDate,
    due_on: dueOn,
    warehouse_id: body.warehouseId === undefined ? row.warehouse_id : body.warehouseId,
    purpose: body.purpose ?? row.purpose,
    note: body.note ?? row.note,
    line_count: lines?.length ?? row.line_count,
  });
  if (!done) throw stale(row);
  if (lines) await setLoanLines(tx, id, lines);
  return (await record(ctx, 'loans.update', row, before))!;
}

export async function discardLoan(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needIn(ctx, { id, version }, 'draft', 'salesOrders.update');
  const before = await told(ctx, row);
  await deleteLoan(ctx.tx, id);
  await record(ctx, 'loans.discard', row, before);
}

/** Gives the customer more time. */
export async function extendLoan(
  ctx: WriteContext,
  id: number,
  { version, dueOn, reason }: { version: number; dueOn: string; reason: string },
): Promise<NamedLoan> {
  const row = await needIn(ctx, { id, version }, 'out', 'salesOrders.update');
  checkDue(row.business_date, dueOn);
  const before = await told(ctx, row);
  if (!(await updateLoan(ctx.tx, row, { due_on: dueOn }))) throw stale(row);
  return (await record(ctx, 'loans.extend', row, before, { reason }))!;
}
