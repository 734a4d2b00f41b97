import { may } from '@xinhang/db/actor.ts';
import { sumsOf } from '@xinhang/db/line-sums.ts';
import {
  purchaseReturnLines,
  updatePurchaseReturn,
  updatePurchaseReturnLine,
  type NamedPurchaseReturn,
  type NamedPurchaseReturnLine,
} from '@xinhang/db/repositories/purchase-returns.ts';
import { supplierById } from '@xinhang/db/repositories/suppliers.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  postMoney,
  postVoucher,
  reverseMoney,
  reverseVoucher,
  unsettle,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { housePlaceId } from '../../products/service.ts';
import { postStock, reverseStock } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { moveLines } from '../orders/progress.ts';
import { needIn, record, told } from './access.ts';
import {
  estimateFen,
  estimatesOf,
  moveEstimates,
  postEstimates,
  type Estimate,
} from './estimate.ts';
import { returnParts, type ReturnLineAsked, type ReturnParts } from './lines.ts';

/** Of the numbers: the initials of 采购退货. */
const PREFIX = 'CGTH';
const kind = 'purchaseReturn';

const askedAgain = (line: NamedPurchaseReturnLine): ReturnLineAsked => ({
  receiptLineId: line.receipt_line_id,
  productId: line.product_id,
  qtyE4: line.qty_e4,
  priceE4: line.price_e4,
  taxBp: line.tax_bp,
  batch: line.batch,
  serials: JSON.parse(line.serials) as string[],
  note: line.note,
});

