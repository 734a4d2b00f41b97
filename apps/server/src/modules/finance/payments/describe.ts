import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import { paymentLines, type NamedPayment } from '@xinhang/db/repositories/payments.ts';
import type { Payment, PaymentRow, PaymentState } from '@xinhang/shared/payments.ts';
import type { ReceiptMethod } from '@xinhang/shared/receipts.ts';
import type { BillOnDoc } from '@xinhang/shared/bills.ts';
import type { ReadContext } from '../../../http/context.ts';
import { billOf } from '../bills/shown.ts';
import { fromColumns, linesOf, restOf, takenBackLines } from '../settling.ts';
import { suppliers } from '../sides.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

export const toPaymentRow = (row: NamedPayment, bill: BillOnDoc | null): PaymentRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as PaymentState,
  supplier: { id: row.supplier_id, name: row.supplier_name, code: row.supplier_code },
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

/** A payment with what it settles, and what of it is an advance now. */
export async function describePayment(ctx: ReadContext, row: NamedPayment): Promise<Payment> {
  const { id, state, amount_fen: amountFen } = row;
  const drafted = fromColumns(await paymentLines(ctx.db, id));
  const lines = await linesOf(ctx, suppliers, { id, state, drafted });
  const writes =
    ctx.actor.viewAsBy === null && reachesAccount(ctx.actor, 'payments.manage', row.account_id);
  const draft = state === 'draft';
  return {
    ...toPaymentRow(row, await billOf(ctx, row.bill_id)),
    payeeBank: draft ? row.supplier_bank : row.payee_bank,
    payeeAccount: draft ? row.supplier_account : row.payee_account,
    lines,
    takenBack: await takenBackLines(ctx.db, suppliers, id),
    restFen: await restOf(ctx.db, suppliers, { id, state, amountFen }, lines),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    mayEdit: writes && draft,
    mayReverse: writes && state === 'confirmed',
  };
}
