import {
  paymentLines,
  updatePayment,
  type NamedPayment,
} from '@xinhang/db/repositories/payments.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { postVoucher, reverseVoucher, type MoneyDoc } from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { billAccount, confirmBill, unconfirmBill } from '../bills/on-document.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { chartAccountOf } from '../cash-docs.ts';
import { payablesByHand } from '../payables/settle.ts';
import { needRefundKnown, reversePaid } from '../settlement.ts';
import { checkedLines, fromColumns, postPaid, sumOf, type Settling } from '../settling.ts';
import { suppliers } from '../sides.ts';
import { needPayment, record, told } from './record.ts';

/** Of the numbers: the initials of 付款. */
const PREFIX = 'FK';

/** Gives a draft its number: the money is out, what it settles is settled, the rest an advance. */
export async function confirmPayment(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedPayment> {
  const { tx } = ctx;
  const row = await needPayment(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  const { entity_id: entityId, business_date: businessDate, amount_fen: amountFen } = row;
  const partyId = row.supplier_id;
  const kept = fromColumns(await paymentLines(tx, id));
  const lines = await checkedLines(tx, suppliers, { partyId, amountFen }, kept);
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind: 'payment', id, no };
  const { account_id: accountId, note } = row;
  await confirmBill(ctx, 'issued', { ...row, customerId: null }, doc);
  if (accountId !== null) {
    const paid = -(amountFen + row.fee_fen);
    await postCash(ctx, { entityId, accountId, doc, businessDate, amountFen: paid, note });
  }
  await postPaid(ctx, suppliers, { entityId, partyId, doc, businessDate, amountFen }, lines);
  await postVoucher(ctx, { entityId, doc, businessDate, lines: await entriesOf(ctx, row, lines) });
  const done = await updatePayment(tx, row, {
    no,
    state: 'confirmed',
    payee_bank: row.supplier_bank,
    payee_account: row.supplier_account,
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'payments.confirm', id, before))!;
}

/** A discount lessens the cost of finance (企业会计准则: 现金折扣冲减财务费用). */
async function entriesOf(ctx: WriteContext, row: NamedPayment, lines: readonly Settling[]) {
  const { account_id: accountId, bill_id: billId } = row;
  const from =
    accountId === null ? await billAccount(ctx, billId!) : await chartAccountOf(ctx, accountId);
  const [paid, letOff] = [sumOf(lines, 'amountFen'), sumOf(lines, 'discountFen')];
  const supplierId = row.supplier_id;
  const entry = (key: AccountKey, amountFen: number) => ({ account: key, amountFen, supplierId });
  return [
    entry('payable', paid + letOff),
    entry('advancePaid', row.amount_fen - paid),
    entry('financeCost', row.fee_fen),
    entry('financeCost', -letOff),
    entry(from, -(row.amount_fen + row.fee_fen)),
  ];
}

/** Takes a payment back, today: what it settled is owed again, then the money is back. */
export async function undoPayment(
  ctx: WriteContext,
  id: number,
  { version, reason, refundedFen = 0 }: { version: number; reason: string; refundedFen?: number },
): Promise<NamedPayment> {
  const row = await needPayment(ctx, id, version, ['confirmed']);
  const before = await told(ctx, row);
  // One of before the books on its own day, so that no day of theirs has it.
  const today = ctx.opening === true ? row.business_date : await todayOf(ctx);
  const doc: MoneyDoc = { kind: 'payment', id, no: row.no! };
  await needRefundKnown(ctx, payablesByHand, doc, refundedFen);
  await unconfirmBill(ctx, { ...row, customerId: null }, doc, reason);
  await reversePaid(ctx, payablesByHand, doc, today);
  await reverseCash(ctx, doc, today);
  await reverseVoucher(ctx, doc, today);
  const done = await updatePayment(ctx.tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'payments.reverse', id, before))!;
}
