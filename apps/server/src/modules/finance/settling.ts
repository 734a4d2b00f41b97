import type { Reader } from '@xinhang/db/database.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReceiptLine, ReceiptLineBody, TakenBackLine } from '@xinhang/shared/receipts.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import {
  everSettledBy,
  moneyItem,
  openItems,
  postMoney,
  settle,
  standingAllocations,
  standingMoneyRows,
  type MoneyDoc,
} from '../ledgers/service.ts';
import type { Side } from './sides.ts';

/** What is settled of rows of the ledger, checked: of that party, and no more than is open. */
export interface Settling {
  itemId: number;
  amountFen: number;
  discountFen: number;
}

export const sumOf = (lines: readonly Settling[], part: 'amountFen' | 'discountFen') =>
  lines.reduce((sum, line) => sum + line[part], 0);

interface Kept {
  item_id: number;
  amount_fen: number;
  discount_fen: number;
}

export const fromColumns = (rows: readonly Kept[]): Settling[] =>
  rows.map((line) => ({
    itemId: line.item_id,
    amountFen: line.amount_fen,
    discountFen: line.discount_fen,
  }));

export const toColumns = (lines: readonly Settling[]): Kept[] =>
  lines.map((line) => ({
    item_id: line.itemId,
    amount_fen: line.amountFen,
    discount_fen: line.discountFen,
  }));

/**
 * The lines of a receipt or a payment as they are kept; those that settle nothing are left out. The
 * paid parts are no more than the whole, and no line settles more than is open of its row.
 */
export async function checkedLines(
  db: Reader,
  of: Side,
  whole: { partyId: number | null; amountFen: number },
  lines: readonly ReceiptLineBody[],
): Promise<Settling[]> {
  const kept: Settling[] = [];
  for (const [at, { itemId, amountFen, discountFen = 0 }] of lines.entries()) {
    if (amountFen + discountFen === 0) continue;
    if (kept.some((line) => line.itemId === itemId)) {
      throw fieldRefused(`/lines/${at}/itemId`, 'named-twice');
    }
    const item = await moneyItem(db, of.side, itemId);
    const theirs = item?.party_kind === of.party && item.owner_id === whole.partyId;
    if (!item || !theirs || item.amount_fen < 0) {
      throw fieldRefused(`/lines/${at}/itemId`, 'not-owed');
    }
    if (amountFen + discountFen > item.open_fen) {
      throw fieldRefused(`/lines/${at}/amountFen`, 'above-open', { openFen: item.open_fen });
    }
    kept.push({ itemId, amountFen, discountFen });
  }
  if (sumOf(kept, 'amountFen') > whole.amountFen) throw fieldRefused('/lines', 'above-amount');
  return kept;
}

type Item = NonNullable<Awaited<ReturnType<typeof moneyItem>>>;

const toLine = (item: Item, settled: Settling): ReceiptLine => ({
  itemId: item.id,
  kind: item.kind,
  docKind: item.doc_kind,
  docNo: item.doc_no,
  businessDate: item.business_date,
  dueDate: item.due_date,
  owedFen: item.amount_fen,
  openFen: item.open_fen,
  amountFen: settled.amountFen,
  discountFen: settled.discountFen,
});

/** Of a draft what it means to settle; of a confirmed document what it settles today. */
export async function linesOf(
  ctx: ReadContext,
  of: Side,
  { id, state, drafted }: { id: number; state: string; drafted: readonly Settling[] },
): Promise<ReceiptLine[]> {
  const settled = state === 'draft' ? drafted : await standing(ctx.db, of, id);
  const lines: ReceiptLine[] = [];
  for (const one of settled) {
    lines.push(toLine((await moneyItem(ctx.db, of.side, one.itemId))!, one));
  }
  return lines;
}

