import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  deleteSalesOrder,
  insertSalesOrder,
  salesLinesOf,
  salesOrderById,
  setSalesLines,
  setSalesShares,
  updateSalesLine,
  updateSalesOrder,
  type NamedSalesLine,
  type NamedSalesOrder,
  type NewSalesLine,
} from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { customerById, needLiveCustomer } from '../../customers/service.ts';
import { firstEntityId } from '../../stock/service.ts';
import { stale } from '../../../http/conflict.ts';
import { needAliveCustomer, needIn, record, told } from './access.ts';
import { headColumns, sharesFor, usualHead } from './head.ts';
import { askedAgain, draftLines, following } from './lines.ts';

type Api = typeof api.salesOrders;
export type OrderBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];

const fresh = {
  no: null,
  state: 'draft',
  contact_id: null,
  deal_id: null,
  contract_id: null,
  quotation_id: null,
  project_id: null,
  required_date: null,
  address_id: null,
  ship_to: '',
  title_id: null,
  title: '',
  ask_reason: '',
  reasons: '[]',
  credit_until: null,
  approval_id: null,
  reason: '',
  confirmed_by: null,
  confirmed_at: null,
};

type Summed = Pick<NewSalesLine, 'net_fen' | 'tax_fen' | 'gross_fen'>;

const sum = (lines: readonly Summed[], key: 'net_fen' | 'tax_fen' | 'gross_fen') =>
  lines.reduce((total, line) => total + line[key], 0);

/** What the lines come to (domain.md, Tax: the head is the sum of its lines). */
export const totalsOf = (lines: readonly Summed[]) => ({
  net_fen: sum(lines, 'net_fen'),
  tax_fen: sum(lines, 'tax_fen'),
  gross_fen: sum(lines, 'gross_fen'),
  amount_cur: sum(lines, 'gross_fen'),
  line_count: lines.length,
});

/** Drafts an order for a customer whom the writer may sell to. */
export async function createOrder(
  ctx: WriteContext,
  lastPrices: LastPrices,
  body: OrderBody,
): Promise<NamedSalesOrder> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'salesOrders.update', body.customerId);
  return await writeOrder(ctx, lastPrices, customer, body);
}

/** What an order is made from; the lines of a contract in the order of its own. */
interface OrderSource {
  quotationId?: number;
  contractId?: number;
  contractLineIds?: readonly number[];
}

/** The same for a customer who was found already, by whatever document the order comes from. */
export async function writeOrder(
  ctx: WriteContext,
  lastPrices: LastPrices,
  customer: CustomerRecord,
  body: OrderBody,
  source: OrderSource = {},
): Promise<NamedSalesOrder> {
  const { tx } = ctx;
  const head = await headColumns(ctx, customer, body);
  const shares = await sharesFor(ctx, customer, body.shares);
  const priced = { ...body, customerId: customer.id };
  const drafted = await draftLines(ctx, lastPrices, priced, body.lines, []);
  const lines = drafted.map((line, at) => ({
    ...line,
    contract_line_id: source.contractLineIds?.[at] ?? null,
  }));
  const id = await insertSalesOrder(tx, {
    ...fresh,
    ...OWN_CURRENCY,
    ...(await usualHead(ctx, customer)),
    entity_id: (await firstEntityId(tx))!,
    customer_id: customer.id,
    business_date: body.businessDate,
    basis: body.basis,
    customer_order_no: '',
    payer: '',
    note: '',
    ...head,
    ...totalsOf(lines),
    quotation_id: source.quotationId ?? null,
    contract_id: source.contractId ?? null,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
  });
  await setSalesShares(tx, id, shares);
  await setSalesLines(tx, id, lines);
  const row = (await salesOrderById(tx, id))!;
  return (await record(ctx, 'salesOrders.create', row, null))!;
}

export async function updateOrder(
  ctx: WriteContext,
  lastPrices: LastPrices,
  id: number,
  body: UpdateBody,
): Promise<NamedSalesOrder> {
  const { tx } = ctx;
  const { version } = body;
  const order = await needIn(ctx, 'salesOrders.update', { id, version }, ['draft']);
  await needAliveCustomer(ctx, order.customer_id);
  const before = await told(ctx, order);
  const customer = (await customerById(tx, order.customer_id))!;
  const head = await headColumns(ctx, customer, body);
  const old = await salesLinesOf(tx, id);
  // A price holds for a day and in a basis: with another of them all lines are asked for anew.
  const anew = head.business_date !== undefined || head.basis !== undefined;
  const asked = body.lines ?? (anew ? old.map((line) => following(askedAgain(line), line)) : null);
  const priced = {
    customerId: order.customer_id,
    businessDate: head.business_date ?? order.business_date,
    basis: head.basis ?? (order.basis as PriceBasis),
  };
  const wanted = asked && (await draftLines(ctx, lastPrices, priced, asked, old));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(old, wanted) ? wanted : null;
  const done = await updateSalesOrder(tx, order, { ...head, ...(lines && totalsOf(lines)) });
  if (!done) throw stale(order);
  if (lines) await setSalesLines(tx, id, lines);
  if (body.shares) await setSalesShares(tx, id, await sharesFor(ctx, customer, body.shares));
  return (await record(ctx, 'salesOrders.update', order, before))!;
}

const keysOf = (line: NewSalesLine) => Object.keys(line) as (keyof NewSalesLine)[];

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedSalesLine[], lines: readonly NewSalesLine[]): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => keysOf(line).every((key) => line[key] === old[at]![key]));

/**
 * Asks the rules once more before an order leaves its draft; `old`: its lines as they are. Answers
 * them as they are then.
 */
export async function pricedAnew(
  ctx: WriteContext,
  lastPrices: LastPrices,
  order: NamedSalesOrder,
  old: NamedSalesLine[],
): Promise<{ lines: NamedSalesLine[]; totals: ReturnType<typeof totalsOf> }> {
  const priced = {
    customerId: order.customer_id,
    businessDate: order.business_date,
    basis: order.basis as PriceBasis,
  };
  const next = await draftLines(ctx, lastPrices, priced, old.map(askedAgain), old);
  const changed = next.flatMap((line, at) =>
    sameLines([old[at]!], [line]) ? [] : [{ id: old[at]!.id, line }],
  );
  for (const { id, line } of changed) await updateSalesLine(ctx.tx, id, line);
  const lines = changed.length > 0 ? await salesLinesOf(ctx.tx, order.id) : old;
  return { lines, totals: totalsOf(next) };
}

export async function discardOrder(ctx: WriteContext, id: number, version: number): Promise<void> {
  const order = await needIn(ctx, 'salesOrders.update', { id, version }, ['draft']);
  await needAliveCustomer(ctx, order.customer_id);
  const before = await told(ctx, order);
  await deleteSalesOrder(ctx.tx, id);
  await record(ctx, 'salesOrders.discard', order, before);
}
