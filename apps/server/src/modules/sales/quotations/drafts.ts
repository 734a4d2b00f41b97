import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  deleteQuotation,
  insertQuotation,
  quotationById,
  quotationLinesOf,
  setQuotationLines,
  updateQuotation,
  type NamedQuotation,
  type NamedQuotationLine,
  type NewQuotationLine,
} from '@xinhang/db/repositories/quotations.ts';
import { termOfCustomer } from '@xinhang/db/repositories/sales-orders.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { USUAL_DAYS } from '@xinhang/shared/quotation-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { customerById, needLiveCustomer } from '../../customers/service.ts';
import { firstEntityId } from '../../stock/service.ts';
import { totalsOf } from '../orders/drafts.ts';
import { contactOf, dealOf, termOf } from '../orders/head.ts';
import { following, pricedLines, wantedAgain } from '../orders/lines.ts';
import { needIn, record, told } from './access.ts';

type Api = typeof api.quotations;
export type QuotationBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];

const fresh = {
  no: null,
  revision: 1,
  state: 'draft',
  contact_id: null,
  deal_id: null,
  ask_reason: '',
  reasons: '[]',
  approval_id: null,
  reason: '',
  sent_at: null,
  decided_at: null,
};

/** Columns of the head that a body names, checked; what it does not name is left out. */
async function headColumns(ctx: WriteContext, customer: CustomerRecord, body: Partial<UpdateBody>) {
  const { businessDate, validTo, basis, leadTime, note, contactId, dealId, termId } = body;
  return {
    ...(businessDate !== undefined && { business_date: businessDate }),
    ...(validTo !== undefined && { valid_to: validTo }),
    ...(basis !== undefined && { basis }),
    ...(leadTime !== undefined && { lead_time: leadTime }),
    ...(note !== undefined && { note }),
    ...(contactId !== undefined && { contact_id: await contactOf(ctx, customer, contactId) }),
    ...(dealId !== undefined && { deal_id: await dealOf(ctx, customer, dealId) }),
    ...(termId !== undefined && { term_id: await termOf(ctx, termId) }),
  };
}

function checkDates(from: string, to: string): void {
  if (to < from) throw fieldRefused('/validTo', 'dates-out-of-order');
}

/** Drafts a quotation to a customer whom the writer may offer something. */
export async function createQuotation(
  ctx: WriteContext,
  lastPrices: LastPrices,
  body: QuotationBody,
): Promise<NamedQuotation> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'quotations.update', body.customerId);
  const validTo = body.validTo ?? addDays(body.businessDate, USUAL_DAYS);
  checkDates(body.businessDate, validTo);
  const head = await headColumns(ctx, customer, body);
  const lines = await pricedLines(ctx, lastPrices, body, body.lines, []);
  const id = await insertQuotation(tx, {
    ...fresh,
    ...OWN_CURRENCY,
    entity_id: (await firstEntityId(tx))!,
    customer_id: customer.id,
    term_id: await termOfCustomer(tx, customer.id),
    business_date: body.businessDate,
    valid_to: validTo,
    basis: body.basis,
    lead_time: '',
    note: '',
    ...head,
    ...totalsOf(lines),
    made_by: actor.userId,
    made_at: ctx.now,
  });
  await setQuotationLines(tx, id, lines);
  const row = (await quotationById(tx, id))!;
  return (await record(ctx, 'quotations.create', row, null))!;
}

export async function changeQuotation(
  ctx: WriteContext,
  lastPrices: LastPrices,
  id: number,
  body: UpdateBody,
): Promise<NamedQuotation> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version: body.version }, ['draft']);
  const before = await told(ctx, row);
  const customer = (await customerById(tx, row.customer_id))!;
  const head = await headColumns(ctx, customer, body);
  checkDates(head.business_date ?? row.business_date, head.valid_to ?? row.valid_to);
  const old = await quotationLinesOf(tx, id);
  // A price holds for a day and in a basis: with another of them all lines are asked for anew.
  const anew = head.business_date !== undefined || head.basis !== undefined;
  const asked = body.lines ?? (anew ? old.map((line) => following(wantedAgain(line), line)) : null);
  const lines = asked && (await pricedFor(ctx, lastPrices, { ...row, ...head }, asked, old));
  const changed = lines && !sameLines(old, lines) ? lines : null;
  const done = await updateQuotation(tx, row, { ...head, ...(changed && totalsOf(changed)) });
  if (!done) throw stale(row);
  if (changed) await setQuotationLines(tx, id, changed);
  return (await record(ctx, 'quotations.update', row, before))!;
}

const pricedFor = async (
  ctx: WriteContext,
  lastPrices: LastPrices,
  row: Pick<NamedQuotation, 'customer_id' | 'business_date' | 'basis'>,
  asked: Parameters<typeof pricedLines>[3],
  old: readonly NamedQuotationLine[],
): Promise<NewQuotationLine[]> =>
  await pricedLines(
    ctx,
    lastPrices,
    {
      customerId: row.customer_id,
      businessDate: row.business_date,
      basis: row.basis as PriceBasis,
    },
    asked,
    old,
  );

const keysOf = (line: NewQuotationLine) => Object.keys(line) as (keyof NewQuotationLine)[];

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedQuotationLine[], lines: readonly NewQuotationLine[]) =>
  old.length === lines.length &&
  lines.every((line, at) => keysOf(line).every((key) => line[key] === old[at]![key]));

/** Asks the rules once more before a quotation leaves its draft; answers lines and sums. */
export async function pricedAnew(ctx: WriteContext, lastPrices: LastPrices, row: NamedQuotation) {
  const old = await quotationLinesOf(ctx.tx, row.id);
  const next = await pricedFor(ctx, lastPrices, row, old.map(wantedAgain), old);
  if (!sameLines(old, next)) await setQuotationLines(ctx.tx, row.id, next);
  return { lines: await quotationLinesOf(ctx.tx, row.id), totals: totalsOf(next) };
}

/** A draft that never had a number leaves nothing behind. */
export async function discardQuotation(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needIn(ctx, { id, version }, ['draft']);
  if (row.no !== null) throw problem('state-refused');
  const before = await told(ctx, row);
  await deleteQuotation(ctx.tx, id);
  await record(ctx, 'quotations.discard', row, before);
}
