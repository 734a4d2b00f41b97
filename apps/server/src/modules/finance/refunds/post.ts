import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import type { RefundRecord } from '@xinhang/db/repositories/refunds.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReceiptMethod } from '@xinhang/shared/receipts.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  firstEntity,
  moneyItem,
  postMoney,
  postVoucher,
  reverseVoucher,
  settle,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { chartAccountOf } from '../cash-docs.ts';
import { reversePaid, type ByHand, type Item } from '../settlement.ts';

/** What is given back of one credit. */
interface Credit {
  item: Item;
  amountFen: number;
}

export interface Asked {
  accountId: number;
  businessDate: string;
  method: ReceiptMethod;
  note: string;
  lines: readonly { itemId: number; amountFen: number }[];
}

/** How refunds of one side are made. */
export interface RefundSide {
  of: ByHand;
  docKind: 'customerRefund' | 'supplierRefund';
  prefix: string;
  /** The right to make and to take back. */
  writes: 'receipts.manage' | 'payments.manage';
  /** Where credits stand in the chart: those paid in advance, and all others. */
  accounts: readonly [advance: AccountKey, other: AccountKey];
  /** Of the money: 1 comes in, -1 goes. */
  sign: 1 | -1;
}

/** Credits of the party, each once, with no more than is open of them, and none of a later day. */
export async function checkedCredits(
  ctx: WriteContext,
  { of }: RefundSide,
  partyId: number,
  { lines, businessDate }: Pick<Asked, 'lines' | 'businessDate'>,
): Promise<Credit[]> {
  const credits: Credit[] = [];
  for (const [at, { itemId, amountFen }] of lines.entries()) {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    if (credits.some(({ item }) => item.id === itemId)) throw refuse('itemId', 'named-twice');
    const item = await moneyItem(ctx.tx, of.side, itemId);
    const theirs = item?.party_kind === of.party && item.owner_id === partyId;
    if (!item || !theirs || item.amount_fen > 0) throw refuse('itemId', 'no-credit');
    const openFen = -item.open_fen;
    if (amountFen > openFen) throw refuse('amountFen', 'above-open', { openFen });
    if (businessDate < item.business_date) {
      throw fieldRefused('/businessDate', 'before-business-date');
    }
    credits.push({ item, amountFen });
  }
  return credits;
}

/** The row of a refund as it is kept, and what it gives back. */
export async function draftRefund(
  ctx: WriteContext,
  side: RefundSide,
  partyId: number,
  asked: Asked,
) {
  const { businessDate, accountId, method, note } = asked;
  await needCashAccount(ctx, accountId, { permission: side.writes });
  const credits = await checkedCredits(ctx, side, partyId, asked);
  const amountFen = credits.reduce((sum, one) => sum + one.amountFen, 0);
  const entityId = (await firstEntity(ctx.tx))!;
  const no = await takeDocumentNo(ctx, { entityId, prefix: side.prefix, businessDate });
  const row = {
    no,
    state: 'confirmed',
    entity_id: entityId,
    account_id: accountId,
    business_date: businessDate,
    method,
    amount_fen: amountFen,
    ...OWN_CURRENCY,
    amount_cur: amountFen,
    note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    reversed_by: null,
    reversed_at: null,
  };
  return { row, credits };
}

type Row = Awaited<ReturnType<typeof draftRefund>>['row'];

/** The money moves, and what is given back is owed at once and settled by the credits. */
export async function postRefund(
  ctx: WriteContext,
  side: RefundSide,
  { id, partyId, row, credits }: { id: number; partyId: number; row: Row; credits: Credit[] },
): Promise<void> {
  const { of, sign } = side;
  const { entity_id: entityId, business_date: businessDate, amount_fen: amountFen } = row;
  const doc: MoneyDoc = { kind: side.docKind, id, no: row.no };
  const { account_id: accountId, note } = row;
  await postCash(ctx, {
    entityId,
    accountId,
    doc,
    businessDate,
    amountFen: sign * amountFen,
    note,
  });
  const [owedId] = await postMoney(ctx, of.side, {
    entityId,
    party: { kind: of.party, id: partyId },
    kind: 'adjustment',
    doc,
    businessDate,
    dues: [{ dueDate: businessDate, amountFen }],
  });
  for (const credit of credits) {
    const paidId = credit.item.id;
    const part = { owedId: owedId!, paidId, amountFen: credit.amountFen };
    await settle(ctx, of.side, { ...part, doc, businessDate });
  }
  const advanceFen = credits
    .filter(({ item }) => item.kind === 'advance')
    .reduce((sum, one) => sum + one.amountFen, 0);
  const party = of.party === 'customer' ? { customerId: partyId } : { supplierId: partyId };
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: side.accounts[0], amountFen: -sign * advanceFen, ...party },
      { account: side.accounts[1], amountFen: -sign * (amountFen - advanceFen), ...party },
      { account: await chartAccountOf(ctx, accountId), amountFen: sign * amountFen, ...party },
    ],
  });
}

/** Takes back what a refund posted, today: its credits are open again, the money lies where it was. */
export async function unpostRefund(
  ctx: WriteContext,
  side: RefundSide,
  { id, no, account_id: accountId }: Pick<RefundRecord, 'id' | 'no' | 'account_id'>,
): Promise<void> {
  if (!reachesAccount(ctx.actor, side.writes, accountId)) throw problem('forbidden');
  const today = await todayOf(ctx);
  const doc: MoneyDoc = { kind: side.docKind, id, no };
  await reversePaid(ctx, side.of, doc, today);
  await reverseCash(ctx, doc, today);
  await reverseVoucher(ctx, doc, today);
}
