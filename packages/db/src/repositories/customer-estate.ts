import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import { NO_DATE } from '../no-date.ts';
import type { Reader, Tx } from '../database.ts';
import type { SearchIndex } from '../search-index.ts';
import { inScope } from '../scope.ts';
import { indexCustomers } from '../search-renewal.ts';
import { thereAndBack } from './handovers.ts';

/** A handover on its way over, or back. */
export interface Handing {
  id: number;
  /** Whose rows they were. */
  userId: number;
  byUserId: number;
  note: string;
  /** UTC ms. */
  at: number;
  back: boolean;
  /** JSON of what the timeline says of the rule. */
  detail?: string | undefined;
}

const KIND = 'customer';
const whole = (value: number) => sql<number>`cast(${value} as bigint)`;

/** How many customers somebody owns, live, put away, and live with a date for the next contact. */
export async function customerCounts(db: Reader, userId: number) {
  const row = await db
    .selectFrom('customer')
    .select([
      sql<number>`coalesce(sum(case when archived_at is null then 1 else 0 end), 0)`.as('live'),
      sql<number>`coalesce(sum(case when archived_at is null then 0 else 1 end), 0)`.as('away'),
      sql<number>`coalesce(sum(case when archived_at is null and next_follow_on < ${NO_DATE}
        then 1 else 0 end), 0)`.as('planned'),
    ])
    .where('owner_id', '=', userId)
    .executeTakeFirstOrThrow();
  return { live: Number(row.live), away: Number(row.away), planned: Number(row.planned) };
}

const AT_ONCE = 500;

/** Of these customers the live ones that the actor may assign, with what a split looks at. */
export async function splitFacts(db: Reader, actor: Actor, ids: readonly number[]) {
  const found = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const rows = await db
      .selectFrom('customer')
      .select(['customer.id', 'owner_id', 'region', 'industry', 'chance_grade'])
      .where('customer.id', 'in', ids.slice(at, at + AT_ONCE))
      .where('archived_at', 'is', null)
      .where(inScope(actor, 'customers.assign'))
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Every customer of an owner, with what a split looks at; ids and facts, no name. */
export async function customersToHand(db: Reader, userId: number) {
  return await db
    .selectFrom('customer')
    .select(['id', 'region', 'industry', 'chance_grade', 'archived_at'])
    .where('owner_id', '=', userId)
    .orderBy('id')
    .execute();
}

const rowsOf = (tx: Tx, { id, back }: Handing) =>
  tx
    .selectFrom('handover_row')
    .where('handover_id', '=', id)
    .where('kind', '=', KIND)
    .where('outcome', '=', back ? 'back' : 'handed');

/** Gives the customers of a handover to their receivers, or back; answers how many went. */
export async function handCustomers(
  tx: Tx,
  search: SearchIndex,
  handing: Handing,
): Promise<number> {
  const { userId, back } = handing;
  const receiver = sql<number>`(select to_id from handover_row where handover_id = ${whole(handing.id)}
    and kind = 'customer' and row_id = customer.id)`;
  const moved = await tx
    .updateTable('customer')
    .set((eb) => ({ owner_id: back ? userId : receiver, version: eb('version', '+', 1) }))
    .where('id', 'in', rowsOf(tx, handing).select('row_id'))
    .where('owner_id', '=', back ? receiver : userId)
    .executeTakeFirst();
  await tx
    .insertInto('owner_history')
    .columns([
      'customer_id',
      'from_owner_id',
      'to_owner_id',
      'reason',
      'note',
      'by_user_id',
      'at',
      'detail',
    ])
    .expression(
      rowsOf(tx, handing)
        .select([
          'row_id',
          (back ? sql<number>`to_id` : whole(userId)).as('from_owner_id'),
          (back ? whole(userId) : sql<number>`to_id`).as('to_owner_id'),
          sql<string>`cast(${back ? 'undo' : 'handover'} as text)`.as('reason'),
          sql<string>`cast(${handing.note} as text)`.as('note'),
          whole(handing.byUserId).as('by_user_id'),
          whole(handing.at).as('at'),
          sql<string>`cast(${handing.detail ?? '{}'} as text)`.as('detail'),
        ])
        .orderBy('row_id'),
    )
    .execute();
  const ids = await rowsOf(tx, handing).select('row_id').orderBy('row_id').execute();
  await indexCustomers(
    tx,
    search,
    ids.map((row) => row.row_id),
  );
  return Number(moved.numUpdatedRows);
}

/** Number of the last change of hands that is written down. */
export async function lastChangeOfHands(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('owner_history')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return Number(row.last ?? 0);
}

/** Of the customers of a handover those that changed hands after `mark`, or are there no more. */
export async function customersMovedOn(
  tx: Tx,
  handoverId: number,
  mark: number,
): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.id', '=', 'handover_row.row_id')
        .onRef('customer.owner_id', '=', 'handover_row.to_id'),
    )
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', KIND)
    .where((eb) =>
      eb.or([
        eb('customer.id', 'is', null),
        eb(
          eb
            .selectFrom('owner_history')
            .select((one) => one.fn.countAll<number>().as('n'))
            .whereRef('owner_history.customer_id', '=', 'handover_row.row_id')
            .where('owner_history.id', '>', mark),
          '<>',
          thereAndBack(eb as never, KIND, handoverId),
        ),
      ]),
    )
    .execute();
  return rows.map((row) => row.row_id);
}
