import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import { receiptLines, type NamedReceipt } from '@xinhang/db/repositories/receipts.ts';
import type { Receipt, ReceiptMethod, ReceiptRow, ReceiptState } from '@xinhang/shared/receipts.ts';
import type { BillOnDoc } from '@xinhang/shared/bills.ts';
import type { ReadContext } from '../../../http/context.ts';
import { billOf } from '../bills/shown.ts';
import { fromColumns, linesOf, restOf, takenBackLines } from '../settling.ts';
import { customers } from '../sides.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

export const toReceiptRow = (row: NamedReceipt, bill: BillOnDoc | null): ReceiptRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as ReceiptState,
  customer: ref(row.customer_id, row.customer_name),
  payer: row.payer,
  account: ref(row.account_id, row.account_name),
  bill,
  businessDate: row.business_date,
  method: row.method as ReceiptMethod,
  amountFen: row.amount_fen,
  feeFen: row.fee_fen,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** A receipt with what it settles, and what of it is an advance now. */
export async function describeReceipt(ctx: ReadContext, row: NamedReceipt): Promise<Receipt> {
  const { id, state, amount_fen: amountFen } = row;
  const drafted = fromColumns(await receiptLines(ctx.db, id));
  const lines = await linesOf(ctx, customers, { id, state, drafted });
  const writes =
    ctx.actor.viewAsBy === null && reachesAccount(ctx.actor, 'receipts.manage', row.account_id);
  return {
    ...toReceiptRow(row, await billOf(ctx, row.bill_id)),
    lines,
    takenBack: await takenBackLines(ctx.db, customers, id),
    restFen: await restOf(ctx.db, customers, { id, state, amountFen }, lines),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    mayEdit: writes && row.state === 'draft',
    mayReverse: writes && row.state === 'confirmed',
    mayClaim: writes && row.state === 'confirmed' && row.customer_id === null,
  };
}
