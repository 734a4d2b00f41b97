import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { insertCashRow, standingCashRows } from '@xinhang/db/repositories/cash.ts';
import type { WriteContext } from '../../http/context.ts';
import type { MoneyDoc } from '../ledgers/service.ts';

type Posting = Pick<WriteContext, 'tx' | 'now' | 'actor'>;

export interface CashPosting {
  entityId: number;
  accountId: number;
  doc: MoneyDoc;
  businessDate: string;
  /** In fen; above 0 comes in. Nothing is no row. */
  amountFen: number;
  note: string;
}

/** Writes money that came or went into the book of its account, in the document's transaction. */
export async function postCash(ctx: Posting, what: CashPosting): Promise<void> {
  if (what.amountFen === 0) return;
  await insertCashRow(ctx.tx, {
    entity_id: what.entityId,
    account_id: what.accountId,
    doc_kind: what.doc.kind,
    doc_id: what.doc.id,
    doc_no: what.doc.no,
    business_date: what.businessDate,
    amount_fen: what.amountFen,
    ...OWN_CURRENCY,
    amount_cur: what.amountFen,
    note: what.note,
    reversal_of: null,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
}

/** Takes back what a document moved: the opposite rows, never before the day they take back. */
export async function reverseCash(
  ctx: Posting,
  doc: MoneyDoc,
  businessDate: string,
): Promise<void> {
  for (const { id, ...row } of await standingCashRows(ctx.tx, doc)) {
    await insertCashRow(ctx.tx, {
      ...row,
      business_date: businessDate < row.business_date ? row.business_date : businessDate,
      amount_fen: -row.amount_fen,
      amount_cur: -row.amount_cur,
      reversal_of: id,
      posted_by: ctx.actor.userId,
      posted_at: ctx.now,
    });
  }
}
