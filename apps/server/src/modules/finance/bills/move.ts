import { lastStep, type NamedBill } from '@xinhang/db/repositories/bills.ts';
import { openingOfBill } from '@xinhang/db/repositories/opening-bills.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import {
  billDocs,
  movesMoney,
  movesOf,
  stateAfter,
  type BillMove,
  type BillSide,
  type BillState,
} from '@xinhang/shared/bill-rules.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { customerById } from '../../customers/service.ts';
import {
  postAchievement,
  postMoney,
  postVoucher,
  reverseAchievement,
  reverseMoney,
  reverseVoucher,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { chartAccountOf } from '../cash-docs.ts';
import { news } from '../record.ts';
import { customers, suppliers } from '../sides.ts';
import { mayMove, needSeen, told } from './describe.ts';
import { needBill, stepBill, unstepBill } from './ledger.ts';
import { billNews } from './on-document.ts';

/** Of the numbers: the initials of 票据. */
const PREFIX = 'PJ';
const WHOLE_BP = 10_000;
type Body = EndpointInput<typeof api.bills.move>['body'];

async function needMovable(ctx: WriteContext, id: number, version: number): Promise<NamedBill> {
  const bill = await needSeen(ctx, id);
  if (!mayMove(ctx, bill)) throw problem('forbidden');
  if (bill.version !== version) throw stale(bill);
  return bill;
}

/** Does with a bill what it says, with its voucher, its money and what is owed again. */
export async function moveBill(ctx: WriteContext, id: number, body: Body): Promise<void> {
  const bill = await needMovable(ctx, id, body.version);
  const [side, state] = [bill.side as BillSide, bill.state as BillState];
  const { kind, businessDate, note } = body;
  if (!movesOf(side, state).includes(kind)) throw problem('state-refused');
  const money = movesMoney(kind, side, state);
  const accountId = money ? body.accountId : null;
  if (money && accountId === null) throw fieldRefused('/accountId', 'required');
  if (accountId !== null) {
    const permission = side === 'received' ? 'receipts.manage' : 'payments.manage';
    await needCashAccount(ctx, accountId, { permission });
  }
  const feeFen = kind === 'dishonour' ? 0 : body.feeFen;
  if (kind !== 'pay' && feeFen >= bill.amount_fen) throw fieldRefused('/feeFen', 'above-amount');
  if (kind === 'discount') assertDiscountable(bill, businessDate);
  const before = told(bill);
  const no = await takeDocumentNo(ctx, { entityId: bill.entity_id, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind: billDocs[kind], id, no };
  const to = stateAfter[kind];
  await stepBill(ctx, bill, { kind, to, doc, businessDate, accountId, feeFen, note });
  if (accountId !== null) {
    const amountFen = moneyOf(kind, bill.amount_fen, feeFen);
    const { entity_id: entityId } = bill;
    await postCash(ctx, { entityId, accountId, doc, businessDate, amountFen, note });
  }
  await postMoves(ctx, bill, { kind, doc, businessDate, accountId, feeFen });
  await record(ctx, `bills.${kind}`, bill, before);
}

/** A bill that may not be passed on is not discounted either, nor one that is due. */
function assertDiscountable(bill: NamedBill, businessDate: string): void {
  if (bill.transferable === 0) throw fieldRefused('/kind', 'not-transferable', { no: bill.no });
  if (businessDate > bill.due_on) {
    throw fieldRefused('/businessDate', 'bill-due', { date: bill.due_on });
  }
}

/** What comes into the account; below 0 goes out. */
const moneyOf = (kind: BillMove, amountFen: number, feeFen: number): number =>
  kind === 'pay' ? -(amountFen + feeFen) : kind === 'dishonour' ? -amountFen : amountFen - feeFen;

interface Move {
  kind: BillMove;
  doc: MoneyDoc;
  businessDate: string;
  accountId: number | null;
  feeFen: number;
}

/** The voucher of a move, and what is owed again where nobody paid. */
async function postMoves(ctx: WriteContext, bill: NamedBill, move: Move): Promise<void> {
  const { kind, doc, businessDate, accountId, feeFen } = move;
  const { entity_id: entityId, amount_fen: amountFen, customer_id: customerId } = bill;
  const chart = accountId === null ? null : await chartAccountOf(ctx, accountId);
  const money = accountId === null ? 0 : moneyOf(kind, amountFen, feeFen);
  const received = bill.side === 'received';
  const ofCustomer = received && customerId !== null ? { customerId } : {};
  const ofSupplier = bill.supplier_id === null ? {} : { supplierId: bill.supplier_id };
  const line = (account: AccountKey, fen: number, party = {}) => ({
    account,
    amountFen: fen,
    ...party,
  });
  const parties = received ? ofCustomer : ofSupplier;
  const lines = [
    ...(chart === null ? [] : [line(chart, money, parties)]),
    line('financeCost', feeFen, parties),
  ];
  if (kind !== 'dishonour') {
    const book = received ? 'billsReceivable' : 'billsPayable';
    lines.push(line(book, received ? -amountFen : amountFen, parties));
  } else if (received) {
    await owedAgain(ctx, bill, move);
    lines.push(line('receivable', amountFen, ofCustomer));
    if (bill.state === 'held') lines.push(line('billsReceivable', -amountFen, ofCustomer));
    if (bill.state === 'endorsed') lines.push(line('payable', -amountFen, ofSupplier));
  } else {
    await oweSupplier(ctx, bill, move);
    lines.push(line('billsPayable', amountFen, ofSupplier));
    lines.push(line('payable', -amountFen, ofSupplier));
  }
  await postVoucher(ctx, { entityId, doc, businessDate, lines });
}

/** Due at once: the customer owes it again, and a supplier to whom it was endorsed is owed. */
async function owedAgain(ctx: WriteContext, bill: NamedBill, move: Move): Promise<void> {
  const customerId = bill.customer_id!;
  const { doc, businessDate } = move;
  await postMoney(ctx, customers.side, {
    entityId: bill.entity_id,
    party: { kind: 'customer', id: customerId },
    kind: 'adjustment',
    doc,
    businessDate,
    dues: [{ dueDate: businessDate, amountFen: bill.amount_fen }],
  });
  if (bill.state === 'endorsed') await oweSupplier(ctx, bill, move);
  // It never counted for anybody, so nothing of it is taken away.
  if (await openingOfBill(ctx.tx, bill.part_of ?? bill.id)) return;
  const owner = (await customerById(ctx.tx, customerId))!.owner_id;
  if (owner === null) return;
  await postAchievement(ctx, {
    metric: 'receipt',
    doc: { kind: doc.kind, id: doc.id },
    businessDate,
    customerId,
    shares: [{ userId: owner, shareBp: WHOLE_BP }],
    amountFen: -bill.amount_fen,
    dimensions: { entityId: bill.entity_id },
  });
}

async function oweSupplier(ctx: WriteContext, bill: NamedBill, move: Move): Promise<void> {
  const { doc, businessDate } = move;
  await postMoney(ctx, suppliers.side, {
    entityId: bill.entity_id,
    party: { kind: 'supplier', id: bill.supplier_id! },
    kind: 'adjustment',
    doc,
    businessDate,
    dues: [{ dueDate: businessDate, amountFen: bill.amount_fen }],
  });
}

/** Takes the last move of a bill back, today: the newest first, down to how it came. */
export async function undoBillMove(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const bill = await needMovable(ctx, id, version);
  const last = await lastStep(ctx.tx, id);
  if (!last || !(last.kind in billDocs)) throw problem('state-refused');
  const before = told(bill);
  const today = await todayOf(ctx);
  const doc: MoneyDoc = { kind: last.doc_kind, id: last.doc_id, no: last.doc_no };
  if (last.kind === 'dishonour') {
    // What was settled of it meanwhile is taken back first, by whoever settled it.
    if (bill.customer_id !== null) {
      await reverseMoney(ctx, customers.side, doc, today);
      await reverseAchievement(ctx, 'receipt', { kind: doc.kind, id: doc.id } as never, today);
    }
    if (bill.supplier_id !== null) await reverseMoney(ctx, suppliers.side, doc, today);
  }
  await reverseCash(ctx, doc, today);
  await reverseVoucher(ctx, doc, today);
  await unstepBill(ctx, bill, last, { today, reason });
  await record(ctx, 'bills.undo', bill, before);
}

/** Audit and news of a bill and of what is owed with it. */
async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, supplier_id: supplierId }: NamedBill,
  before: object,
): Promise<void> {
  const after = await needBill(ctx, id);
  await ctx.audit({
    action,
    entity: after.side === 'received' ? 'billReceived' : 'billIssued',
    entityId: id,
    customerId,
    before,
    after: told(after),
  });
  await billNews(ctx, after, customerId);
  if (customerId !== null) {
    await news(ctx, { entity: 'receivable', id, version: ctx.now }, customerId);
  }
  if (supplierId !== null) {
    await ctx.emit({ entity: 'payable', id, version: ctx.now, audience: [] });
  }
}
