import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  insertAllocation,
  insertMoneyRow,
  moneyItem,
  openItems,
  standingAllocations,
  standingMoneyRows,
  type AllocationRow,
  type MoneySide,
} from '@xinhang/db/repositories/money-ledgers.ts';
import { standingOf, type Standing } from '@xinhang/shared/open-items.ts';
import type { Due } from '@xinhang/shared/payment-terms.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { WriteContext } from '../../http/context.ts';
import { assertPeriodOpen, assertPostable } from './periods.ts';

export type PartyKind = 'customer' | 'supplier' | 'employee' | 'carrier' | 'other';
/** What a row is about: goods are what is sold or bought, the others are told apart from it. */
export type MoneyKind =
  | 'goods'
  | 'advance'
  | 'deposit'
  | 'loan'
  | 'estimate'
  | 'opening'
  | 'adjustment';

export interface MoneyDoc {
  kind: string;
  id: number;
  /** Its number, as statements name it. */
  no: string;
}

export interface MoneyPosting {
  entityId: number;
  party: { kind: PartyKind; id: number };
  kind: MoneyKind;
  doc: MoneyDoc;
  businessDate: string;
  /** In fen; above 0 is owed, below 0 is a credit: returns, money received. None is 0. */
  dues: readonly Due[];
  orderId?: number;
  contractId?: number;
  projectId?: number;
}

type Posting = Pick<WriteContext, 'tx' | 'now' | 'actor' | 'opening'>;

/**
 * Posts what a document makes owed, a row for each day on which some falls due: the only way into
 * both ledgers of money, inside the transaction that confirms the document. Answers the rows' ids.
 * `field-refused` for a closed month or a day to come; RangeError for a document that stands there already.
 */
export async function postMoney(
  ctx: Posting,
  side: MoneySide,
  what: MoneyPosting,
): Promise<number[]> {
  await assertPostable(ctx, 'arap', what.businessDate);
  const { doc, party } = what;
  const standing = await standingMoneyRows(ctx.tx, side, doc);
  if (standing.some((row) => row.kind === what.kind)) {
    throw new RangeError(`${doc.kind} ${doc.id} is posted already`);
  }
  const ids: number[] = [];
  for (const { dueDate, amountFen, contractId } of what.dues) {
    const row = {
      entity_id: what.entityId,
      party_kind: party.kind,
      party_id: party.id,
      kind: what.kind,
      doc_kind: doc.kind,
      doc_id: doc.id,
      doc_line_id: null,
      doc_no: doc.no,
      business_date: what.businessDate,
      due_date: dueDate,
      amount_fen: amountFen,
      order_id: what.orderId ?? null,
      order_line_id: null,
      contract_id: contractId ?? what.contractId ?? null,
      project_id: what.projectId ?? null,
      ...OWN_CURRENCY,
      amount_cur: amountFen,
      reversal_of: null,
      posted_by: ctx.actor.userId,
      posted_at: ctx.now,
    };
    ids.push(await insertMoneyRow(ctx.tx, side, row));
  }
  return ids;
}

/**
 * Takes back what a document made owed: an opposite row for each, allocated against it so that
 * neither stays open. `still-allocated` names the documents that settled some of it.
 */
export async function reverseMoney(
  ctx: Posting,
  side: MoneySide,
  doc: MoneyDoc,
  businessDate: string,
): Promise<void> {
  await assertPeriodOpen(ctx.tx, 'arap', businessDate);
  const rows = await standingMoneyRows(ctx.tx, side, doc);
  const settled = await standingAllocations(
    ctx.tx,
    side,
    rows.map((row) => row.id),
  );
  if (settled.length > 0) {
    const by = [...new Set(settled.map((one) => one.doc_no))].join('、');
    throw problem('still-allocated', {
      errors: [{ pointer: '', code: 'still-allocated', params: { by } }],
    });
  }
  for (const { id, ...row } of rows) {
    const { owner_id: owner } = (await moneyItem(ctx.tx, side, id))!;
    // Never before the day it takes back.
    const on = businessDate < row.business_date ? row.business_date : businessDate;
    const back = await insertMoneyRow(ctx.tx, side, {
      ...row,
      party_id: owner,
      business_date: on,
      amount_fen: -row.amount_fen,
      amount_cur: -row.amount_cur,
      reversal_of: id,
      posted_by: ctx.actor.userId,
      posted_at: ctx.now,
    });
    const [owed, paid] = row.amount_fen > 0 ? [id, back] : [back, id];
    await settle(ctx, side, {
      owedId: owed,
      paidId: paid,
      amountFen: Math.abs(row.amount_fen),
      doc,
      businessDate: on,
    });
  }
}

