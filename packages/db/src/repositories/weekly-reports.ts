import { sql, type Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { dealInScope } from '../scope-deals.ts';

export type WeeklyReportRecord = Selectable<DB['weekly_report']>;

/** Reports that were delivered to a person, newest first. */
export async function reportsOf(
  db: Reader,
  recipientId: number,
  { before, limit }: { before: string | null; limit: number },
): Promise<WeeklyReportRecord[]> {
  let query = db.selectFrom('weekly_report').selectAll().where('recipient_id', '=', recipientId);
  if (before !== null) query = query.where('from_on', '<', before);
  return await query.orderBy('from_on', 'desc').limit(limit).execute();
}

/** One report, if it was delivered to this person. */
export async function reportOf(
  db: Reader,
  recipientId: number,
  id: number,
): Promise<WeeklyReportRecord | undefined> {
  return await db
    .selectFrom('weekly_report')
    .selectAll()
    .where('id', '=', id)
    .where('recipient_id', '=', recipientId)
    .executeTakeFirst();
}

/** Who has the report of a week already. */
export async function deliveredTo(db: Reader, from: string): Promise<Set<number>> {
  const rows = await db
    .selectFrom('weekly_report')
    .select('recipient_id')
    .where('from_on', '=', from)
    .execute();
  return new Set(rows.map((row) => row.recipient_id));
}

export async function insertReport(
  tx: Tx,
  report: Omit<WeeklyReportRecord, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'weekly_report', report, 'id');
}

/** Whether the reports of a week, or of a later one, are delivered. */
export async function weekDelivered(db: Reader, from: string): Promise<boolean> {
  const row = await db
    .selectFrom('weekly_run')
    .select('from_on')
    .where('from_on', '>=', from)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function putWeeklyRun(tx: Tx, run: Selectable<DB['weekly_run']>): Promise<void> {
  await tx
    .insertInto('weekly_run')
    .values(run)
    .onConflict((conflict) => conflict.column('from_on').doNothing())
    .execute();
}

/** Deals of a week that the actor sees, by the person whose result they are. */
export async function dealsEnded(
  db: Reader,
  actor: Actor,
  { from, to }: { from: string; to: string },
): Promise<{ userId: number; won: number; lost: number }[]> {
  const who = sql<number>`coalesce(deal.credited_to, deal.owner_id)`;
  const rows = await db
    .selectFrom('deal')
    .select([
      who.as('user_id'),
      sql<number>`sum(case deal.state when 'won' then 1 else 0 end)`.as('won'),
      sql<number>`sum(case deal.state when 'lost' then 1 else 0 end)`.as('lost'),
    ])
    .where('deal.closed_on', '>=', from)
    .where('deal.closed_on', '<=', to)
    .where('deal.state', 'in', ['won', 'lost'])
    .where(dealInScope(actor, 'deals.read'))
    .groupBy(who)
    .execute();
  return rows.map((row) => ({
    userId: Number(row.user_id),
    won: Number(row.won),
    lost: Number(row.lost),
  }));
}

/** How often people moved deals that the actor sees to another stage. */
export async function dealsMoved(
  db: Reader,
  actor: Actor,
  userIds: readonly number[],
  { since, before }: { since: number; before: number },
): Promise<{ userId: number; n: number }[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .selectFrom('deal_event')
    .innerJoin('deal', 'deal.id', 'deal_event.deal_id')
    .select(['deal_event.by_user_id as user_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('deal_event.by_user_id', 'in', userIds)
    .where('deal_event.at', '>=', since)
    .where('deal_event.at', '<', before)
    .where('deal_event.kind', '=', 'stage')
    .where((eb) => dealInScope(actor, 'deals.read')(eb as never))
    .groupBy('deal_event.by_user_id')
    .execute();
  return rows.flatMap((row) =>
    row.user_id === null ? [] : { userId: row.user_id, n: Number(row.n) },
  );
}

/** Open deals that the actor sees and that stand in their stage longer than it allows, by owner. */
export async function dealsStuck(
  db: Reader,
  actor: Actor,
  now: number,
): Promise<{ userId: number; n: number }[]> {
  const rows = await db
    .selectFrom('deal')
    .innerJoin('pipeline_stage', 'pipeline_stage.id', 'deal.stage_id')
    .select(['deal.owner_id as user_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('deal.state', '=', 'open')
    .where('pipeline_stage.stuck_days', 'is not', null)
    .where(sql<boolean>`deal.stage_since < ${now} - pipeline_stage.stuck_days * 86400000`)
    .where((eb) => dealInScope(actor, 'deals.read')(eb as never))
    .groupBy('deal.owner_id')
    .execute();
  return rows.map((row) => ({ userId: row.user_id, n: Number(row.n) }));
}
