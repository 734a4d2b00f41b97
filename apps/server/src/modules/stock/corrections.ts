import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { insertLedgerRow, standingStockRows } from '@xinhang/db/repositories/stock-posting.ts';
import {
  insertCorrection,
  issueById,
  ledgerRow,
  moveLineCost,
  setIssueOpen,
  takeCorrectionBack,
  type CorrectionRecord,
  type IssueRecord,
} from '@xinhang/db/repositories/stock-provisional.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { Cleared } from '@xinhang/shared/provisional-cost.ts';
import { postVoucher, reverseVoucher } from '../ledgers/service.ts';
import { takeDocumentNo } from '../system/service.ts';
import type { Posting } from './posting.ts';

const kind = 'costCorrection';
/** Of the numbers: the initials of 暂估调整. */
const PREFIX = 'ZGTZ';

/**
 * What came in for an issue cost something else than was taken: the difference as a row of value
 * alone on the day of what came, against the account where the cost of the issue stands. Where it
 * cost the same, it is only kept that it came.
 */
export async function postCorrection(
  { ctx, doc }: Posting,
  issue: IssueRecord,
  cleared: Cleared,
  sourceId: number,
): Promise<void> {
  const { tx } = ctx;
  const { entityId, businessDate } = doc;
  const { qtyE4, provisionalFen, realFen } = cleared;
  const difference = realFen - provisionalFen;
  const differs = difference !== 0;
  const no = differs ? await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate }) : null;
  const id = await insertCorrection(tx, {
    issue_id: issue.id,
    source_id: sourceId,
    no,
    business_date: businessDate,
    qty_e4: qtyE4,
    provisional_fen: provisionalFen,
    real_fen: realFen,
    taken_back: 0,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
  await setIssueOpen(tx, issue.id, {
    qtyE4: Number(issue.open_e4) - qtyE4,
    valueFen: Number(issue.open_fen) - provisionalFen,
  });
  if (no === null) return;
  const went = await ledgerRow(tx, issue.id);
  const [from, to] =
    difference > 0
      ? [went.from_location_id, went.to_location_id]
      : [went.to_location_id, went.from_location_id];
  const { order_line_id, project_id, contract_id, product_id, doc_line_id } = went;
  await insertLedgerRow(tx, {
    entity_id: entityId,
    product_id,
    from_location_id: from,
    to_location_id: to,
    batch: '',
    serial: '',
    qty_e4: 0,
    qty2_e4: 0,
    value_fen: Math.abs(difference),
    provisional: 0,
    business_date: businessDate,
    doc_kind: kind,
    doc_id: id,
    doc_line_id: null,
    project_id,
    contract_id,
    order_line_id,
    ...OWN_CURRENCY,
    amount_cur: Math.abs(difference),
    reversal_of: null,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
  const { account, customer_id: customerId } = issue;
  await postVoucher(ctx, {
    entityId,
    doc: { kind, id, no },
    businessDate,
    lines: [
      {
        account: account as AccountKey,
        amountFen: difference,
        ...(customerId !== null && { customerId }),
      },
      { account: 'stock', amountFen: -difference },
    ],
  });
  if (doc_line_id !== null) {
    await moveLineCost(tx, { kind: went.doc_kind, lineId: doc_line_id }, difference);
  }
}

/** What came for an issue, or the issue itself, is taken back: its quantity is open again. */
export async function takeBackCorrection(
  { ctx, doc }: Posting,
  correction: CorrectionRecord,
): Promise<void> {
  const { tx } = ctx;
  const { id, no, issue_id: issueId } = correction;
  await takeCorrectionBack(tx, id);
  const issue = (await issueById(tx, issueId))!;
  await setIssueOpen(tx, issueId, {
    qtyE4: Number(issue.open_e4) + Number(correction.qty_e4),
    valueFen: Number(issue.open_fen) + Number(correction.provisional_fen),
  });
  if (no === null) return;
  for (const { id: rowId, ...row } of await standingStockRows(tx, { kind, id })) {
    await insertLedgerRow(tx, {
      ...row,
      from_location_id: row.to_location_id,
      to_location_id: row.from_location_id,
      business_date: doc.businessDate,
      reversal_of: rowId,
      posted_by: ctx.actor.userId,
      posted_at: ctx.now,
    });
  }
  await reverseVoucher(ctx, { kind, id, no }, doc.businessDate);
  const went = await ledgerRow(tx, issueId);
  if (went.doc_line_id === null) return;
  const difference = Number(correction.real_fen) - Number(correction.provisional_fen);
  await moveLineCost(tx, { kind: went.doc_kind, lineId: went.doc_line_id }, -difference);
}
