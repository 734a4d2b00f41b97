import {
  insertNoFapiao,
  markedLines,
  moveMarked,
  sumMarked,
  type MarkedLine,
} from '@xinhang/db/repositories/no-fapiao.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NoFapiaoLine } from '@xinhang/shared/no-fapiao.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { needCustomer } from '../../customers/service.ts';
import { namesOf } from './lines.ts';
import { deliveredOpen, type OpenLine } from './open.ts';

type Api = typeof api.fapiao;

/** As many lines as one command marks; whoever has more asks again. */
const MOST = 2000;

/** Those that were asked for, each once; those alone of which something wants a fapiao. */
function chosenOf(
  open: readonly OpenLine[],
  { deliveryLineIds, to }: EndpointInput<Api['noFapiao']>['body'],
): readonly OpenLine[] {
  const until = open.filter(
    ({ source }) => to === undefined || source.delivery.business_date <= to,
  );
  if (deliveryLineIds === undefined) {
    if (until.length === 0) throw fieldRefused('/to', 'not-uninvoiced');
    return until;
  }
  return deliveryLineIds.map((id, at) => {
    const pointer = `/deliveryLineIds/${at}`;
    if (deliveryLineIds.indexOf(id) < at) throw fieldRefused(pointer, 'named-twice');
    const line = until.find(({ source }) => source.delivery.id === id);
    if (!line) throw fieldRefused(pointer, 'not-uninvoiced');
    return line;
  });
}

/** Says of lines of one customer that no fapiao is wanted for what of them is on none. */
export async function markNoFapiao(
  ctx: WriteContext,
  body: EndpointInput<Api['noFapiao']>['body'],
) {
  const { tx } = ctx;
  const customer = await needCustomer(tx, ctx.actor, 'fapiao.read', body.customerId);
  const open = await deliveredOpen(tx, customer.id, MOST);
  const chosen = chosenOf(open.lines, body);
  const { reason } = body;
  const id = await insertNoFapiao(tx, { reason, made_by: ctx.actor.userId, made_at: ctx.now });
  const moves = chosen.map(({ source, openE4, amounts }) => ({
    orderLineId: source.order.id,
    deliveryLineId: source.delivery.id,
    qtyE4: openE4,
    ...amounts,
  }));
  await moveMarked(tx, moves, id);
  const ids = moves.map((move) => move.deliveryLineId);
  const after = told(await markedLines(tx, ctx.actor, { ids }, {}));
  await record(ctx, { action: 'fapiao.noFapiao', id, customer, before: null, after });
  const grossFen = moves.reduce((all, { netFen, taxFen }) => all + netFen + taxFen, 0);
  return { count: moves.length, grossFen, more: open.more };
}

/** Says of marked lines of one customer that a fapiao is wanted after all. */
export async function wantFapiao(
  ctx: WriteContext,
  { customerId, deliveryLineIds }: EndpointInput<Api['neededAgain']>['body'],
) {
  const { tx } = ctx;
  const customer = await needCustomer(tx, ctx.actor, 'fapiao.read', customerId);
  const found = await markedLines(tx, ctx.actor, { customerId, ids: deliveryLineIds }, {});
  for (const [at, id] of deliveryLineIds.entries()) {
    const pointer = `/deliveryLineIds/${at}`;
    if (deliveryLineIds.indexOf(id) < at) throw fieldRefused(pointer, 'named-twice');
    if (!found.some((line) => line.id === id)) throw fieldRefused(pointer, 'not-marked');
  }
  const moves = found.map((line) => ({
    orderLineId: line.order_line_id,
    deliveryLineId: line.id,
    // Never −0.
    qtyE4: 0 - line.no_fapiao_e4,
    netFen: 0 - line.no_fapiao_net_fen,
    taxFen: 0 - line.no_fapiao_tax_fen,
  }));
  await moveMarked(tx, moves, null);
  for (const [id, own] of Map.groupBy(found, (line) => line.mark_id)) {
    await record(ctx, {
      action: 'fapiao.neededAgain',
      id,
      customer,
      before: told(own),
      after: null,
    });
  }
  const grossFen = 0 - moves.reduce((all, { netFen, taxFen }) => all + netFen + taxFen, 0);
  return { count: moves.length, grossFen };
}

/** Lines that are marked, the last first. */
export async function notNeededOf(
  ctx: ReadContext,
  query: EndpointInput<Api['notNeeded']>['query'],
) {
  const filter = { customerId: query.customerId, text: query.q };
  const page = { after: startOf(query), limit: query.limit + 1 };
  const found = await markedLines(ctx.db, ctx.actor, filter, page);
  const { rows, next } = cutPage(found, query.limit, ({ mark_id: value, id }) => ({ value, id }));
  const { count, netFen, taxFen } = await sumMarked(ctx.db, ctx.actor, filter);
  const totals = { netFen, taxFen, grossFen: netFen + taxFen };
  return { rows: rows.map(toRow), next, count, totals };
}

function toRow(line: MarkedLine): NoFapiaoLine {
  const { code, name, unit } = namesOf({ ...line, spec: line.spec });
  const [netFen, taxFen] = [line.no_fapiao_net_fen, line.no_fapiao_tax_fen];
  return {
    deliveryLineId: line.id,
    delivery: { id: line.delivery_id, no: line.delivery_no ?? '' },
    order: { id: line.order_id, no: line.order_no ?? '' },
    customer: { id: line.customer_id, name: line.customer_name },
    businessDate: line.business_date,
    code,
    name,
    unit,
    qtyE4: line.no_fapiao_e4,
    netFen,
    taxFen,
    grossFen: netFen + taxFen,
    reason: line.reason,
    markedBy: { id: line.made_by, name: line.marker_name },
    markedAt: line.made_at,
  };
}

/** A mark as the audit tells it. */
const told = (lines: readonly MarkedLine[]) => ({
  customer: lines[0]!.customer_name,
  reason: lines[0]!.reason,
  grossFen: lines.reduce((all, one) => all + one.no_fapiao_net_fen + one.no_fapiao_tax_fen, 0),
  lines: lines.map((line) => ({
    order: line.order_no,
    delivery: line.delivery_no,
    product: [line.code, line.name ?? line.text].filter(Boolean).join(' '),
    qtyE4: line.no_fapiao_e4,
    grossFen: line.no_fapiao_net_fen + line.no_fapiao_tax_fen,
  })),
});

interface Step {
  action: string;
  id: number;
  customer: { id: number; owner_id: number | null };
  before: object | null;
  after: object | null;
}

async function record(ctx: WriteContext, { action, id, customer, before, after }: Step) {
  const customerId = customer.id;
  await ctx.audit({ action, entity: 'noFapiao', entityId: id, customerId, before, after });
  const audience = customer.owner_id === null ? [] : [customer.owner_id];
  await ctx.emit({ entity: 'noFapiao', id, version: 0, customerId, audience });
}
