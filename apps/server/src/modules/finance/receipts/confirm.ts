import {
  receiptLines,
  updateReceipt,
  type NamedReceipt,
} from '@xinhang/db/repositories/receipts.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { customerById } from '../../customers/service.ts';
import {
  postAchievement,
  postVoucher,
  reverseAchievement,
  reverseVoucher,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { confirmBill, unconfirmBill } from '../bills/on-document.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { chartAccountOf } from '../cash-docs.ts';
import { stale } from '../../../http/conflict.ts';
import { needReceipt, record, told } from '../record.ts';
import { receivablesByHand } from '../receivables/settle.ts';
import { needRefundKnown, reversePaid } from '../settlement.ts';
import { checkedLines, fromColumns, postPaid, sumOf, type Settling } from '../settling.ts';
import { customers } from '../sides.ts';
import { needPayer } from './drafts.ts';

/** Of the numbers: the initials of 收款. */
const PREFIX = 'SK';
const WHOLE_BP = 10_000;

/** Gives a draft its number: the money is in, what it settles is settled, the rest an advance. */
export async function confirmReceipt(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedReceipt> {
  const { tx } = ctx;
  const row = await needReceipt(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  if (row.customer_id === null && row.payer === '') throw fieldRefused('/payer', 'required');
  // Who gave it stands on the bill, and he owes it again if nobody pays.
  if (row.bill_id !== null && row.customer_id === null) {
    throw fieldRefused('/customerId', 'required');
  }
  const kept = fromColumns(await receiptLines(tx, id));
  const whole = { partyId: row.customer_id, amountFen: row.amount_fen };
  const lines = await checkedLines(tx, customers, whole, kept);
  const { entity_id: entityId, business_date: businessDate } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind: 'receipt', id, no };
  const moneyIn = row.amount_fen - row.fee_fen;
  const { account_id: accountId, note } = row;
  await confirmBill(ctx, 'received', { ...row, customerId: row.customer_id }, doc);
  if (accountId !== null) {
    await postCash(ctx, { entityId, accountId, doc, businessDate, amountFen: moneyIn, note });
  }
  if (row.customer_id !== null) {
    await postPaid(ctx, customers, paidOf(row, doc, row.customer_id, businessDate), lines);
  }
  await postVoucher(ctx, { entityId, doc, businessDate, lines: await entriesOf(ctx, row, lines) });
  await achieve(ctx, row, row.customer_id);
  const done = await updateReceipt(tx, row, {
    no,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  const customerId = row.customer_id;
  return (await record(ctx, 'receipts.confirm', id, { before, customerId }))!;
}

/** Of the customer that is named, or of the one that claims it. */
const paidOf = (row: NamedReceipt, doc: MoneyDoc, customerId: number, businessDate: string) => ({
  entityId: row.entity_id,
  partyId: customerId,
  doc,
  businessDate,
  amountFen: row.amount_fen,
});

async function entriesOf(ctx: WriteContext, row: NamedReceipt, lines: readonly Settling[]) {
  const { account_id: accountId } = row;
  const into = accountId === null ? 'billsReceivable' : await chartAccountOf(ctx, accountId);
  const [paid, letOff] = [sumOf(lines, 'amountFen'), sumOf(lines, 'discountFen')];
  const entry = (key: AccountKey, amountFen: number) => ({
    account: key,
    amountFen,
    ...(row.customer_id !== null && { customerId: row.customer_id }),
  });
  const known = row.customer_id !== null;
  return [
    entry(into, row.amount_fen - row.fee_fen),
    entry('financeCost', row.fee_fen),
    entry('salesDiscount', letOff),
    entry('receivable', -paid - letOff),
    entry(known ? 'advanceReceived' : 'otherPayable', paid - row.amount_fen),
  ];
}

/** Counts for whoever owns the customer now; of nobody's customer for nobody. */
async function achieve(
  ctx: WriteContext,
  row: NamedReceipt,
  customerId: number | null,
): Promise<void> {
  // What came before the books began is a figure of before.
  if (ctx.opening === true) return;
  const owner = customerId === null ? null : (await customerById(ctx.tx, customerId))!.owner_id;
  if (owner === null) return;
  await postAchievement(ctx, {
    metric: 'receipt',
    doc: { kind: 'receipt', id: row.id },
    businessDate: row.business_date,
    customerId,
    shares: [{ userId: owner, shareBp: WHOLE_BP }],
    amountFen: row.amount_fen,
    dimensions: { entityId: row.entity_id },
  });
}

const docOf = (row: NamedReceipt): MoneyDoc => ({ kind: 'receipt', id: row.id, no: row.no! });
const claimOf = (row: NamedReceipt): MoneyDoc => ({ ...docOf(row), kind: 'receiptClaim' });

/** Says who paid: from now on it is an advance of that customer, counted on the receipt's day. */
export async function claimReceipt(
  ctx: WriteContext,
  id: number,
  { version, customerId }: { version: number; customerId: number },
): Promise<NamedReceipt> {
  const row = await needReceipt(ctx, id, version, ['confirmed']);
  if (row.customer_id !== null) throw fieldRefused('/customerId', 'known-already');
  const before = await told(ctx, row);
  await needPayer(ctx, customerId);
  const businessDate = await todayOf(ctx);
  await postPaid(ctx, customers, paidOf(row, docOf(row), customerId, businessDate), []);
  await postVoucher(ctx, {
    entityId: row.entity_id,
    doc: claimOf(row),
    businessDate,
    lines: [
      { account: 'otherPayable', amountFen: row.amount_fen },
      { account: 'advanceReceived', amountFen: -row.amount_fen, customerId },
    ],
  });
  await achieve(ctx, row, customerId);
  if (!(await updateReceipt(ctx.tx, row, { customer_id: customerId }))) throw stale(row);
  return (await record(ctx, 'receipts.claim', id, { before, customerId }))!;
}

/** Takes a receipt back, today: what it settled is owed again, then the money leaves the account. */
export async function undoReceipt(
  ctx: WriteContext,
  id: number,
  { version, reason, refundedFen = 0 }: { version: number; reason: string; refundedFen?: number },
): Promise<NamedReceipt> {
  const { tx } = ctx;
  const row = await needReceipt(ctx, id, version, ['confirmed']);
  const before = await told(ctx, row);
  // One of before the books on its own day, so that no day of theirs has it.
  const today = ctx.opening === true ? row.business_date : await todayOf(ctx);
  const doc = docOf(row);
  await needRefundKnown(ctx, receivablesByHand, doc, refundedFen);
  await unconfirmBill(ctx, { ...row, customerId: row.customer_id }, doc, reason);
  await reversePaid(ctx, receivablesByHand, doc, today);
  await reverseCash(ctx, doc, today);
  await reverseVoucher(ctx, claimOf(row), today);
  await reverseVoucher(ctx, doc, today);
  await reverseAchievement(ctx, 'receipt', { kind: 'receipt', id }, today);
  const done = await updateReceipt(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'receipts.reverse', id, { before, customerId: row.customer_id }))!;
}
