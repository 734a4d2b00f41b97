import { receiptLines, type ReceiptRecord } from '@xinhang/db/repositories/receipts.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReceiptLine, ReceiptLineBody } from '@xinhang/shared/receipts.ts';
import type { ReadContext } from '../../../http/context.ts';
import {
  moneyItem,
  openItems,
  standingAllocations,
  standingMoneyRows,
} from '../../ledgers/service.ts';

/** What is settled of rows of the ledger, checked: of that customer, and no more than is open. */
export interface Settling {
  itemId: number;
  amountFen: number;
  discountFen: number;
}

/**
 * The lines of a receipt as they are kept; those that settle nothing are left out. The paid parts
 * are no more than the receipt, and no line settles more than is open of its row.
 */
export async function checkedLines(
  db: Reader,
  receipt: Pick<ReceiptRecord, 'customer_id' | 'amount_fen'>,
  lines: readonly ReceiptLineBody[],
): Promise<Settling[]> {
  const kept: Settling[] = [];
  for (const [at, { itemId, amountFen, discountFen = 0 }] of lines.entries()) {
    if (amountFen + discountFen === 0) continue;
    if (kept.some((line) => line.itemId === itemId)) {
      throw fieldRefused(`/lines/${at}/itemId`, 'named-twice');
    }
    const item = await moneyItem(db, 'ar', itemId);
    const theirs = item?.party_kind === 'customer' && item.owner_id === receipt.customer_id;
    if (!item || !theirs || item.amount_fen < 0) {
      throw fieldRefused(`/lines/${at}/itemId`, 'not-owed');
    }
    if (amountFen + discountFen > item.open_fen) {
      throw fieldRefused(`/lines/${at}/amountFen`, 'above-open', { openFen: item.open_fen });
    }
    kept.push({ itemId, amountFen, discountFen });
  }
  const paid = kept.reduce((sum, line) => sum + line.amountFen, 0);
  if (paid > receipt.amount_fen) throw fieldRefused('/lines', 'above-amount');
  return kept;
}

type Item = NonNullable<Awaited<ReturnType<typeof moneyItem>>>;

const toLine = (item: Item, settled: Settling): ReceiptLine => ({
  itemId: item.id,
  docKind: item.doc_kind,
  docNo: item.doc_no,
  businessDate: item.business_date,
  dueDate: item.due_date,
  owedFen: item.amount_fen,
  openFen: item.open_fen,
  amountFen: settled.amountFen,
  discountFen: settled.discountFen,
});

/** Of a draft what it means to settle; of a confirmed receipt what it settles today. */
export async function linesOf(ctx: ReadContext, row: ReceiptRecord): Promise<ReceiptLine[]> {
  const settled =
    row.state === 'draft' ? await drafted(ctx.db, row.id) : await standing(ctx.db, row);
  const lines: ReceiptLine[] = [];
  for (const one of settled) lines.push(toLine((await moneyItem(ctx.db, 'ar', one.itemId))!, one));
  return lines;
}

const drafted = async (db: Reader, id: number): Promise<Settling[]> =>
  (await receiptLines(db, id)).map((line) => ({
    itemId: line.item_id,
    amountFen: line.amount_fen,
    discountFen: line.discount_fen,
  }));

async function standing(db: Reader, row: ReceiptRecord): Promise<Settling[]> {
  const rows = await standingMoneyRows(db, 'ar', { kind: 'receipt', id: row.id });
  const discounts = new Set(rows.filter((one) => one.kind === 'adjustment').map(({ id }) => id));
  const byItem = new Map<number, Settling>();
  const all = rows.map(({ id }) => id);
  for (const one of await standingAllocations(db, 'ar', all)) {
    const line = byItem.get(one.owed_id) ?? { itemId: one.owed_id, amountFen: 0, discountFen: 0 };
    const part = discounts.has(one.paid_id) ? 'discountFen' : 'amountFen';
    byItem.set(one.owed_id, { ...line, [part]: line[part] + one.amount_fen });
  }
  return [...byItem.values()];
}

/** How an amount settles what a customer owes, the oldest due first; what is left is an advance. */
export async function propose(
  ctx: ReadContext,
  customerId: number,
  amountFen: number,
): Promise<{ rows: ReceiptLine[]; restFen: number }> {
  let rest = amountFen;
  const rows: ReceiptLine[] = [];
  for (const item of await openItems(ctx.db, 'ar', 'customer', [customerId])) {
    if (item.open_fen <= 0 || item.amount_fen < 0) continue;
    const part = Math.min(rest, item.open_fen);
    rest -= part;
    rows.push({
      itemId: item.id,
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
