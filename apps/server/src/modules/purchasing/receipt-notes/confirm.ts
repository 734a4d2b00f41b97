import { sumsOf } from '@xinhang/db/line-sums.ts';
import {
  receiptNoteLines,
  updateReceiptNote,
  updateReceiptNoteLine,
  type NamedReceiptNote,
  type NamedReceiptNoteLine,
} from '@xinhang/db/repositories/receipt-notes.ts';
import { wentBackOf } from '@xinhang/db/repositories/purchase-returns.ts';
import { supplierById } from '@xinhang/db/repositories/suppliers.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  dueSchedule,
  postMoney,
  postVoucher,
  reverseMoney,
  reverseVoucher,
  type Due,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { expenseAccountsOf, housePlaceId } from '../../products/service.ts';
import { postStock, reverseStock } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { moveLines } from '../orders/progress.ts';
import { needIn, record, told } from './access.ts';
import { expensesOf, withCosts } from './cost.ts';
import { partsNow } from './lines.ts';

/** Of the numbers: the initials of 采购入库. */
const PREFIX = 'CGRK';
const kind = 'receiptNote';

/** Goods into the warehouse at what they cost; services lie nowhere. */
async function takeGoods(
  ctx: WriteContext,
  row: NamedReceiptNote,
  lines: readonly NamedReceiptNoteLine[],
): Promise<void> {
  const goods = lines.filter((line) => line.way === 'goods');
  if (goods.length === 0) return;
  if (row.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  const fromId = await housePlaceId(ctx.tx, 'supplier');
  await postStock(ctx, {
    entityId: row.entity_id,
    kind,
    id: row.id,
    businessDate: row.business_date,
    lines: goods.map((line) => ({
      pointer: `/lines/${lines.indexOf(line)}`,
      lineId: line.id,
      productId: line.product_id,
      fromId,
      toId: row.warehouse_id!,
      qtyE4: line.qty_e4,
      batch: line.batch,
      serials: JSON.parse(line.serials) as string[],
      valueFen: line.cost_fen!,
    })),
  });
}

/** When what came falls due: by the terms of each order, on the day of the receipt. */
async function duesOf(
  ctx: WriteContext,
  row: NamedReceiptNote,
  lines: readonly NamedReceiptNoteLine[],
): Promise<Due[]> {
  const byDay = new Map<string, number>();
  for (const own of Map.groupBy(lines, (line) => line.order_id).values()) {
    const asked = { businessDate: row.business_date, amountFen: sumsOf(own).gross_fen };
    for (const due of await dueSchedule(ctx.tx, own[0]!.term_id, asked)) {
      byDay.set(due.dueDate, (byDay.get(due.dueDate) ?? 0) + due.amountFen);
    }
  }
  return [...byDay]
    .map(([dueDate, amountFen]) => ({ dueDate, amountFen }))
    .filter((due) => due.amountFen !== 0)
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
}

/** What the goods of these lines are worth; services are worth nothing in stock. */
const worthOf = (lines: readonly { cost_fen: number | null }[]): number =>
  lines.reduce((all, line) => all + line.cost_fen!, 0);

/** Moves the orders on: of each line so much, or so much back where `sign` is -1. */
async function moveOrders(
  ctx: WriteContext,
  lines: readonly NamedReceiptNoteLine[],
  sign: 1 | -1,
): Promise<void> {
  for (const [orderId, own] of Map.groupBy(lines, (line) => line.order_id)) {
    const moves = own.map((line) => ({
      lineId: line.order_line_id,
      receivedE4: sign * line.qty_e4,
      netFen: sign * line.net_fen,
      taxFen: sign * line.tax_fen,
    }));
    await moveLines(ctx, orderId, moves);
  }
}

/** Confirms a draft: number, goods in at cost with their freight, payable by the terms, orders further. */
export async function confirmNote(
  ctx: WriteContext,
  id: number,
  version: number,
  { dropShip = false } = {},
): Promise<NamedReceiptNote> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft']);
  // With its delivery or not at all.
  if ((row.delivery_id !== null) !== dropShip) throw problem('state-refused');
  const before = await told(ctx, row);
  const kept = await receiptNoteLines(tx, id);
  const coming = kept.map((line) => ({
    orderLineId: line.order_line_id,
    qtyE4: line.qty_e4,
    ...(line.product_kind === 'service' && { spread: line.way === 'spread' }),
  }));
  // As the orders stand now: another receipt may have come meanwhile.
  const { parts } = await partsNow(ctx, coming, dropShip);
  const deductible = (await supplierById(tx, row.supplier_id))!.deductible === 1;
  const accountOf = await expenseAccountsOf(tx);
  const came = kept.map((line, at) => {
    const { netFen: net_fen, taxFen: tax_fen, way } = parts[at]!;
    const expense_account = way === 'expense' ? accountOf(line.category_id) : null;
    return { ...line, net_fen, tax_fen, way, expense_account };
  });
  const lines = withCosts(came, deductible);
  const { entity_id: entityId, business_date: businessDate, supplier_id: supplierId } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind, id, no };
  const sums = sumsOf(lines);
  for (const {
    id: lineId,
    net_fen,
    tax_fen,
    cost_fen,
    spread_fen,
    way,
    expense_account,
  } of lines) {
    const became = { net_fen, tax_fen, cost_fen, spread_fen, way, expense_account };
    await updateReceiptNoteLine(tx, lineId, became);
  }
  await takeGoods(ctx, row, lines);
  await postMoney(ctx, 'ap', {
    entityId,
    party: { kind: 'supplier', id: supplierId },
    // What it comes to says the invoice of the supplier (docs/decisions/0262).
    kind: 'estimate',
    doc,
    businessDate,
    dues: await duesOf(ctx, row, lines),
  });
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: 'stock', amountFen: worthOf(lines), supplierId },
      ...expensesOf(lines, deductible).map((entry) => ({ ...entry, supplierId })),
      { account: 'taxInputPending', amountFen: deductible ? sums.tax_fen : 0, supplierId },
      { account: 'payableEstimate', amountFen: -sums.gross_fen, supplierId },
    ],
  });
  await moveOrders(ctx, lines, 1);
  const done = await updateReceiptNote(tx, row, {
    ...sums,
    no,
    deductible: deductible ? 1 : 0,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'receiptNotes.confirm', id, before))!;
}