/** What a draft may lack and a return that is confirmed may not. */
function checkWhole(
  { actor }: WriteContext,
  row: NamedPurchaseReturn,
  lines: readonly NamedPurchaseReturnLine[],
): void {
  if (row.reason === '') throw fieldRefused('/reason', 'required');
  if (row.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  const ofReceipts = lines.some((line) => line.receipt_line_id !== null);
  if (ofReceipts && row.replaces === null) throw fieldRefused('/replaces', 'required');
  for (const [at, line] of lines.entries()) {
    if (line.receipt_line_id !== null) continue;
    // A price that nobody agreed on before is agreed on by whoever confirms orders.
    if (!may(actor, 'purchaseOrders.confirm')) throw problem('forbidden');
    if (line.price_e4 === null) throw fieldRefused(`/lines/${at}/priceE4`, 'required');
  }
}

/**
 * Goods out to the supplier: those of a receipt at the value with which they came, as far as so much
 * is there, the others at the average (docs/decisions/0221). Answers what each line was worth.
 */
async function sendGoods(
  ctx: WriteContext,
  row: NamedPurchaseReturn,
  lines: readonly NamedPurchaseReturnLine[],
): Promise<Map<number, number>> {
  const toId = await housePlaceId(ctx.tx, 'supplier');
  const posted = await postStock(ctx, {
    entityId: row.entity_id,
    kind,
    id: row.id,
    businessDate: row.business_date,
    lines: lines.map((line, at) => ({
      pointer: `/lines/${at}`,
      lineId: line.id,
      productId: line.product_id,
      fromId: row.warehouse_id!,
      toId,
      qtyE4: line.qty_e4,
      batch: line.batch,
      serials: JSON.parse(line.serials) as string[],
      ...(line.came_fen !== null && { valueFen: line.came_fen }),
    })),
  });
  return new Map(posted.map((one) => [one.lineId!, one.valueFen]));
}

/** Moves the orders whose goods went back, or back again where `sign` is -1. */
async function moveOrders(
  ctx: WriteContext,
  row: NamedPurchaseReturn,
  lines: readonly NamedPurchaseReturnLine[],
  sign: 1 | -1,
): Promise<void> {
  const again = row.replaces === 1;
  const own = lines.filter((line) => line.order_id !== null);
  for (const [orderId, some] of Map.groupBy(own, (line) => line.order_id!)) {
    const moves = some.map((line) => ({
      lineId: line.order_line_id!,
      returnedE4: sign * line.qty_e4,
      replaceE4: again ? sign * line.qty_e4 : 0,
      netFen: -sign * line.net_fen,
      taxFen: -sign * line.tax_fen,
      returnedNetFen: again ? 0 : sign * line.net_fen,
      returnedTaxFen: again ? 0 : sign * line.tax_fen,
    }));
    await moveLines(ctx, orderId, moves);
  }
}

/** Tax that is given back where it was deductible: what waited for an invoice, and input tax. */
async function taxBack(
  ctx: WriteContext,
  row: NamedPurchaseReturn,
  { rows, received }: ReturnParts,
  estimates: readonly Estimate[],
): Promise<{ pendingFen: number; inputFen: number }> {
  const now = (await supplierById(ctx.tx, row.supplier_id))!.deductible;
  let pendingFen = 0;
  let inputFen = 0;
  for (const [at, line] of rows.entries()) {
    if ((received[at]?.deductible ?? now) === 0) continue;
    pendingFen += estimates[at]!.estimate_tax_fen;
    inputFen += line.tax_fen - estimates[at]!.estimate_tax_fen;
  }
  return { pendingFen, inputFen };
}

/**
 * Confirms a draft: number, goods out, orders further, and so much less owed: of the estimate as far
 * as there is no invoice of it (docs/decisions/0262).
 */
export async function confirmReturn(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedPurchaseReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft']);
  const before = await told(ctx, row);
  const kept = await purchaseReturnLines(tx, id);
  checkWhole(ctx, row, kept);
  // As the receipts stand now: another return may have gone meanwhile.
  const parts = await returnParts(ctx, kept.map(askedAgain));
  const { entity_id: entityId, business_date: businessDate, supplier_id: supplierId } = row;
  if (parts.received.some((one) => one !== null && businessDate < one.business_date)) {
    throw fieldRefused('/businessDate', 'before-receipt');
  }
  const estimates = estimatesOf(parts.rows, parts.received);
  const lines = kept.map((line, at) => ({
    ...line,
    ...parts.rows[at]!,
    ...estimates[at]!,
    cost_fen: null,
  }));
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind, id, no };
  const sums = sumsOf(lines);
  const worth = await sendGoods(ctx, row, lines);
  for (const [at, { id: lineId, net_fen, tax_fen, came_fen }] of lines.entries()) {
    const amounts = { net_fen, tax_fen, came_fen, cost_fen: worth.get(lineId) ?? 0 };
    await updatePurchaseReturnLine(tx, lineId, { ...amounts, ...estimates[at]! });
  }
  await moveEstimates(tx, lines, 1);
  await postEstimates(ctx, row, doc, lines);
  const estimatedFen = estimateFen(lines);
  const goodsFen = sums.gross_fen - estimatedFen;
  if (goodsFen !== 0) {
    await postMoney(ctx, 'ap', {
      entityId,
      party: { kind: 'supplier', id: supplierId },
      kind: 'goods',
      doc,
      businessDate,
      dues: [{ dueDate: businessDate, amountFen: -goodsFen }],
    });
  }
  const wentFen = [...worth.values()].reduce((all, one) => all + one, 0);
  const { pendingFen, inputFen } = await taxBack(ctx, row, parts, estimates);
  const varianceFen = wentFen + pendingFen + inputFen - sums.gross_fen;
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: 'payableEstimate', amountFen: estimatedFen, supplierId },
      { account: 'payable', amountFen: goodsFen, supplierId },
      { account: 'taxInputPending', amountFen: -pendingFen, supplierId },
      { account: 'taxInput', amountFen: -inputFen, supplierId },
      { account: 'stock', amountFen: -wentFen, supplierId },
      // What is credited differs from what the goods are worth by now.
      { account: 'purchaseVariance', amountFen: varianceFen, supplierId },
    ],
  });
  await moveOrders(ctx, row, lines, 1);
  const done = await updatePurchaseReturn(tx, row, {
    ...sums,
    no,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'purchaseReturns.confirm', id, before))!;
}

/** Takes a return back, today; refused once another settled it, or what was to come again came. */
export async function reverseReturn(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedPurchaseReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['confirmed'], 'receiptNotes.reverse');
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const doc: MoneyDoc = { kind, id, no: row.no! };
  await unsettle(ctx, 'ap', doc, today);
  await reverseMoney(ctx, 'ap', doc, today);
  await reverseStock(ctx, { entityId: row.entity_id, kind, id, businessDate: today });
  await reverseVoucher(ctx, doc, today);
  const lines = await purchaseReturnLines(tx, id);
  await moveEstimates(tx, lines, -1);
  await moveOrders(ctx, row, lines, -1);
  const done = await updatePurchaseReturn(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'purchaseReturns.reverse', id, before))!;
}
