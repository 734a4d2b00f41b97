import {
  supplierInvoiceLines,
  updateSupplierInvoice,
  type NamedSupplierInvoice,
  type NamedSupplierInvoiceLine,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  invoiceSchedule,
  moneyItem,
  openItems,
  postMoney,
  postVoucher,
  reverseMoney,
  reverseVoucher,
  settle,
  standingMoneyRows,
  unsettle,
  type Due,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { moveReceivedInvoiced } from '../../purchasing/service.ts';
import { redsOf } from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import { needCovered, needIn, record, told } from './access.ts';
import { postCharges } from './charges.ts';
import { docOf, entriesOf, estimateOf, sum } from './entries.ts';
import { undoReopening } from './red.ts';

/** When what the invoice says falls due: on the day that it names, else by the terms of each order, from the receipt or the invoice. */
async function duesOf(
  ctx: WriteContext,
  row: NamedSupplierInvoice,
  lines: readonly NamedSupplierInvoiceLine[],
): Promise<Due[]> {
  if (row.due_date !== null) return [{ dueDate: row.due_date, amountFen: row.gross_fen }];
  const byDay = new Map<string, number>();
  const parts = Map.groupBy(lines, (line) => `${line.order_id} ${line.note_id}`);
  for (const own of parts.values()) {
    const { term_id: termId, received_on: came } = own[0]!;
    const amountFen = sum(own, (line) => line.net_fen + line.tax_fen);
    const asked = { came, invoiced: row.business_date, amountFen };
    for (const due of await invoiceSchedule(ctx.tx, termId, asked)) {
      byDay.set(due.dueDate, (byDay.get(due.dueDate) ?? 0) + due.amountFen);
    }
  }
  return [...byDay]
    .map(([dueDate, amountFen]) => ({ dueDate, amountFen }))
    .filter((due) => due.amountFen !== 0)
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
}

/** Rows to settle in turn, each with what is open of it. */
interface Open {
  id: number;
  fen: number;
}

/** Estimates that a red invoice made of what had been invoiced, the oldest due first. */
async function estimatedAgain(ctx: WriteContext, supplierId: number): Promise<Open[]> {
  const open = await openItems(ctx.tx, 'ap', 'supplier', [supplierId]);
  return open
    .filter((one) => one.kind === 'estimate' && one.doc_kind === 'supplierInvoice')
    .filter((one) => one.open_fen > 0)
    .map((one) => ({ id: one.id, fen: one.open_fen }));
}

/**
 * Takes the estimates of the receipts back and makes owed what the invoice says. What was paid of an
 * estimate before is used for the invoice.
 */
async function postOwed(
  ctx: WriteContext,
  row: NamedSupplierInvoice,
  doc: MoneyDoc,
  lines: readonly NamedSupplierInvoiceLine[],
): Promise<void> {
  const common = {
    entityId: row.entity_id,
    party: { kind: 'supplier' as const, id: row.supplier_id },
    doc,
    businessDate: row.business_date,
  };
  const owedIds = await postMoney(ctx, 'ap', {
    ...common,
    kind: 'goods',
    dues: await duesOf(ctx, row, lines),
  });
  const owed: Open[] = [];
  for (const id of owedIds) owed.push({ id, fen: (await moneyItem(ctx.tx, 'ap', id))!.open_fen });
  const notes = [...Map.groupBy(lines, (line) => line.note_id)]
    .map(([id, own]) => ({ id, fen: sum(own, estimateOf) }))
    .filter((note) => note.fen > 0);
  const backIds = await postMoney(ctx, 'ap', {
    ...common,
    kind: 'estimate',
    dues: notes.map(({ fen }) => ({ dueDate: row.business_date, amountFen: -fen })),
  });
  const again = await estimatedAgain(ctx, row.supplier_id);
  for (const [at, note] of notes.entries()) {
    const paidId = backIds[at]!;
    let left = note.fen;
    const rows: Open[] = [];
    for (const one of await standingMoneyRows(ctx.tx, 'ap', { kind: 'receiptNote', id: note.id })) {
      rows.push({ id: one.id, fen: (await moneyItem(ctx.tx, 'ap', one.id))!.open_fen });
    }
    for (const open of [...rows, ...again, ...owed]) {
      const amountFen = Math.min(left, Math.max(0, open.fen));
      if (amountFen === 0) continue;
      const { business_date: businessDate } = row;
      await settle(ctx, 'ap', { owedId: open.id, paidId, amountFen, doc, businessDate });
      open.fen -= amountFen;
      left -= amountFen;
    }
  }
}

/** Confirms a draft: estimates are taken back and owed as the invoice says, by the terms. */
export async function confirmInvoice(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedSupplierInvoice> {
  const row = await needIn(ctx, { id, version }, 'draft');
  const before = await told(ctx, row);
  if (row.number === '') throw fieldRefused('/number', 'required');
  if (row.business_date > (await todayOf(ctx))) {
    throw fieldRefused('/businessDate', 'in-the-future');
  }
  if (row.due_date !== null && row.due_date < row.business_date) {
    throw fieldRefused('/dueDate', 'before-business-date');
  }
  const doc = docOf(row);
  if (row.purpose === 'expense') {
    await postCharges(ctx, row, doc);
  } else {
    const lines = await supplierInvoiceLines(ctx.tx, id);
    const { entity_id: entityId, business_date: businessDate } = row;
    await postOwed(ctx, row, doc, lines);
    await postVoucher(ctx, { entityId, doc, businessDate, lines: entriesOf(row, lines) });
  }
  const done = await updateSupplierInvoice(ctx.tx, row, {
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'supplierInvoices.confirm', id, before))!;
}

/** Notes in which month the tax was certified (勾选); null takes that back. */
export async function certifyInvoice(
  ctx: WriteContext,
  id: number,
  { version, month }: { version: number; month: string | null },
): Promise<NamedSupplierInvoice> {
  const row = await needIn(ctx, { id, version }, 'confirmed');
  if (row.purpose === 'red') throw problem('state-refused');
  if (row.deductible === 0) throw fieldRefused('/month', 'not-deductible');
  if (month !== null && month < row.business_date.slice(0, 7)) {
    throw fieldRefused('/month', 'before-business-date');
  }
  const before = await told(ctx, row);
  if (!(await updateSupplierInvoice(ctx.tx, row, { certified_month: month }))) throw stale(row);
  return (await record(ctx, 'supplierInvoices.certify', id, before))!;
}

/**
 * Takes an invoice back, today: refused while a payment settles it, its tax is certified, or a red one
 * stands. A red one gives back what it took.
 */
export async function reverseInvoice(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedSupplierInvoice> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'confirmed');
  if (row.certified_month !== null) throw problem('state-refused');
  if ((await redsOf(tx, id)).length > 0) throw problem('state-refused');
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const doc = docOf(row);
  await unsettle(ctx, 'ap', doc, today);
  await reverseMoney(ctx, 'ap', doc, today);
  await reverseVoucher(ctx, doc, today);
  const lines = await supplierInvoiceLines(tx, id);
  await moveReceivedInvoiced(tx, lines, -1);
  await needCovered(ctx, lines);
  await undoReopening(ctx, row);
  const done = await updateSupplierInvoice(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'supplierInvoices.reverse', id, before))!;
}
