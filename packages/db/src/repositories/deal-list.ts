import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import { NO_DATE } from '../no-date.ts';
import type { DB } from '../schema/database.ts';
import { inScope, withinReach } from '../scope.ts';
import { dealArms, dealInScope, type DealCondition } from '../scope-deals.ts';
import type { SearchColumn, SearchIndex } from '../search-index.ts';
import type { DealRecord } from './deals.ts';

const sortColumns = {
  expectedOn: 'expected_on',
  amount: 'amount_fen',
  createdAt: 'created_at',
  stageSince: 'stage_since',
  name: 'name_sort',
  closedOn: 'closed_on',
} as const;
export type DealSort = keyof typeof sortColumns;

export interface DealConditions {
  /** What the rows must be in reach of; `deals.read` unless said. */
  reach?: Permission | undefined;
  states?: readonly string[] | undefined;
  pipelineId?: number | undefined;
  stageIds?: readonly number[] | undefined;
  ownerIds?: readonly number[] | undefined;
  /** Whose result it is: of an ended deal that of the person of the time. */
  creditedIds?: readonly number[] | undefined;
  customerId?: number | undefined;
  competitorId?: number | undefined;
  sources?: readonly string[] | undefined;
  /** Grade of the customer when it ended; empty for none. */
  grades?: readonly string[] | undefined;
  reasons?: readonly string[] | undefined;
  /** Business dates, both included. */
  expectedFrom?: string | undefined;
  expectedTo?: string | undefined;
  closedFrom?: string | undefined;
  closedTo?: string | undefined;
  /** Open and expected before this date. */
  lateBefore?: string | undefined;
  /** Open, and in its stage since before this instant, by stage. */
  stuckBefore?: ReadonlyMap<number, number> | undefined;
  /** Open, and a move of it waits for an approval. */
  waiting?: boolean | undefined;
  /** Found by the beginning of its name, or through its customer. */
  words?:
    | { search: SearchIndex; q: string; nameKey: string; columns: readonly SearchColumn[] }
    | undefined;
}

export interface DealPage {
  sort: DealSort;
  descending: boolean;
  after: Position | null;
  limit: number;
}

/** What a list of this order is sorted by: an unknown amount stands below all that are known. */
const placeOf = (sort: DealSort) =>
  sort === 'amount'
    ? sql<number>`coalesce(deal.amount_fen, -1)`
    : sql.ref<string | number>(`deal.${sortColumns[sort]}`);

/** Where a row stands in the order of a list. */
export function dealPlace(sort: DealSort, row: DealRecord): string | number {
  return row[sortColumns[sort]] ?? -1;
}

type DealExpression = ExpressionBuilder<DB, 'deal'>;

function foundByWords(
  eb: DealExpression,
  actor: Actor,
  { search, q, nameKey, columns }: NonNullable<DealConditions['words']>,
) {
  const ways = [];
  if (nameKey !== '') {
    ways.push(
      eb.and([eb('deal.name_key', '>=', nameKey), eb('deal.name_key', '<', `${nameKey}\uffff`)]),
    );
  }
  const expression = search.expression(q, columns, withinReach(actor, 'customers.read'));
  if (expression !== null) {
    // Through customers that the person sees: a name says whether somebody else's exists.
    const customers = eb
      .selectFrom('customer')
      .select('customer.id')
      .where('customer.id', 'in', search.matching(expression) as never)
      .where((inner) => inScope(actor, 'customers.read')(inner as never));
    ways.push(eb('deal.customer_id', 'in', customers));
  }
  return ways.length === 0 ? eb.lit(false) : eb.or(ways);
}

/** All that is asked of a deal, beside whether it is seen: that is held by the arms of the scope. */
function narrowedDeals(actor: Actor, asked: DealConditions): DealCondition {
  return (eb) => {
    const parts = [];
    if (asked.states) parts.push(eb('deal.state', 'in', asked.states));
    if (asked.pipelineId !== undefined) parts.push(eb('deal.pipeline_id', '=', asked.pipelineId));
    if (asked.stageIds) parts.push(eb('deal.stage_id', 'in', asked.stageIds));
    if (asked.ownerIds) parts.push(eb('deal.owner_id', 'in', asked.ownerIds));
    if (asked.creditedIds) {
      const credited = eb.fn.coalesce('deal.credited_to', 'deal.owner_id');
      parts.push(eb(credited, 'in', asked.creditedIds));
    }
    if (asked.customerId !== undefined) parts.push(eb('deal.customer_id', '=', asked.customerId));
    if (asked.sources) parts.push(eb('deal.source', 'in', asked.sources));
    if (asked.grades) {
      parts.push(eb(eb.fn.coalesce('deal.grade', eb.val('')), 'in', asked.grades));
    }
    if (asked.reasons) parts.push(eb('deal.close_reason', 'in', asked.reasons));
    if (asked.competitorId !== undefined) {
      const met = eb
        .selectFrom('deal_competitor')
        .select('deal_competitor.deal_id')
        .where('deal_competitor.competitor_id', '=', asked.competitorId);
      parts.push(eb('deal.id', 'in', met));
    }
    if (asked.expectedFrom) {
      parts.push(eb('deal.expected_on', '>=', asked.expectedFrom));
      parts.push(eb('deal.expected_on', '<', NO_DATE));
    }
    if (asked.expectedTo) parts.push(eb('deal.expected_on', '<=', asked.expectedTo));
    if (asked.closedFrom) {
      parts.push(eb('deal.closed_on', '>=', asked.closedFrom));
      parts.push(eb('deal.closed_on', '<', NO_DATE));
    }
    if (asked.closedTo) parts.push(eb('deal.closed_on', '<=', asked.closedTo));
    if (asked.lateBefore) {
      parts.push(eb('deal.state', '=', 'open'));
      parts.push(eb('deal.expected_on', '<', asked.lateBefore));
    }
    if (asked.stuckBefore) {
      const ways = [...asked.stuckBefore].map(([stage, before]) =>
        eb.and([eb('deal.stage_id', '=', stage), eb('deal.stage_since', '<', before)]),
      );
      parts.push(eb('deal.state', '=', 'open'));
      parts.push(ways.length === 0 ? eb.lit(false) : eb.or(ways));
    }
    if (asked.waiting) {
      const moves = eb
        .selectFrom('deal_move')
        .select('deal_move.deal_id')
        .where('deal_move.state', '=', sql.lit('waiting'));
      parts.push(eb('deal.id', 'in', moves));
    }
    if (asked.words) parts.push(foundByWords(eb, actor, asked.words));
    return parts.length === 0 ? eb.lit(true) : eb.and(parts);
  };
}

