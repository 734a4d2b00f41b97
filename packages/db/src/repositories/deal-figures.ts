import { sql, type SelectQueryBuilder } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { seenDeals, type DealConditions } from './deal-list.ts';

const keys = {
  // Of the person of the time, whoever looks after the deal by now.
  owner: sql<string>`cast(coalesce(deal.credited_to, deal.owner_id) as text)`,
  source: sql<string>`deal.source`,
  grade: sql<string>`coalesce(deal.grade, '')`,
  month: sql<string>`substr(deal.closed_on, 1, 7)`,
  reason: sql<string>`deal.close_reason`,
} as const;

const keyColumns = {
  owner: ['owner_id', 'credited_to'],
  source: ['source'],
  grade: ['grade'],
  month: ['closed_on'],
  reason: ['close_reason'],
} as const;

const won = sql<number>`sum(case deal.state when 'won' then 1 else 0 end)`;
const lost = sql<number>`sum(case deal.state when 'lost' then 1 else 0 end)`;
const wonFen = sql<number>`sum(case deal.state when 'won' then deal.amount_fen else 0 end)`;

/** Won and lost deals that the actor sees, by what tells them apart. */
export async function dealOutcomes(
  db: Reader,
  actor: Actor,
  by: keyof typeof keys,
  asked: DealConditions,
): Promise<{ key: string; won: number; lost: number; wonFen: number }[]> {
  const key = keys[by];
  const rows = await db
    .selectFrom(
      seenDeals(db, actor, { ...asked, states: ['won', 'lost'] }, [
        ...keyColumns[by],
        'state',
        'amount_fen',
      ]),
    )
    .select([key.as('key'), won.as('won'), lost.as('lost'), wonFen.as('won_fen')])
    .groupBy(key)
    .execute();
  return rows.map((row) => ({
    key: row.key,
    won: Number(row.won),
    lost: Number(row.lost),
    wonFen: Number(row.won_fen),
  }));
}

/** Tenths of a day, as stays are told. */
const tenths = sql<number>`cast(round((deal_stay.left_at - deal_stay.since) / 8640000.0) as integer)`;

/**
 * How many stays in these stages ended since an instant after so many tenths of a day, of deals that
 * the actor sees. The whole company is read out of one index, without its deals.
 */
export async function stayLengths(
  db: Reader,
  actor: Actor,
  asked: Pick<DealConditions, 'ownerIds'>,
  { stageIds, since }: { stageIds: readonly number[]; since: number },
): Promise<{ stageId: number; tenths: number; count: number }[]> {
  if (stageIds.length === 0) return [];
  const whole = actor.reach.get('deals.read')?.all === true && asked.ownerIds === undefined;
  const stays = whole
    ? db.selectFrom('deal_stay')
    : db
        .selectFrom(seenDeals(db, actor, asked, ['id']))
        // The few deals first: SQLite would begin with every stay of the stages.
        .crossJoin('deal_stay')
        .whereRef('deal_stay.deal_id', '=', 'deal.id');
  const rows = await (stays as SelectQueryBuilder<DB, 'deal_stay', object>)
    .select([
      'deal_stay.stage_id as stage_id',
      tenths.as('tenths'),
      (eb) => eb.fn.countAll<number>().as('n'),
    ])
    .where('deal_stay.stage_id', 'in', stageIds)
    .where('deal_stay.left_at', '>=', since)
    .groupBy(['deal_stay.stage_id', tenths])
    .execute();
  return rows.map((row) => ({
    stageId: row.stage_id,
    tenths: Number(row.tenths),
    count: Number(row.n),
  }));
}

/** How often each competitor was met in deals that the actor sees, and how those ended. */
export async function competitorFigures(
  db: Reader,
  actor: Actor,
): Promise<Map<number, { met: number; won: number; lost: number }>> {
  const rows = await db
    .selectFrom(seenDeals(db, actor, {}, ['id', 'state', 'amount_fen']))
    .innerJoin('deal_competitor', 'deal_competitor.deal_id', 'deal.id')
    .select([
      'deal_competitor.competitor_id as id',
      (eb) => eb.fn.countAll<number>().as('met'),
      won.as('won'),
      lost.as('lost'),
    ])
    .where('deal.state', '<>', 'void')
    .groupBy('deal_competitor.competitor_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { met: Number(row.met), won: Number(row.won), lost: Number(row.lost) },
    ]),
  );
}
