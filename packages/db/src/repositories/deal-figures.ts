import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
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

/** When deals that the actor sees came into stages and left them, oldest first of each deal. */
export async function stageMoves(db: Reader, actor: Actor, asked: DealConditions) {
  return await db
    .selectFrom(seenDeals(db, actor, asked, ['id']))
    .innerJoin('deal_event', 'deal_event.deal_id', 'deal.id')
    .select([
      'deal.id as deal_id',
      'deal_event.kind as kind',
      'deal_event.from_value as from_value',
      'deal_event.to_value as to_value',
      'deal_event.at as at',
    ])
    .where('deal_event.kind', 'in', ['created', 'stage', 'closed', 'reopened'])
    .orderBy('deal.id')
    .orderBy('deal_event.at')
    .orderBy('deal_event.id')
    .execute();
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
