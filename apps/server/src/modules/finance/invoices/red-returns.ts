import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { nameRed, unredLines, type UnredLine } from '@xinhang/db/repositories/fapiao-returns.ts';
import {
  fapiaoById,
  insertFapiao,
  setFapiaoLines,
  type NamedFapiao,
  type NewFapiaoLine,
} from '@xinhang/db/repositories/fapiao.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needLiveCustomer } from '../../customers/service.ts';
import { record } from './access.ts';
import { needFreeNumber, usualBuyer } from './drafts.ts';
import { docOf, needDay, sayTax } from './issue.ts';
import { namesOf } from './lines.ts';

type Body = EndpointInput<typeof api.fapiao.redOfReturns>['body'];

/** Each of them once, of this customer, and without a red fapiao so far. */
async function needLines(ctx: WriteContext, { customerId, returnLineIds }: Body) {
  const found = await unredLines(ctx.tx, ctx.actor, { customerId, ids: returnLineIds });
  return returnLineIds.map((id, at): UnredLine => {
    const line = found.find((one) => one.id === id);
    if (!line) throw fieldRefused(`/returnLineIds/${at}`, 'unknown-line');
    if (returnLineIds.indexOf(id) < at) throw fieldRefused(`/returnLineIds/${at}`, 'named-twice');
    return line;
  });
}

/**
 * A red fapiao for what came back of which nobody finds the delivery: it takes back one that is not
 * kept here, whose number is written down (docs/decisions/0354). What the customer owes was lessened
 * by the return already; here its tax moves.
 */
export async function redOfReturns(ctx: WriteContext, body: Body): Promise<NamedFapiao> {
  const { tx } = ctx;
  const customer = await needLiveCustomer(tx, ctx.actor, 'fapiao.read', body.customerId);
  const lines = await needLines(ctx, body);
  const { businessDate, code, number } = body;
  await needDay(ctx, businessDate);
  const entityId = lines[0]!.entity_id;
  await needFreeNumber(ctx, { entityId, code, number, but: 0 });
  if (number === body.redOfNo) throw fieldRefused('/redOfNo', 'number-taken');
  const rows = lines.map((line): NewFapiaoLine => ({
    order_id: null,
    order_line_id: null,
    delivery_id: null,
    delivery_line_id: null,
    red_of_line_id: null,
    return_line_id: line.id,
    ...namesOf(line),
    qty_e4: -line.qty_e4,
    tax_bp: line.tax_bp!,
    net_fen: 0 - line.net_fen,
    tax_fen: 0 - line.tax_fen,
  }));
  const buyer = body.buyer ?? (await usualBuyer(ctx, customer, ''));
  const id = await insertFapiao(tx, {
    state: 'issued',
    kind: body.kind,
    entity_id: entityId,
    customer_id: customer.id,
    code,
    number,
    business_date: businessDate,
    title: buyer.title,
    buyer: JSON.stringify(buyer),
    ...sumsOf(rows),
    ...OWN_CURRENCY,
    note: '',
    red_of: null,
    red_of_no: body.redOfNo,
    red_reason: body.reason,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    issued_by: ctx.actor.userId,
    issued_at: ctx.now,
  });
  await setFapiaoLines(tx, id, rows);
  // Two at once: the one that is later finds its lines taken.
  if ((await nameRed(tx, body.returnLineIds, id)) !== rows.length) throw problem('state-refused');
  const red = (await fapiaoById(tx, id))!;
  await sayTax(ctx, red, docOf(red));
  return (await record(ctx, 'fapiao.redOfReturns', red, null))!;
}
