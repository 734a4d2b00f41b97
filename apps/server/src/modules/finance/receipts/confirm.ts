import { allCashAccounts } from '@xinhang/db/repositories/cash.ts';
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
  allocationsOn,
  postAchievement,
  postMoney,
  postVoucher,
  reverseAchievement,
  reverseMoney,
  reverseVoucher,
  settle,
  standingAllocations,
  standingMoneyRows,
  takeBack,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { stale } from '../../../http/conflict.ts';
import { needReceipt, record, told } from '../record.ts';
import { settlementDocs } from '../receivables/settle.ts';
import { needPayer } from './drafts.ts';
import { checkedLines, type Settling } from './lines.ts';

/** Of the numbers: the initials of 收款. */
const PREFIX = 'SK';
const WHOLE_BP = 10_000;

const sumOf = (lines: readonly Settling[], part: 'amountFen' | 'discountFen') =>
  lines.reduce((sum, line) => sum + line[part], 0);

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
  const kept = (await receiptLines(tx, id)).map((line) => ({
    itemId: line.item_id,
    amountFen: line.amount_fen,
    discountFen: line.discount_fen,
  }));
  const lines = await checkedLines(tx, row, kept);
  const { entity_id: entityId, business_date: businessDate } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind: 'receipt', id, no };
  const moneyIn = row.amount_fen - row.fee_fen;
  const { account_id: accountId } = row;
  await postCash(ctx, {
    entityId,
    accountId,
    doc,
    businessDate,
    amountFen: moneyIn,
    note: row.note,
  });
  if (row.customer_id !== null) await settleLines(ctx, row, doc, lines);
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

/** The whole is an advance, of which what the lines name is used at once; a discount is its own row. */
async function settleLines(
  ctx: WriteContext,
  row: NamedReceipt,
  doc: MoneyDoc,
  lines: readonly Settling[],
): Promise<void> {
  const { business_date: businessDate } = row;
  const common = {
    entityId: row.entity_id,
    party: { kind: 'customer', id: row.customer_id! },
    doc,
    businessDate,
  } as const;
  const credit = (fens: readonly number[]) =>
    fens.map((amount) => ({ dueDate: businessDate, amountFen: -amount }));
  const [paidId] = await postMoney(ctx, 'ar', {
    ...common,
    kind: 'advance',
    dues: credit([row.amount_fen]),
  });
  const letOff = lines.filter((line) => line.discountFen > 0);
  const discountIds = await postMoney(ctx, 'ar', {
    ...common,
    kind: 'adjustment',
    dues: credit(letOff.map((line) => line.discountFen)),
  });
  const pay = async (owedId: number, from: number, amountFen: number) => {
    await settle(ctx, 'ar', { owedId, paidId: from, amountFen, doc, businessDate });
  };
  for (const { itemId, amountFen } of lines) {
    if (amountFen > 0) await pay(itemId, paidId!, amountFen);
  }
  for (const [at, line] of letOff.entries()) {
    await pay(line.itemId, discountIds[at]!, line.discountFen);
  }
}

async function entriesOf(ctx: WriteContext, row: NamedReceipt, lines: readonly Settling[]) {
  const account = (await allCashAccounts(ctx.tx)).find((one) => one.id === row.account_id)!;
  const [paid, letOff] = [sumOf(lines, 'amountFen'), sumOf(lines, 'discountFen')];
  const entry = (key: AccountKey, amountFen: number) => ({
    account: key,
    amountFen,
    ...(row.customer_id !== null && { customerId: row.customer_id }),
  });
  const known = row.customer_id !== null;
  return [
    entry(account.kind as AccountKey, row.amount_fen - row.fee_fen),
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
  await settleLines(
    ctx,
    { ...row, customer_id: customerId, business_date: businessDate },
    docOf(row),
    [],
  );
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
  { version, reason }: { version: number; reason: string },
): Promise<NamedReceipt> {
  const { tx } = ctx;
  const row = await needReceipt(ctx, id, version, ['confirmed']);
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const doc = docOf(row);
  const rows = (await standingMoneyRows(tx, 'ar', doc)).map((one) => one.id);
  for (const one of await standingAllocations(tx, 'ar', rows))
    await takeBack(ctx, 'ar', one, today);
  // Whatever was said of its settlements later goes with them.
  for (const one of await allocationsOn(tx, 'ar', rows)) {
    for (const said of settlementDocs(one)) await reverseVoucher(ctx, said, today);
  }
  await reverseMoney(ctx, 'ar', doc, today);
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
