import {
  billById,
  deleteDraftBill,
  findBill,
  insertBill,
  partsOfBill,
  sameBill,
  updateBill,
  type BillRecord,
} from '@xinhang/db/repositories/bills.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import { standingState, type BillSide } from '@xinhang/shared/bill-rules.ts';
import type { BillBody } from '@xinhang/shared/bills.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { firstEntity, type MoneyDoc } from '../../ledgers/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { news } from '../record.ts';
import { needBill, ownLastStep, stepBill, unstepBill } from './ledger.ts';

/** How a receipt or a payment is paid, as it is asked for. */
export interface Way {
  method: string;
  accountId: number | null;
  feeFen: number;
  amountFen: number;
  /** Written on the document. */
  bill?: BillBody | null | undefined;
  /** Held, and endorsed by the payment. */
  billId?: number | null | undefined;
}

/** How the document is paid until now. */
interface Before {
  account_id: number | null;
  bill_id: number | null;
}

/** How a document is paid after a change: a bill that is given makes it one by bill. */
export const methodNow = (
  before: string,
  asked: { method?: string | undefined; bill?: unknown; billId?: unknown },
): string => asked.method ?? (asked.bill || asked.billId ? 'bill' : before);

/** Whoever takes bills, and whoever gives them. */
const writes = { received: 'receipts.manage', issued: 'payments.manage' } as const;

/** Bills under one number: a received one may come round again, an issued one is issued once. */
const once: Record<BillSide, readonly string[]> = {
  received: ['held'],
  issued: ['open', 'paid', 'dishonoured'],
};

async function assertSound(
  ctx: WriteContext,
  side: BillSide,
  bill: Pick<BillRecord, 'no' | 'sub_from' | 'sub_to' | 'issued_on' | 'due_on' | 'amount_fen'>,
  id: number | null,
): Promise<void> {
  if (bill.due_on < bill.issued_on) throw fieldRefused('/bill/dueOn', 'due-before-issue');
  const [from, to] = [bill.sub_from, bill.sub_to];
  if ((from === null) !== (to === null)) throw fieldRefused('/bill/subTo', 'range-incomplete');
  if (from !== null && to !== null && to - from + 1 !== bill.amount_fen) {
    throw fieldRefused('/bill/subTo', 'range-not-amount');
  }
  const { no, sub_from } = bill;
  if (await sameBill(ctx.tx, { side, no, sub_from, id }, once[side])) {
    throw fieldRefused('/bill/no', 'bill-known', { no });
  }
}

const columnsOf = (body: BillBody) => ({
  kind: body.kind,
  no: body.no,
  sub_from: body.subFrom ?? null,
  sub_to: body.subTo ?? null,
  drawer: body.drawer,
  acceptor: body.acceptor,
  issued_on: body.issuedOn,
  due_on: body.dueOn,
  transferable: (body.transferable ?? true) ? 1 : 0,
});

/** Keeps what is written of a bill with the draft of its document; answers its id. */
async function keepDraft(
  ctx: WriteContext,
  side: BillSide,
  { bill: body, amountFen }: Way,
  before: number | null,
): Promise<number> {
  const own = before === null ? undefined : await billById(ctx.tx, before);
  const draft = own?.state === 'draft' ? own : undefined;
  if (!draft && !body) throw fieldRefused('/bill', 'required');
  const columns = { ...draft, ...(body && columnsOf(body)), amount_fen: amountFen };
  await assertSound(ctx, side, columns as BillRecord, draft?.id ?? null);
  if (draft) {
    const { id: _, version: __, ...values } = columns as BillRecord;
    await updateBill(ctx.tx, draft, values);
    return draft.id;
  }
  return await insertBill(ctx.tx, {
    ...columnsOf(body!),
    amount_fen: amountFen,
    entity_id: (await firstEntity(ctx.tx))!,
    side,
    state: 'draft',
    part_of: null,
  });
}

/** A held bill that may be endorsed for this amount: whole, transferable, before it is due. */
async function needHeld(ctx: WriteContext, id: number, amountFen: number): Promise<BillRecord> {
  const bill = await findBill(ctx.tx, { side: 'received', actor: ctx.actor }, id);
  if (!bill) throw fieldRefused('/billId', 'unknown-bill');
  if (bill.state !== 'held') throw fieldRefused('/billId', 'bill-not-held', { no: bill.no });
  if (bill.transferable === 0) throw fieldRefused('/billId', 'not-transferable', { no: bill.no });
  if (bill.amount_fen !== amountFen) {
    throw fieldRefused('/amountFen', 'bill-amount', { amountFen: bill.amount_fen });
  }
  return bill;
}