/**
 * Takes a receipt back, today: refused while a payment settles it, when some of it went back to the
 * supplier, and when the goods are not there any more. What they are worth by now may be another value; the difference is purchase variance.
 */
export async function reverseNote(
  ctx: WriteContext,
  id: number,
  { version, reason, dropShip = false }: { version: number; reason: string; dropShip?: boolean },
): Promise<NamedReceiptNote> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['confirmed'], 'receiptNotes.reverse');
  if ((row.delivery_id !== null) !== dropShip) throw problem('state-refused');
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const lines = await receiptNoteLines(tx, id);
  const returned = await wentBackOf(
    tx,
    lines.map((line) => line.id),
  );
  if (returned.size > 0) throw problem('state-refused');
  const { entity_id: entityId } = row;
  if (lines.some((line) => line.invoiced_e4 > 0)) throw problem('still-invoiced');
  const doc: MoneyDoc = { kind, id, no: row.no! };
  await reverseMoney(ctx, 'ap', doc, today);
  const back = await reverseStock(ctx, { entityId, kind, id, businessDate: today });
  await reverseVoucher(ctx, doc, today);
  const cameFen = worthOf(lines);
  const wentFen = back.reduce((all, line) => all + line.valueFen, 0);
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate: today,
    lines: [
      { account: 'stock', amountFen: cameFen - wentFen, supplierId: row.supplier_id },
      { account: 'purchaseVariance', amountFen: wentFen - cameFen, supplierId: row.supplier_id },
    ],
  });
  await moveOrders(ctx, lines, -1);
  const done = await updateReceiptNote(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'receiptNotes.reverse', id, before))!;
}
