import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  deleteFapiao,
  fapiaoById,
  fapiaoLines,
  insertFapiao,
  numberTaken,
  setFapiaoLines,
  updateFapiao,
  type FapiaoLineRecord,
  type NamedFapiao,
  type NewFapiaoLine,
} from '@xinhang/db/repositories/fapiao.ts';
import { moveInvoiced } from '@xinhang/db/repositories/invoicing.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { FapiaoBuyer, FapiaoLineBody } from '@xinhang/shared/fapiao.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needLiveCustomer, titlesOf } from '../../customers/service.ts';
import { needIn, record, told } from './access.ts';
import { checkedLines } from './lines.ts';

type Api = typeof api.fapiao;
type Body = EndpointInput<Api['create']>['body'];

/** Whom it is made out to unless that is said: as the order says, else the first title there is. */
export async function usualBuyer(
  ctx: WriteContext,
  customer: CustomerRecord,
  ordered: string,
): Promise<FapiaoBuyer> {
  if (ordered !== '') return JSON.parse(ordered) as FapiaoBuyer;
  const titles = contactsMasked(customer) ? [] : await titlesOf(ctx.tx, customer.id);
  const one = titles.find((title) => title.active === 1);
  return {
    title: one?.title ?? customer.name,
    taxNo: one?.tax_no ?? '',
    bank: one?.bank ?? '',
    account: one?.bank_account ?? '',
    address: one?.address ?? '',
    phone: one?.phone ?? '',
  };
}

/** Each number is one fapiao. */
export async function needFreeNumber(
  ctx: WriteContext,
  asked: { entityId: number; code: string; number: string; but: number },
): Promise<void> {
  if (asked.number === '' || !(await numberTaken(ctx.tx, asked))) return;
  throw fieldRefused('/number', 'number-taken');
}

type Line = Pick<
  FapiaoLineRecord,
  'order_line_id' | 'delivery_line_id' | 'qty_e4' | 'net_fen' | 'tax_fen'
>;

/** Counts lines as invoiced, or gives them back. */
export async function count(
  ctx: WriteContext,
  lines: readonly Line[],
  sign: 1 | -1,
): Promise<void> {
  await moveInvoiced(
    ctx.tx,
    lines.map((line) => ({
      // Only red ones of returns have none, and those are neither changed nor discarded.
      orderLineId: line.order_line_id!,
      deliveryLineId: line.delivery_line_id,
      qtyE4: sign * line.qty_e4,
      netFen: sign * line.net_fen,
      taxFen: sign * line.tax_fen,
    })),
  );
}

export async function registerFapiao(ctx: WriteContext, body: Body): Promise<NamedFapiao> {
  const { tx } = ctx;
  const customer = await needLiveCustomer(tx, ctx.actor, 'fapiao.read', body.customerId);
  const { rows, first } = await checkedLines(ctx, customer.id, body.lines);
  const entityId = first.entity_id;
  await needFreeNumber(ctx, { entityId, code: body.code, number: body.number, but: 0 });
  const buyer = body.buyer ?? (await usualBuyer(ctx, customer, first.title));
  const id = await insertFapiao(tx, {
    state: 'registered',
    kind: body.kind,
    entity_id: entityId,
    customer_id: customer.id,
    code: body.code,
    number: body.number,
    business_date: body.businessDate,
    title: buyer.title,
    buyer: JSON.stringify(buyer),
    ...sumsOf(rows),
    ...OWN_CURRENCY,
    note: body.note,
    red_of: null,
    red_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    issued_by: null,
    issued_at: null,
  });
  await setFapiaoLines(tx, id, rows);
  await count(ctx, rows, 1);
  return (await record(ctx, 'fapiao.create', (await fapiaoById(tx, id))!, null))!;
}

const isSame = (old: readonly FapiaoLineRecord[], lines: readonly FapiaoLineBody[]): boolean =>
  old.length === lines.length &&
  lines.every(
    (line, at) =>
      line.orderLineId === old[at]!.order_line_id &&
      line.deliveryLineId === old[at]!.delivery_line_id &&
      line.qtyE4 === old[at]!.qty_e4,
  );

export async function changeFapiao(
  ctx: WriteContext,
  id: number,
  { version, ...body }: EndpointInput<Api['update']>['body'],
): Promise<NamedFapiao> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'registered');
  const before = await told(ctx, row);
  const old = await fapiaoLines(tx, id);
  let rows: NewFapiaoLine[] | null = null;
  if (body.lines && !isSame(old, body.lines)) {
    await count(ctx, old, -1);
    rows = (await checkedLines(ctx, row.customer_id, body.lines)).rows;
    await count(ctx, rows, 1);
  }
  const [code, number] = [body.code ?? row.code, body.number ?? row.number];
  await needFreeNumber(ctx, { entityId: row.entity_id, code, number, but: id });
  const buyer = { ...(JSON.parse(row.buyer) as FapiaoBuyer), ...body.buyer };
  const done = await updateFapiao(tx, row, {
    kind: body.kind ?? row.kind,
    code,
    number,
    business_date: body.businessDate ?? row.business_date,
    title: buyer.title,
    buyer: JSON.stringify(buyer),
    note: body.note ?? row.note,
    ...(rows && sumsOf(rows)),
  });
  if (!done) throw stale(row);
  if (rows) await setFapiaoLines(tx, id, rows);
  return (await record(ctx, 'fapiao.update', row, before))!;
}

export async function discardFapiao(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needIn(ctx, { id, version }, 'registered');
  const before = await told(ctx, row);
  await count(ctx, await fapiaoLines(ctx.tx, id), -1);
  await deleteFapiao(ctx.tx, id);
  await record(ctx, 'fapiao.discard', row, before);
}