/** A page of the deals that the actor sees; each arm of the scope walks no further than the page. */
export async function listDeals(
  db: Reader,
  actor: Actor,
  asked: DealConditions,
  page: DealPage,
): Promise<DealRecord[]> {
  const place = placeOf(page.sort);
  const direction = page.descending ? 'desc' : 'asc';
  const arms = dealArms(db, actor, asked.reach ?? 'deals.read').map((arm, at) => {
    let query = arm.select(['deal.id as id', place.as('value')]).where(narrowedDeals(actor, asked));
    const { after } = page;
    if (after) {
      const [from, past] = page.descending ? (['<=', '<'] as const) : (['>=', '>'] as const);
      query = query
        .where(place, from, after.value)
        .where((eb) => eb.or([eb(place, past, after.value), eb('deal.id', past, after.id)]));
    }
    const walked = query.orderBy(place, direction).orderBy('deal.id', direction).limit(page.limit);
    return db.selectFrom(walked.as(`arm${at}`)).selectAll();
  });
  const [first, ...others] = arms;
  if (!first) return [];
  let union = first;
  for (const other of others) union = union.unionAll(other);
  const hits = union.orderBy('value', direction).orderBy('id', direction).limit(page.limit);
  return await db
    .selectFrom(hits.as('hit'))
    .innerJoin('deal', 'deal.id', 'hit.id')
    .selectAll('deal')
    .where((eb) => dealInScope(actor, asked.reach ?? 'deals.read')(eb as never))
    .orderBy('hit.value', direction)
    .orderBy('hit.id', direction)
    .execute();
}

/** How many there are, counted no further than `cap`. */
export async function countDeals(
  db: Reader,
  actor: Actor,
  asked: DealConditions,
  cap: number,
): Promise<number> {
  const arms = dealArms(db, actor, asked.reach ?? 'deals.read').map((arm) =>
    arm.select('deal.id').where(narrowedDeals(actor, asked)),
  );
  const counted = await cappedCount(db, arms, cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/**
 * These columns of the deals that the actor sees and that are asked for, to be summed: an arm after
 * the other, each out of its own index, where one condition over all would read every deal.
 */
export function seenDeals<Column extends keyof DB['deal']>(
  db: Reader,
  actor: Actor,
  asked: DealConditions,
  columns: readonly Column[],
) {
  const named = columns.map((column) => `deal.${column}` as const);
  const arms = dealArms(db, actor, asked.reach ?? 'deals.read').map((arm) =>
    arm.select(named as never).where(narrowedDeals(actor, asked)),
  );
  const none = db
    .selectFrom('deal')
    .select(named as never)
    .where(sql.lit(false));
  const [first = none, ...others] = arms;
  let union = first;
  for (const other of others) union = union.unionAll(other);
  return (union as unknown as SelectQueryBuilder<DB, 'deal', Pick<DealRecord, Column>>).as('deal');
}

/** What they bring together, in fen, as far as it is known. */
export async function sumDeals(db: Reader, actor: Actor, asked: DealConditions): Promise<number> {
  const row = await db
    .selectFrom(seenDeals(db, actor, asked, ['amount_fen']))
    .select((eb) => eb.fn.sum<number>('deal.amount_fen').as('fen'))
    .executeTakeFirstOrThrow();
  return Number(row.fen ?? 0);
}

/** Open deals by stage: how many, what they bring, and the same by the chance of each (fen × %). */
export async function sumByStage(
  db: Reader,
  actor: Actor,
  asked: DealConditions,
): Promise<Map<number, { count: number; fen: number; weighted: number }>> {
  const rows = await db
    .selectFrom(seenDeals(db, actor, asked, ['stage_id', 'amount_fen', 'chance']))
    .innerJoin('pipeline_stage', 'pipeline_stage.id', 'deal.stage_id')
    .select([
      'deal.stage_id as stage_id',
      (eb) => eb.fn.countAll<number>().as('n'),
      (eb) => eb.fn.sum<number>('deal.amount_fen').as('fen'),
      sql<number>`sum(deal.amount_fen * coalesce(deal.chance, pipeline_stage.chance))`.as(
        'weighted',
      ),
    ])
    .groupBy('deal.stage_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.stage_id,
      {
        count: Number(row.n),
        fen: Number(row.fen ?? 0),
        weighted: Math.round(Number(row.weighted ?? 0) / 100),
      },
    ]),
  );
}
