import { may } from '@xinhang/db/actor.ts';
import type { NamedReceipt } from '@xinhang/db/repositories/receipts.ts';
import type { Receipt, ReceiptMethod, ReceiptRow, ReceiptState } from '@xinhang/shared/receipts.ts';
import type { ReadContext } from '../../../http/context.ts';
import { moneyItem, standingMoneyRows } from '../../ledgers/service.ts';
import { linesOf } from './lines.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

export const toReceiptRow = (row: NamedReceipt): ReceiptRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as ReceiptState,
  customer: ref(row.customer_id, row.customer_name),
  payer: row.payer,
  account: { id: row.account_id, name: row.account_name },
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
  const lines = await linesOf(ctx, row);
  const writes = ctx.actor.viewAsBy === null && may(ctx.actor, 'receipts.manage');
  return {
    ...toReceiptRow(row),
    lines,
    restFen: row.state === 'draft' ? unused(row, lines) : await advanceOf(ctx, row),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    mayEdit: writes && row.state === 'draft',
    mayReverse: writes && row.state === 'confirmed',
    mayClaim: writes && row.state === 'confirmed' && row.customer_id === null,
  };
}

const unused = (row: NamedReceipt, lines: readonly { amountFen: number }[]): number =>
  row.amount_fen - lines.reduce((sum, line) => sum + line.amountFen, 0);

async function advanceOf(ctx: ReadContext, row: NamedReceipt): Promise<number> {
  const rows = await standingMoneyRows(ctx.db, 'ar', { kind: 'receipt', id: row.id });
  let open = 0;
  for (const { id, kind } of rows) {
    if (kind === 'advance') open -= (await moneyItem(ctx.db, 'ar', id))!.open_fen;
  }
  return open;
}