async function standing(db: Reader, of: Side, id: number): Promise<Settling[]> {
  const rows = await standingMoneyRows(db, of.side, { kind: of.doc, id });
  const discounts = new Set(rows.filter((one) => one.kind === 'adjustment').map((row) => row.id));
  const byItem = new Map<number, Settling>();
  const all = rows.map((row) => row.id);
  for (const one of await standingAllocations(db, of.side, all)) {
    const line = byItem.get(one.owed_id) ?? { itemId: one.owed_id, amountFen: 0, discountFen: 0 };
    const part = discounts.has(one.paid_id) ? 'discountFen' : 'amountFen';
    byItem.set(one.owed_id, { ...line, [part]: line[part] + one.amount_fen });
  }
  return [...byItem.values()];
}

/** What a document settled once: a reversal leaves it to be read, with both days. */
export async function takenBackLines(db: Reader, of: Side, id: number): Promise<TakenBackLine[]> {
  const rows = await everSettledBy(db, of.side, { kind: of.doc, id });
  return rows.flatMap((row) =>
    row.back_date === null
      ? []
      : [
          {
            id: row.id,
            kind: row.kind,
            docKind: row.doc_kind,
            docNo: row.doc_no,
            dueDate: row.due_date,
            amountFen: row.amount_fen,
            discount: row.paid_kind === 'adjustment',
            settledOn: row.business_date,
            takenBackOn: row.back_date,
          },
        ],
  );
}

/** What of a document is an advance now; of a draft what it would leave. */
export async function restOf(
  db: Reader,
  of: Side,
  doc: { id: number; state: string; amountFen: number },
  lines: readonly Settling[],
): Promise<number> {
  if (doc.state === 'draft') return doc.amountFen - sumOf(lines, 'amountFen');
  let open = 0;
  for (const { id, kind } of await standingMoneyRows(db, of.side, { kind: of.doc, id: doc.id })) {
    if (kind === 'advance') open -= (await moneyItem(db, of.side, id))!.open_fen;
  }
  return open;
}

/** How an amount settles what is owed, the oldest due first; what is left is an advance. */
export async function propose(
  ctx: ReadContext,
  of: Side,
  partyId: number,
  amountFen: number,
): Promise<{ rows: ReceiptLine[]; restFen: number }> {
  let rest = amountFen;
  const rows: ReceiptLine[] = [];
  for (const item of await openItems(ctx.db, of.side, of.party, [partyId])) {
    if (item.open_fen <= 0 || item.amount_fen < 0) continue;
    const part = Math.min(rest, item.open_fen);
    rest -= part;
    rows.push({
      itemId: item.id,
      kind: item.kind,
      docKind: item.doc_kind,
      docNo: item.doc_no,
      businessDate: item.business_date,
      dueDate: item.due_date,
      owedFen: item.amount_fen,
      openFen: item.open_fen,
      amountFen: part,
      discountFen: 0,
    });
  }
  return { rows, restFen: rest };
}

/** The whole is an advance, of which what the lines name is used at once; a discount is its own row. */
export async function postPaid(
  ctx: WriteContext,
  of: Side,
  what: {
    entityId: number;
    partyId: number;
    doc: MoneyDoc;
    businessDate: string;
    amountFen: number;
  },
  lines: readonly Settling[],
): Promise<void> {
  const { doc, businessDate } = what;
  const common = {
    entityId: what.entityId,
    party: { kind: of.party, id: what.partyId },
    doc,
    businessDate,
  };
  const credit = (fens: readonly number[]) =>
    fens.map((amount) => ({ dueDate: businessDate, amountFen: -amount }));
  const [paidId] = await postMoney(ctx, of.side, {
    ...common,
    kind: 'advance',
    dues: credit([what.amountFen]),
  });
  const letOff = lines.filter((line) => line.discountFen > 0);
  const discountIds = await postMoney(ctx, of.side, {
    ...common,
    kind: 'adjustment',
    dues: credit(letOff.map((line) => line.discountFen)),
  });
  const pay = async (owedId: number, from: number, amountFen: number) => {
    await settle(ctx, of.side, { owedId, paidId: from, amountFen, doc, businessDate });
  };
  for (const { itemId, amountFen } of lines) {
    if (amountFen > 0) await pay(itemId, paidId!, amountFen);
  }
  for (const [at, line] of letOff.entries()) {
    await pay(line.itemId, discountIds[at]!, line.discountFen);
  }
}