/**
 * How a document that is drafted or changed is paid: into or from an account in use, or by a bill,
 * which lies in none and costs no fee here. Answers its columns.
 */
export async function keepWay(
  ctx: WriteContext,
  side: BillSide,
  way: Way,
  before: Before,
): Promise<Before> {
  if (way.method !== 'bill') {
    if (way.accountId === null) throw fieldRefused('/accountId', 'required');
    await needCashAccount(ctx, way.accountId, {
      permission: writes[side],
      before: before.account_id,
    });
    return { account_id: way.accountId, bill_id: null };
  }
  // A bill lies on no account: who is narrowed to some of them takes and gives none.
  if (!reachesAccount(ctx.actor, writes[side], null)) throw fieldRefused('/method', 'no-bills');
  if (way.feeFen > 0) throw fieldRefused('/feeFen', 'bill-fee');
  if (way.billId) {
    const { id } = await needHeld(ctx, way.billId, way.amountFen);
    return { account_id: null, bill_id: id };
  }
  return { account_id: null, bill_id: await keepDraft(ctx, side, way, before.bill_id) };
}

/** Lets go of a bill that was written on a document which has another now, or is gone. */
export async function dropDraft(
  ctx: WriteContext,
  before: number | null,
  now: number | null,
): Promise<void> {
  if (before !== null && before !== now) await deleteDraftBill(ctx.tx, before);
}

/** The document is confirmed: what was written of the bill holds, or it goes to the supplier. */
export async function confirmBill(
  ctx: WriteContext,
  side: BillSide,
  row: {
    bill_id: number | null;
    amount_fen: number;
    business_date: string;
    customerId: number | null;
  },
  doc: MoneyDoc,
): Promise<void> {
  if (row.bill_id === null) return;
  const bill = await needBill(ctx, row.bill_id);
  const { business_date: businessDate } = row;
  if (bill.state === 'draft') {
    await assertSound(ctx, side, bill, bill.id);
    const kind = side === 'received' ? 'receive' : 'issue';
    await stepBill(ctx, bill, { kind, to: standingState[side], doc, businessDate });
  } else {
    await needHeld(ctx, bill.id, row.amount_fen);
    if (businessDate > bill.due_on) {
      throw fieldRefused('/businessDate', 'bill-due', { date: bill.due_on });
    }
    await stepBill(ctx, bill, { kind: 'endorse', to: 'endorsed', doc, businessDate });
  }
  await billNews(ctx, bill, row.customerId);
}

/** The document is taken back: nothing may have become of the bill since. */
export async function unconfirmBill(
  ctx: WriteContext,
  row: { bill_id: number | null; customerId: number | null },
  doc: MoneyDoc,
  reason: string,
): Promise<void> {
  if (row.bill_id === null) return;
  const bill = await needBill(ctx, row.bill_id);
  const step = await ownLastStep(ctx, bill, doc);
  // What was split off it came by the same receipt, and goes back to it first.
  const parts = step.kind === 'receive' ? await partsOfBill(ctx.tx, bill.id) : [];
  if (parts.length > 1) throw fieldRefused('/bill', 'bill-split', { no: bill.no });
  const to = step.kind === 'endorse' ? {} : { to: 'void' as const };
  await unstepBill(ctx, bill, step, { today: await todayOf(ctx), reason, ...to });
  await billNews(ctx, bill, row.customerId);
}

/** Whoever reads the side of a bill hears of it. */
export async function billNews(
  ctx: WriteContext,
  { id, side, version }: BillRecord,
  customerId: number | null,
): Promise<void> {
  const row = { entity: side === 'received' ? 'billReceived' : 'billIssued', id, version };
  if (side === 'received') await news(ctx, row, customerId);
  else await ctx.emit({ ...row, audience: [] });
}

/** The account of the chart under which what a payment by a bill takes from stands. */
export async function billAccount(
  ctx: WriteContext,
  billId: number,
): Promise<'billsReceivable' | 'billsPayable'> {
  const { side } = await needBill(ctx, billId);
  return side === 'received' ? 'billsReceivable' : 'billsPayable';
}
