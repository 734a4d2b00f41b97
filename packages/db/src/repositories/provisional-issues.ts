import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Reader } from '../database.ts';
import { placeInScope, type Places } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export interface IssueQuestion {
  /** Places whose stock its reader sees. */
  places: Places;
  productId?: number | undefined;
  locationId?: number | undefined;
  /** Also those whose cost is known, and those that were taken back. */
  all?: boolean | undefined;
  /** Of which this is a correction. */
  correctionId?: number | undefined;
}

type Issues = ExpressionBuilder<DB, 'provisional_issue' | 'stock_ledger'>;

function asked(eb: Issues, question: IssueQuestion): Expression<SqlBool> {
  const { places, productId, locationId, all, correctionId } = question;
  const parts: Expression<SqlBool>[] = [placeInScope(places, 'stock_ledger.from_location_id')];
  if (productId !== undefined) parts.push(eb('provisional_issue.product_id', '=', productId));
  if (locationId !== undefined) parts.push(eb('stock_ledger.from_location_id', '=', locationId));
  if (!all) parts.push(eb('provisional_issue.open_e4', '>', 0));
  if (correctionId !== undefined) {
    const of = eb
      .selectFrom('cost_correction')
      .select('cost_correction.issue_id')
      .where('cost_correction.id', '=', correctionId);
    parts.push(eb('provisional_issue.id', 'in', of));
  }
  return eb.and(parts);
}

/** A page of issues beyond what there was, the last first. */
export async function listIssues(
  db: Reader,
  question: IssueQuestion,
  { after, limit }: { after: number | null; limit: number },
) {
  let query = db
    .selectFrom('provisional_issue')
    .innerJoin('stock_ledger', 'stock_ledger.id', 'provisional_issue.id')
    .innerJoin('location', 'location.id', 'stock_ledger.from_location_id')
    .innerJoin('product', 'product.id', 'provisional_issue.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('delivery', (join) =>
      join
        .onRef('delivery.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'delivery'),
    )
    .leftJoin('stock_document', (join) =>
      join
        .onRef('stock_document.id', '=', 'stock_ledger.doc_id')
        .onRef('stock_document.kind', '=', 'stock_ledger.doc_kind'),
    )
    .leftJoin('stock_ledger as taken', 'taken.reversal_of', 'provisional_issue.id')
    .selectAll('provisional_issue')
    .select(['stock_ledger.doc_kind', 'stock_ledger.doc_id', 'stock_ledger.business_date'])
    .select(['stock_ledger.from_location_id', 'location.name as place_name'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.unit_id', 'unit.name as unit_name', 'taken.id as taken_by'])
    .select((eb) => eb.fn.coalesce('delivery.no', 'stock_document.no').as('no'))
    .where((eb) => asked(eb as never, question));
  if (after !== null) query = query.where('provisional_issue.id', '<', after);
  return await query.orderBy('provisional_issue.id', 'desc').limit(limit).execute();
}

export type IssueRow = Awaited<ReturnType<typeof listIssues>>[number];

/** What came in for these issues, the first first. */
export async function correctionsOf(db: Reader, issueIds: readonly number[]) {
  if (issueIds.length === 0) return [];
  return await db
    .selectFrom('cost_correction')
    .innerJoin('user', 'user.id', 'cost_correction.posted_by')
    .selectAll('cost_correction')
    .select('user.name as poster_name')
    .where('issue_id', 'in', issueIds)
    .orderBy('cost_correction.id')
    .execute();
}

/** Issues of this day or before whose cost is not known: of how many, and what was taken for it. */
export async function openIssuesTo(
  db: Reader,
  to: string,
): Promise<{ count: number; valueFen: number }> {
  const row = await db
    .selectFrom('provisional_issue')
    .innerJoin('stock_ledger', 'stock_ledger.id', 'provisional_issue.id')
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      sql<number>`coalesce(sum(provisional_issue.open_fen), 0)`.as('fen'),
    ])
    .where('provisional_issue.open_e4', '>', 0)
    .where('stock_ledger.business_date', '<=', to)
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), valueFen: Number(row.fen) };
}

/** Lines of a document that went out at a cost that is not known yet. */
export async function openIssueLines(
  db: Reader,
  docKind: string,
  docId: number,
): Promise<Set<number>> {
  const rows = await db
    .selectFrom('provisional_issue')
    .innerJoin('stock_ledger', 'stock_ledger.id', 'provisional_issue.id')
    .select('stock_ledger.doc_line_id')
    .where('stock_ledger.doc_kind', '=', docKind)
    .where('stock_ledger.doc_id', '=', docId)
    .where('provisional_issue.open_e4', '>', 0)
    .execute();
  return new Set(rows.flatMap((row) => row.doc_line_id ?? []));
}
