import type {
  NamedPurchaseReturn,
  NamedPurchaseReturnLine,
  NewPurchaseReturnLine,
  ReceivedLine,
} from '@xinhang/db/repositories/purchase-returns.ts';
import { moveReceivedInvoiced } from '@xinhang/db/repositories/receipt-notes.ts';
import type { Tx } from '@xinhang/db/database.ts';
import type { WriteContext } from '../../../http/context.ts';
import {
  moneyItem,
  postMoney,
  settle,
  standingMoneyRows,
  type MoneyDoc,
} from '../../ledgers/service.ts';

/** What a line takes back of the estimate of its receipt. */
export type Estimate = Pick<
  NamedPurchaseReturnLine,
  'estimate_e4' | 'estimate_net_fen' | 'estimate_tax_fen'
>;
type Estimated = Estimate & Pick<NamedPurchaseReturnLine, 'receipt_line_id' | 'receipt_note_id'>;

const none: Estimate = { estimate_e4: 0, estimate_net_fen: 0, estimate_tax_fen: 0 };

/**
 * Of each line what is on no invoice, drafts too, and so is taken back of the estimate: never more
 * than remains of it, and all of that where nothing stays open.
 */
export function estimatesOf(
  rows: readonly NewPurchaseReturnLine[],
  received: readonly (ReceivedLine | null)[],
): Estimate[] {
  const left = new Map<number, Estimate>();
  return rows.map((row, at) => {
    const of = received[at];
    if (!of) return none;
    const open = left.get(of.id) ?? {
      estimate_e4: Math.max(0, of.qty_e4 - of.invoiced_e4),
      estimate_net_fen: of.net_fen - of.invoiced_net_fen,
      estimate_tax_fen: of.tax_fen - of.invoiced_tax_fen,
    };
    if (open.estimate_e4 === 0) return none;
    const last = row.qty_e4 >= open.estimate_e4;
    const taken = last
      ? open
      : {
          estimate_e4: row.qty_e4,
          estimate_net_fen: Math.min(row.net_fen, open.estimate_net_fen),
          estimate_tax_fen: Math.min(row.tax_fen, open.estimate_tax_fen),
        };
    // The next line may be of the same line of the receipt.
    left.set(of.id, {
      estimate_e4: open.estimate_e4 - taken.estimate_e4,
      estimate_net_fen: open.estimate_net_fen - taken.estimate_net_fen,
      estimate_tax_fen: open.estimate_tax_fen - taken.estimate_tax_fen,
    });
    return taken;
  });
}

export const estimateFen = (lines: readonly Estimate[]): number =>
  lines.reduce((all, line) => all + line.estimate_net_fen + line.estimate_tax_fen, 0);

/** Counts what was taken back as invoiced, so that no invoice takes it; or not where `sign` is -1. */
export async function moveEstimates(
  tx: Tx,
  lines: readonly Estimated[],
  sign: 1 | -1,
): Promise<void> {
  const moved = lines.flatMap(({ estimate_e4: qty_e4, receipt_line_id, ...line }) =>
    receipt_line_id === null || qty_e4 === 0 ? [] : { ...line, receipt_line_id, qty_e4 },
  );
  await moveReceivedInvoiced(tx, moved, sign);
}

/**
 * Owes the estimates no more, and settles that with what is open of their receipts; what was paid of
 * them stays a credit.
 */
export async function postEstimates(
  ctx: WriteContext,
  row: NamedPurchaseReturn,
  doc: MoneyDoc,
  lines: readonly Estimated[],
): Promise<void> {
  const { business_date: businessDate } = row;
  const notes = [...Map.groupBy(lines, (line) => line.receipt_note_id)]
    .map(([id, own]) => ({ id, fen: estimateFen(own) }))
    .filter((note): note is { id: number; fen: number } => note.id !== null && note.fen > 0);
  if (notes.length === 0) return;
  const backIds = await postMoney(ctx, 'ap', {
    entityId: row.entity_id,
    party: { kind: 'supplier', id: row.supplier_id },
    kind: 'estimate',
    doc,
    businessDate,
    dues: notes.map(({ fen }) => ({ dueDate: businessDate, amountFen: -fen })),
  });
  for (const [at, note] of notes.entries()) {
    const paidId = backIds[at]!;
    let left = note.fen;
    for (const { id } of await standingMoneyRows(ctx.tx, 'ap', {
      kind: 'receiptNote',
      id: note.id,
    })) {
      const open = (await moneyItem(ctx.tx, 'ap', id))!.open_fen;
      const amountFen = Math.min(left, Math.max(0, open));
      if (amountFen === 0) continue;
      await settle(ctx, 'ap', { owedId: id, paidId, amountFen, doc, businessDate });
      left -= amountFen;
    }
  }
}
