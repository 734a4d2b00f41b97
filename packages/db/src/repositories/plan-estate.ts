import { sql, type Expression } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Handing } from './customer-estate.ts';

const whole = (value: number) => sql<number>`cast(${value} as bigint)`;

/** Open plans of a person on customers that somebody owns, with what a split looks at. */
export async function plansToHand(db: Reader, userId: number) {
  return await db
    .selectFrom('plan')
    .innerJoin('customer', 'customer.id', 'plan.customer_id')
    .select(['plan.id', 'plan.customer_id', 'region', 'industry', 'chance_grade'])
    .select('customer.owner_id')
    .where('plan.person_id', '=', userId)
    .where('plan.state', '=', 'planned')
    .where('customer.owner_id', 'is not', null)
    .orderBy('plan.id')
    .execute();
}

/** Ids of the others: their customers lie in the pool, where nobody does anything. */
export async function plansOfPool(db: Reader, userId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('plan')
    .innerJoin('customer', 'customer.id', 'plan.customer_id')
    .select('plan.id')
    .where('plan.person_id', '=', userId)
    .where('plan.state', '=', 'planned')
    .where('customer.owner_id', 'is', null)
    .orderBy('plan.id')
    .execute();
  return rows.map((row) => row.id);
}

/** Open plans with a customer, whoever's, or of one person. */
export async function openPlansWith(
  db: Reader,
  customerId: number,
  personId: number | null,
): Promise<number[]> {
  let query = db
    .selectFrom('plan')
    .select('plan.id')
    .where('plan.customer_id', '=', customerId)
    .where('plan.state', '=', 'planned');
  if (personId !== null) query = query.where('plan.person_id', '=', personId);
  return (await query.orderBy('plan.id').execute()).map((row) => row.id);
}

const rowsOf = (tx: Tx, { id, back }: Handing) =>
  tx
    .selectFrom('handover_row')
    .where('handover_id', '=', id)
    .where('kind', '=', 'plan')
    .where('outcome', '=', back ? 'back' : 'handed');

const columnOf = (name: 'to_id' | 'was', { id }: Handing) =>
  sql<number>`(select ${sql.ref(name)} from handover_row where handover_id = ${whole(id)}
    and kind = 'plan' and row_id = plan.id)`;

/** Whose it is that the day of a plan passed without it. */
const missedUntil = (today: string, who: Expression<number>) => {
  const late = sql<boolean>`due_on < ${today} and (missed_on is null or missed_on < due_on)`;
  return {
    missed_by: sql<number | null>`case when ${late} then ${who} else missed_by end`,
    missed_on: sql<string | null>`case when ${late} then due_on else missed_on end`,
  };
};

/** Whoever has a plan again had it all along. */
const missedNoMore = (who: number) => ({
  missed_by: sql<number | null>`nullif(missed_by, ${whole(who)})`,
  missed_on: sql<string | null>`case when missed_by = ${whole(who)} then null else missed_on end`,
});

/**
 * Gives the plans of a handover to their receivers, or back; answers how many went. Those of days
 * before `today` stay missed by whoever had them.
 */
export async function handPlans(tx: Tx, handing: Handing, today: string): Promise<number> {
  const { id, userId, back } = handing;
  const receiver = columnOf('to_id', handing);
  if (!back) {
    await tx
      .updateTable('handover_row')
      .set({ was: sql`(select companion_id from plan where plan.id = handover_row.row_id)` })
      .where('handover_id', '=', id)
      .where('kind', '=', 'plan')
      .execute();
  }
  const moved = await tx
    .updateTable('plan')
    .set((eb) => ({
      person_id: back ? userId : receiver,
      // Nobody goes along with himself.
      companion_id: back
        ? columnOf('was', handing)
        : sql<number | null>`nullif(companion_id, ${receiver})`,
      ...(back ? missedNoMore(userId) : missedUntil(today, whole(userId))),
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', rowsOf(tx, handing).select('row_id'))
    .where('person_id', '=', back ? receiver : userId)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

/** Plans of a handover that are somebody else's by now, or whose customer is kept. */
export async function plansMovedOn(tx: Tx, handoverId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .innerJoin('plan', 'plan.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', 'plan')
    .where((eb) =>
      eb.or([
        eb('plan.person_id', '<>', eb.ref('handover_row.to_id')),
        eb.exists(
          eb
            .selectFrom('handover_row as customer_row')
            .select('customer_row.row_id')
            .where('customer_row.handover_id', '=', handoverId)
            .where('customer_row.kind', '=', 'customer')
            .where('customer_row.outcome', '=', 'kept')
            .whereRef('customer_row.row_id', '=', 'plan.customer_id'),
        ),
      ]),
    )
    .execute();
  return rows.map((row) => row.row_id);
}

/** Plans of a handover that the receiver did or gave up since. */
export async function plansEnded(tx: Tx, handoverId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .innerJoin('plan', 'plan.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', 'plan')
    .where('plan.state', '<>', 'planned')
    .execute();
  return rows.map((row) => row.row_id);
}
