import {
  correctionsOf,
  listIssues,
  type IssueQuestion,
  type IssueRow,
} from '@xinhang/db/repositories/provisional-issues.ts';
import { listMovements } from '@xinhang/db/repositories/stock-ledger.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import type { ProvisionalIssue } from '@xinhang/shared/stock-provisional.ts';
import type { ReadContext } from '../../http/context.ts';
import { seesCost } from './kinds.ts';
import { toProduct } from './read.ts';

type Ctx = Pick<ReadContext, 'db' | 'actor'>;

/** A page of issues as far as the reader sees the places that they went out of. */
export const findIssues = async (
  { db, actor }: Ctx,
  question: Omit<IssueQuestion, 'places'>,
  page: Parameters<typeof listIssues>[2],
): Promise<IssueRow[]> =>
  await listIssues(db, { ...question, places: placesReached(actor, 'stock.read') }, page);

export async function describeIssues(
  ctx: Ctx,
  rows: readonly IssueRow[],
): Promise<ProvisionalIssue[]> {
  const corrections = await correctionsOf(
    ctx.db,
    rows.map((row) => row.id),
  );
  const sources = [...new Set(corrections.map((row) => row.source_id))];
  const came = await listMovements(
    ctx.db,
    { places: placesReached(ctx.actor, 'stock.read'), ids: sources },
    { after: null, limit: sources.length },
  );
  const sourceOf = new Map(came.map((row) => [row.id, row]));
  const cost = seesCost(ctx.actor);
  return rows.map((row) => ({
    id: row.id,
    product: toProduct({ ...row, id: row.product_id }),
    place: { id: row.from_location_id, name: row.place_name },
    doc: { kind: row.doc_kind, id: row.doc_id, no: row.no ?? '' },
    businessDate: row.business_date,
    qtyE4: Number(row.qty_e4),
    openE4: Number(row.open_e4),
    provisionalFen: cost ? Number(row.value_fen) : null,
    openFen: cost ? Number(row.open_fen) : null,
    takenBack: row.taken_by !== null,
    corrections: corrections
      .filter((one) => one.issue_id === row.id)
      .map((one) => {
        const source = sourceOf.get(one.source_id);
        return {
          id: one.id,
          no: one.no ?? '',
          businessDate: one.business_date,
          qtyE4: Number(one.qty_e4),
          provisionalFen: cost ? Number(one.provisional_fen) : null,
          realFen: cost ? Number(one.real_fen) : null,
          takenBack: one.taken_back === 1,
          source: source
            ? { kind: source.doc_kind, id: source.page_id, no: source.no ?? '' }
            : null,
          by: one.poster_name,
          at: Number(one.posted_at),
        };
      }),
  }));
}
