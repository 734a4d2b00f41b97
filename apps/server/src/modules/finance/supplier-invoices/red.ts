import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  chargesOf,
  redsOf,
  setCharges,
  takenBackOf,
  type NewCharge,
} from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import {
  insertSupplierInvoice,
  receivedLines,
  supplierInvoiceById,
  supplierInvoiceLines,
  updateSupplierInvoice,
  type NamedSupplierInvoice,
  type NamedSupplierInvoiceLine,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { sumsOf } from '@xinhang/db/line-sums.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  dueSchedule,
  moneyItem,
  postMoney,
  postVoucher,
  settle,
  standingMoneyRows,
} from '../../ledgers/service.ts';
import { moveReceivedInvoiced } from '../../purchasing/service.ts';
import { needCovered, needFreeNumber, needIn, record } from './access.ts';
import { chargeEntries } from './charges.ts';
import { docOf, entriesOf, estimateOf, expenseOf } from './entries.ts';
import { openOf } from './lines.ts';

type Body = EndpointInput<typeof api.supplierInvoices.red>['body'];

/** A line of the invoice that is taken back, whichever kind it is. */
interface BlueLine {
  id: number;
  name: string;
  category_id: number | null;
  account: string;
  net_fen: number;
  tax_fen: number;
}

/** Lines of an invoice with the account that gets back what a red one takes of them. */
async function blueLines(
  ctx: WriteContext,
  blue: NamedSupplierInvoice,
): Promise<{ rows: BlueLine[]; goods: NamedSupplierInvoiceLine[] }> {
  if (blue.purpose === 'expense') return { rows: await chargesOf(ctx.tx, blue.id), goods: [] };
  const goods = await supplierInvoiceLines(ctx.tx, blue.id);
  const rows = goods.map((line) => ({
    id: line.id,
    name: `${line.code} ${line.name}`,
    category_id: null,
    account: line.way === 'expense' ? expenseOf(line) : 'purchaseVariance',
    net_fen: line.net_fen,
    tax_fen: line.tax_fen,
  }));
  return { rows, goods };
}

/** What is taken back of each line: what is left of all, or as it is said and no more than that. */
async function takenBack(
  ctx: WriteContext,
  blue: NamedSupplierInvoice,
  rows: readonly BlueLine[],
  asked: Body['lines'],
): Promise<NewCharge[]> {
  const before = await takenBackOf(ctx.tx, blue.id);
  const leftOf = (row: BlueLine) => ({
    net: row.net_fen + (before.get(row.id)?.netFen ?? 0),
    tax: row.tax_fen + (before.get(row.id)?.taxFen ?? 0),
  });
  const seen = new Set<number>();
  const wanted = asked?.map(({ lineId, netFen, taxFen }, at) => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const row = rows.find((one) => one.id === lineId);
    if (!row) throw refuse('lineId', 'unknown-line');
    if (seen.has(lineId)) throw refuse('lineId', 'named-twice');
    seen.add(lineId);
    const left = leftOf(row);
    if (netFen > left.net) throw refuse('netFen', 'above-left', { leftFen: left.net });
    if (taxFen > left.tax) throw refuse('taxFen', 'above-left', { leftFen: left.tax });
    return { row, net: netFen, tax: taxFen };
  });
  const parts = wanted ?? rows.map((row) => ({ row, ...leftOf(row) }));
  const taken = parts.filter(({ net, tax }) => net !== 0 || tax !== 0);
  if (taken.length === 0) throw fieldRefused('/lines', 'costs-nothing');
  const expense = blue.purpose === 'expense';
  return taken.map(({ row, net, tax }) => ({
    name: row.name,
    category_id: row.category_id,
    account: row.account,
    net_fen: -net,
    tax_fen: -tax,
    red_of_line: expense ? null : row.id,
    red_of_charge: expense ? row.id : null,
  }));
}

/** What came is an estimate again, due as it was by the terms of its orders. */
async function estimateAgain(
  ctx: WriteContext,
  red: NamedSupplierInvoice,
  goods: readonly NamedSupplierInvoiceLine[],
): Promise<number[]> {
  const byDay = new Map<string, number>();
  for (const own of Map.groupBy(goods, (line) => `${line.order_id} ${line.note_id}`).values()) {
    const amountFen = own.reduce((all, line) => all + estimateOf(line), 0);
    const asked = { businessDate: own[0]!.received_on, amountFen };
    for (const due of await dueSchedule(ctx.tx, own[0]!.term_id, asked)) {
      byDay.set(due.dueDate, (byDay.get(due.dueDate) ?? 0) + due.amountFen);
    }
  }
  return await postMoney(ctx, 'ap', {
    entityId: red.entity_id,
    party: { kind: 'supplier', id: red.supplier_id },
    kind: 'estimate',
    doc: docOf(red),
    businessDate: red.business_date,
    dues: [...byDay]
      .map(([dueDate, amountFen]) => ({ dueDate, amountFen }))
      .filter((due) => due.amountFen !== 0)
      .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1)),
  });
}

