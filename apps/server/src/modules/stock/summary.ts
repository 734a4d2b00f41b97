import {
  stockSummary,
  stockSummaryTotals,
  type SummaryQuestion,
  type SummaryRecord,
  type SummarySums,
} from '@xinhang/db/repositories/stock-summary.ts';
import { lastLedgerId } from '@xinhang/db/repositories/stock-posting.ts';
import type { Reader, SnapshotSource } from '@xinhang/db/database.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { StockSummaryRow } from '@xinhang/shared/stock-summary.ts';
import type { ReadContext } from '../../http/context.ts';
import { ask } from '../../threads/ask.ts';
import { workerEntry } from '../../threads/converse.ts';
import { categoryPathOf, toProduct } from './read.ts';
import { seesCost } from './kinds.ts';

/** So many movements are summed between two requests without anybody noticing. */
const FEW_MOVEMENTS = 20_000;

interface Asked {
  q?: string | undefined;
  categoryId?: number | undefined;
  locationId?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
interface Page {
  after: string | null;
  limit: number;
}

/** The work of the thread; plain data. */
export interface SummaryTask {
  source: SnapshotSource;
  question: SummaryQuestion;
  page: Page;
  /** Whether all rows are counted and summed as well. */
  count: boolean;
}
export interface Summary {
  rows: SummaryRecord[];
  totals: { count: number; sums: SummarySums | null } | null;
}

/** The places that are summed: those in reach, or the one of them that was asked for. */
function placesOf({ actor }: Pick<ReadContext, 'actor'>, locationId: number | undefined) {
  const seen = placesReached(actor, 'stock.read');
  if (locationId === undefined) return seen;
  return seen === null || seen.includes(locationId) ? [locationId] : [];
}

/** What the thread does. */
export const summarize = async (
  db: Reader,
  { question, page, count }: Omit<SummaryTask, 'source'>,
): Promise<Summary> => ({
  rows: await stockSummary(db, question, page),
  totals: count ? await stockSummaryTotals(db, question) : null,
});

/**
 * What came and went between two days. More movements than a few are read in a thread with a
 * connection of its own, so that nobody waits for them; the server of PostgreSQL reads beside the
 * office anyway.
 */
export async function summaryOf(
  ctx: Pick<ReadContext, 'db' | 'actor' | 'deps'>,
  { q = '', categoryId, locationId, from, to }: Asked,
  page: Page,
  count: boolean,
): Promise<Summary> {
  const question: SummaryQuestion = {
    places: placesOf(ctx, locationId),
    words: searchRuns(q),
    categoryPath: await categoryPathOf(ctx, categoryId),
    from,
    to,
  };
  const { source } = ctx.deps.db;
  const few = source.engine !== 'sqlite' || (await lastLedgerId(ctx.db)) < FEW_MOVEMENTS;
  return few
    ? await summarize(ctx.db, { question, page, count })
    : await summaryInThread({ source, question, page, count });
}

/** The same, read in a thread. */
export async function summaryInThread(task: SummaryTask): Promise<Summary> {
  const entry = workerEntry(import.meta.url, './summary-worker.ts', 'summary-worker');
  return await ask<Summary>(entry, task);
}

/** Whether what is summed has values: goods cost the company one average, wherever they lie. */
export const isValued = (ctx: Pick<ReadContext, 'actor'>, { locationId }: Asked): boolean =>
  seesCost(ctx.actor) && placesOf(ctx, locationId) === null;

/** Sums of all rows, fen. */
const totalsOf = ({ openingFen, inFen, outFen, closingFen }: SummarySums) => ({
  openingFen,
  inFen,
  outFen,
  closingFen,
});

export function describeTotals(valued: boolean, { totals }: Summary) {
  return {
    count: totals?.count ?? null,
    totals: valued && totals?.sums ? totalsOf(totals.sums) : null,
  };
}

export function describeSummary(
  valued: boolean,
  rows: readonly SummaryRecord[],
): StockSummaryRow[] {
  return rows.map(({ sums, ...row }) => {
    const stand = (qtyE4: number, valueFen: number) => ({
      qtyE4,
      valueFen: valued ? valueFen : null,
    });
    return {
      product: toProduct(row),
      category:
        row.category_id === null ? null : { id: row.category_id, name: row.category_name ?? '' },
      active: row.active === 1,
      opening: stand(sums.openingE4, sums.openingFen),
      in: stand(sums.inE4, sums.inFen),
      out: stand(sums.outE4, sums.outFen),
      closing: stand(sums.closingE4, sums.closingFen),
    };
  });
}