export interface Settlement {
  /** A row above 0. */
  owedId: number;
  /** A row below 0 of the same party. */
  paidId: number;
  /** Above 0, in fen. */
  amountFen: number;
  /** What allocates: a receipt, a payment, a netting. */
  doc: MoneyDoc;
  businessDate: string;
}

/**
 * Settles a part of what is owed by a credit, on the day that is said, but never before both are
 * there: else what is open on a day between were not the sum of the ledger. `field-refused` for a
 * closed month. RangeError where either has less open than that, or they are not of one party:
 * whoever calls checks first and names the line.
 */
export async function settle(ctx: Posting, side: MoneySide, what: Settlement): Promise<number> {
  await assertPeriodOpen(ctx.tx, 'arap', what.businessDate);
  const owed = await moneyItem(ctx.tx, side, what.owedId);
  const paid = await moneyItem(ctx.tx, side, what.paidId);
  if (!owed || !paid || owed.owner_id !== paid.owner_id || owed.party_kind !== paid.party_kind) {
    throw new RangeError(`${what.owedId} and ${what.paidId} are not of one party`);
  }
  const { amountFen } = what;
  if (amountFen <= 0 || owed.open_fen < amountFen || -paid.open_fen < amountFen) {
    throw new RangeError(`${amountFen} of ${what.owedId} is not open`);
  }
  const days = [what.businessDate, owed.business_date, paid.business_date];
  return await insertAllocation(ctx.tx, side, {
    owed_id: what.owedId,
    paid_id: what.paidId,
    amount_fen: amountFen,
    business_date: days.toSorted().at(-1)!,
    doc_kind: what.doc.kind,
    doc_id: what.doc.id,
    doc_no: what.doc.no,
    reversal_of: null,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
}

/** Takes back every allocation that a document made; answers how many. */
export async function unsettle(
  ctx: Posting,
  side: MoneySide,
  doc: MoneyDoc,
  businessDate: string,
): Promise<number> {
  const rows = (await standingMoneyRows(ctx.tx, side, doc)).map((row) => row.id);
  const made = (await standingAllocations(ctx.tx, side, rows)).filter(
    (one) => one.doc_kind === doc.kind && one.doc_id === doc.id,
  );
  for (const one of made) await takeBack(ctx, side, one, businessDate);
  return made.length;
}

/** Takes back one allocation that stands: both of its rows are open again by so much. */
export async function takeBack(
  ctx: Posting,
  side: MoneySide,
  { id, ...one }: AllocationRow,
  businessDate: string,
): Promise<void> {
  const on = businessDate < one.business_date ? one.business_date : businessDate;
  await assertPeriodOpen(ctx.tx, 'arap', on);
  await insertAllocation(ctx.tx, side, {
    ...one,
    amount_fen: -one.amount_fen,
    business_date: on,
    reversal_of: id,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
}

/** How these parties stand today; one that owes nothing has no entry. */
export async function standings(
  db: Reader,
  side: MoneySide,
  { kind, ids }: { kind: PartyKind; ids: readonly number[] },
  today: string,
): Promise<Map<number, Standing>> {
  const rows = await openItems(db, side, kind, ids);
  const byParty = Map.groupBy(rows, (row) => row.party_id);
  return new Map(
    [...byParty].map(([id, items]) => [
      id,
      standingOf(
        items.map((row) => ({ kind: row.kind, dueDate: row.due_date, openFen: row.open_fen })),
        today,
      ),
    ]),
  );
}