/**
 * Takes back what is owed: of what is open of the invoice first, then of what came and is an estimate
 * again. What was paid before and is left is a credit with the supplier.
 */
async function postCredit(
  ctx: WriteContext,
  blue: NamedSupplierInvoice,
  red: NamedSupplierInvoice,
  goods: readonly NamedSupplierInvoiceLine[],
): Promise<void> {
  const doc = docOf(red);
  const [paidId] = await postMoney(ctx, 'ap', {
    entityId: red.entity_id,
    party: { kind: 'supplier', id: red.supplier_id },
    kind: 'goods',
    doc,
    businessDate: red.business_date,
    dues: [{ dueDate: red.business_date, amountFen: red.gross_fen }],
  });
  const again = red.reopens === 1 ? await estimateAgain(ctx, red, goods) : [];
  const owed = (await standingMoneyRows(ctx.tx, 'ap', docOf(blue)))
    .filter((one) => one.kind === 'goods')
    .map((one) => one.id);
  let left = -red.gross_fen;
  for (const owedId of [...owed, ...again]) {
    const amountFen = Math.min(
      left,
      Math.max(0, (await moneyItem(ctx.tx, 'ap', owedId))!.open_fen),
    );
    if (amountFen === 0) continue;
    const { business_date: businessDate } = red;
    await settle(ctx, 'ap', { owedId, paidId: paidId!, amountFen, doc, businessDate });
    left -= amountFen;
  }
}

/**
 * A red invoice of a supplier, posted at once (docs/decisions/0306): the whole of an invoice, whose
 * receipts have none from then on, or so much of its lines, which makes them so much cheaper.
 */
export async function makeRed(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body,
): Promise<NamedSupplierInvoice> {
  const { tx } = ctx;
  const blue = await needIn(ctx, { id, version }, 'confirmed');
  const reds = await redsOf(tx, id);
  if (blue.purpose === 'red' || reds.some((one) => one.reopens === 1)) {
    throw problem('state-refused');
  }
  const { code, number, businessDate } = body;
  await needFreeNumber(ctx, { supplierId: blue.supplier_id, code, number, but: 0 });
  if (businessDate < blue.business_date) {
    throw fieldRefused('/businessDate', 'before-business-date');
  }
  if (businessDate > (await todayOf(ctx))) throw fieldRefused('/businessDate', 'in-the-future');
  const { rows, goods } = await blueLines(ctx, blue);
  const reopens = body.lines === undefined && goods.length > 0;
  // A part of it is gone: what is left is no invoice of what came.
  if (reopens && reds.length > 0) throw fieldRefused('/lines', 'red-before');
  const charges = await takenBack(ctx, blue, rows, body.lines);
  const redId = await insertSupplierInvoice(tx, {
    state: 'confirmed',
    kind: body.kind ?? blue.kind,
    purpose: 'red',
    red_of: id,
    reopens: reopens ? 1 : 0,
    due_date: null,
    entity_id: blue.entity_id,
    supplier_id: blue.supplier_id,
    code,
    number,
    business_date: businessDate,
    deductible: blue.deductible,
    certified_month: null,
    ...sumsOf(charges),
    ...OWN_CURRENCY,
    estimate_fen: 0,
    note: body.note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
    reversed_by: null,
    reversed_at: null,
  });
  await setCharges(tx, redId, charges);
  // Two at once do not take the same back: the invoice is another version from here on.
  if (!(await updateSupplierInvoice(tx, blue, {}))) throw stale(blue);
  const red = (await supplierInvoiceById(tx, redId))!;
  await postCredit(ctx, blue, red, goods);
  const lines = reopens
    ? entriesOf(blue, goods).map((one) => ({ ...one, amountFen: -one.amountFen }))
    : chargeEntries(red, charges);
  await postVoucher(ctx, { entityId: red.entity_id, doc: docOf(red), businessDate, lines });
  if (reopens) {
    await moveReceivedInvoiced(tx, goods, -1);
    await needCovered(ctx, goods);
  }
  return (await record(ctx, 'supplierInvoices.red', redId, null))!;
}

/** What a red one that took the whole back gave free is on its invoice again; not where it is on another. */
export async function undoReopening(ctx: WriteContext, red: NamedSupplierInvoice): Promise<void> {
  if (red.reopens === 0) return;
  const goods = await supplierInvoiceLines(ctx.tx, red.red_of!);
  const ids = goods.map((line) => line.receipt_line_id);
  const open = new Map(
    (await receivedLines(ctx.tx, ids)).map((line) => [line.id, openOf(line)] as const),
  );
  for (const line of goods) {
    const left = (open.get(line.receipt_line_id) ?? 0) - line.qty_e4;
    if (left < 0) throw problem('still-invoiced');
    open.set(line.receipt_line_id, left);
  }
  await moveReceivedInvoiced(ctx.tx, goods, 1);
}
