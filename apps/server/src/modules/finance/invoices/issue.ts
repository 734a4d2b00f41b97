import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  fapiaoById,
  fapiaoLines,
  insertFapiao,
  isRed,
  ofOrders,
  redOfLines,
  setFapiaoLines,
  updateFapiao,
  type NamedFapiao,
  type NamedFapiaoLine,
  type NewFapiaoLine,
} from '@xinhang/db/repositories/fapiao.ts';
import { deliveredLines } from '@xinhang/db/repositories/invoicing.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { partOfAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { assertPeriodOpen, postVoucher, type MoneyDoc } from '../../ledgers/service.ts';
import { needIn, record, told } from './access.ts';
import { count, needFreeNumber } from './drafts.ts';
import { moveDues, takeDuesBack } from './dues.ts';

export const docOf = ({ id, number }: { id: number; number: string }): MoneyDoc => ({
  kind: 'fapiao',
  id,
  no: number,
});

export async function needDay(ctx: WriteContext, day: string): Promise<void> {
  if (day > (await todayOf(ctx))) throw fieldRefused('/businessDate', 'in-the-future');
  await assertPeriodOpen(ctx.tx, 'finance', day);
}

/** Tax of what was delivered waits until the fapiao; then it is output tax. */
export const sayTax = (
  ctx: WriteContext,
  row: { entity_id: number; business_date: string; customer_id: number; tax_fen: number },
  doc: MoneyDoc,
) =>
  postVoucher(ctx, {
    entityId: row.entity_id,
    doc,
    businessDate: row.business_date,
    lines: [
      { account: 'taxOutputPending', amountFen: row.tax_fen, customerId: row.customer_id },
      { account: 'taxOutput', amountFen: -row.tax_fen, customerId: row.customer_id },
    ],
  });

/** Some of it may have come back since it was registered. */
async function needStillThere(ctx: WriteContext, lines: readonly NamedFapiaoLine[]) {
  const ids = [...new Set(lines.flatMap((line) => line.delivery_line_id ?? []))];
  for (const line of await deliveredLines(ctx.tx, ids)) {
    const overE4 = line.invoiced_e4 - (line.qty_e4 - line.returned_e4);
    if (overE4 <= 0) continue;
    const at = lines.findIndex((one) => one.delivery_line_id === line.id);
    const openE4 = Math.max(0, lines[at]!.qty_e4 - overE4);
    throw fieldRefused(`/lines/${at}/qtyE4`, 'above-uninvoiced', { openE4 });
  }
}

