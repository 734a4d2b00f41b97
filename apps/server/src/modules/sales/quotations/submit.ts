import {
  nameQuotationApproval,
  quotationById,
  updateQuotation,
  type NamedQuotation,
} from '@xinhang/db/repositories/quotations.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { assertCome } from '../../ledgers/service.ts';
import { callOff, startApproval, wouldDecide, takeDocumentNo } from '../../system/service.ts';
import { checkLinesWhole, checkOffer } from '../orders/check.ts';
import type { Doors } from '../orders/confirm.ts';
import { needIn, record, told } from './access.ts';
import { pricedAnew } from './drafts.ts';

export const QUOTATION = 'quotation';
/** Initials of 报价单. */
const PREFIX = 'BJD';

/** Hands a quotation in: it gets its number, and waits where prices or gifts need an approval. */
export async function submitQuotation(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedQuotation> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft']);
  const before = await told(ctx, row);
  await assertCome(ctx, row.business_date);
  if (row.valid_to < (await todayOf(ctx))) throw fieldRefused('/validTo', 'before-today');
  const { lines, totals } = await pricedAnew(ctx, http.lastPrices, row);
  checkLinesWhole(lines);
  const check = await checkOffer(tx, row.basis, lines);
  const stops = check.reasons.length > 0;
  const question = {
    kind: QUOTATION,
    facts: { amountFen: totals.gross_fen, belowLines: check.below.length },
  };
  if (stops && reason === '') {
    const data = { ...check, deciders: await wouldDecide(ctx, question) };
    throw problem('quotation-stopped', { data });
  }
  const no = row.no ?? (await numberOf(ctx, row));
  const handed = {
    ...totals,
    no,
    state: stops ? 'approving' : 'approved',
    reason: '',
    ask_reason: stops ? reason : '',
    reasons: JSON.stringify(check.reasons),
    approval_id: null,
  };
  if (!(await updateQuotation(tx, row, handed))) throw stale(row);
  const action = stops ? 'quotations.ask' : 'quotations.submit';
  const waiting = (await record(ctx, action, row, before))!;
  if (!stops) return waiting;
  const approval = await startApproval(http, ctx, {
    ...question,
    subjectId: id,
    subjectVersion: waiting.version,
    changeSet: { reasons: check.reasons },
  });
  if (!approval) throw fieldRefused('/reason', 'no-flow');
  await nameQuotationApproval(tx, id, approval.id);
  return (await quotationById(tx, id))!;
}

const numberOf = async (ctx: WriteContext, row: NamedQuotation) =>
  await takeDocumentNo(ctx, {
    entityId: row.entity_id,
    prefix: PREFIX,
    businessDate: row.business_date,
  });

/** Makes a draft again of what the customer has not seen; an approval that runs is withdrawn. */
export async function sendBackQuotation(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedQuotation> {
  const row = await needIn(ctx, { id, version }, ['approving', 'approved']);
  if (row.state === 'approving') {
    await callOff(http, ctx, row.approval_id!, reason);
    return (await quotationById(ctx.tx, id))!;
  }
  const before = await told(ctx, row);
  if (!(await updateQuotation(ctx.tx, row, { state: 'draft', reason }))) throw stale(row);
  return (await record(ctx, 'quotations.sendBack', row, before))!;
}