/** Notes that a fapiao was issued: output tax, and when what it is for falls due. */
export async function issueFapiao(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedFapiao> {
  const row = await needIn(ctx, { id, version }, 'registered');
  const before = await told(ctx, row);
  if (row.number === '') throw fieldRefused('/number', 'required');
  await needDay(ctx, row.business_date);
  const lines = await fapiaoLines(ctx.tx, id);
  if (lines.some(({ delivered_on: on }) => on !== null && on > row.business_date)) {
    throw fieldRefused('/businessDate', 'before-delivery');
  }
  await needStillThere(ctx, lines);
  const doc = docOf(row);
  await sayTax(ctx, row, doc);
  await moveDues(ctx, row, doc, lines);
  const { userId: issued_by } = ctx.actor;
  const done = await updateFapiao(ctx.tx, row, {
    state: 'issued',
    issued_by,
    issued_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'fapiao.issue', row, before))!;
}

type Body = EndpointInput<typeof api.fapiao.red>['body'];

/** Lines of a red one: all that is left, or what was asked for, below 0. */
async function redLines(
  ctx: WriteContext,
  lines: ReturnType<typeof ofOrders>,
  asked: Body['lines'],
): Promise<{ rows: NewFapiaoLine[]; whole: boolean }> {
  const red = await redOfLines(
    ctx.tx,
    lines.map((line) => line.id),
  );
  const left = (line: NamedFapiaoLine) => line.qty_e4 - (red.get(line.id)?.qtyE4 ?? 0);
  const wanted =
    asked ??
    lines.flatMap((line) => (left(line) > 0 ? [{ lineId: line.id, qtyE4: left(line) }] : []));
  const rows = wanted.map(({ lineId, qtyE4 }, at): NewFapiaoLine => {
    const line = lines.find((one) => one.id === lineId);
    if (!line) throw fieldRefused(`/lines/${at}/lineId`, 'unknown-line');
    if (wanted.findIndex((one) => one.lineId === lineId) < at) {
      throw fieldRefused(`/lines/${at}/lineId`, 'named-twice');
    }
    const openE4 = left(line);
    if (qtyE4 > openE4) throw fieldRefused(`/lines/${at}/qtyE4`, 'above-invoiced', { openE4 });
    const before = red.get(line.id) ?? { qtyE4: 0, netFen: 0, taxFen: 0 };
    const part = partOfAmounts(
      { netFen: line.net_fen, taxFen: line.tax_fen },
      {
        basis: line.basis as PriceBasis,
        doneE4: before.qtyE4 + qtyE4,
        ofE4: line.qty_e4,
        posted: before,
      },
    );
    const { id: _id, fapiao_id: _fapiao, sort: _sort, order_no: _no, ...rest } = line;
    const { term_id: _term, delivery_no: _delivery, delivered_on: _on, ...more } = rest;
    const { basis: _basis, return_id: _return, return_no: _returnNo, ...kept } = more;
    return {
      ...kept,
      red_of_line_id: line.id,
      qty_e4: -qtyE4,
      // Never −0.
      net_fen: 0 - part.netFen,
      tax_fen: 0 - part.taxFen,
    };
  });
  const all = lines.every((line) => {
    const one = wanted.find(({ lineId }) => lineId === line.id);
    return left(line) === (one?.qtyE4 ?? 0);
  });
  return { rows, whole: all };
}

/** Takes an issued fapiao back, or some of it, by a red one; answers the red one. */
export async function redFapiao(ctx: WriteContext, id: number, body: Body): Promise<NamedFapiao> {
  const { tx } = ctx;
  const blue = await needIn(ctx, { id, version: body.version }, 'issued');
  if (isRed(blue)) throw problem('state-refused');
  const before = await told(ctx, blue);
  const { businessDate, code, number } = body;
  if (businessDate < blue.business_date) throw fieldRefused('/businessDate', 'before-fapiao');
  await needDay(ctx, businessDate);
  await needFreeNumber(ctx, { entityId: blue.entity_id, code, number, but: 0 });
  const { rows, whole } = await redLines(ctx, ofOrders(await fapiaoLines(tx, id)), body.lines);
  const sums = sumsOf(rows);
  if (sums.gross_fen === 0) throw fieldRefused('/lines', 'costs-nothing');
  const redId = await insertFapiao(tx, {
    state: 'issued',
    kind: blue.kind,
    entity_id: blue.entity_id,
    customer_id: blue.customer_id,
    code,
    number,
    business_date: businessDate,
    title: blue.title,
    buyer: blue.buyer,
    ...sums,
    ...OWN_CURRENCY,
    note: '',
    red_of: id,
    red_reason: body.reason,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    issued_by: ctx.actor.userId,
    issued_at: ctx.now,
  });
  await setFapiaoLines(tx, redId, rows);
  await count(ctx, rows, 1);
  const red = (await fapiaoById(tx, redId))!;
  await sayTax(ctx, red, docOf(red));
  if (whole) await takeDuesBack(ctx, docOf(blue), businessDate);
  if (!(await updateFapiao(tx, blue, { state: whole ? 'red' : 'issued' }))) throw stale(blue);
  await record(ctx, 'fapiao.red', blue, before);
  return (await record(ctx, 'fapiao.red', red, null))!;
}
