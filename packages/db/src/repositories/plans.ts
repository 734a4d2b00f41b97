import type { Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type PlanRecord = Selectable<DB['plan']>;
export type NamedPlan = PlanRecord & {
  customer_name: string;
  person_name: string;
  companion_name: string | null;
  missed_name: string | null;
};

export interface PlanFilter {
  /** Business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  personIds?: readonly number[] | undefined;
  customerId?: number | undefined;
  states?: readonly string[] | undefined;
  ids?: readonly number[] | undefined;
  /** Of customers that are not put away: what is planned with others is nobody's work meanwhile. */
  live?: boolean | undefined;
}

/**
 * Plans on customers whose follow-ups the actor reads. The CROSS JOIN tells SQLite to walk the
 * dates and not the customers.
 */
function planned(db: Reader, actor: Actor, filter: PlanFilter) {
  let query = db
    .selectFrom('plan')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'plan.customer_id')
    .where((eb) => inScope(actor, 'followUps.read')(eb as never));
  const { from, to, personIds, customerId, states, ids, live } = filter;
  if (live) query = query.where('customer.archived_at', 'is', null);
  if (from !== undefined) query = query.where('plan.due_on', '>=', from);
  if (to !== undefined) query = query.where('plan.due_on', '<=', to);
  if (personIds !== undefined) query = query.where('plan.person_id', 'in', personIds);
  if (customerId !== undefined) query = query.where('plan.customer_id', '=', customerId);
  if (states !== undefined) query = query.where('plan.state', 'in', states);
  if (ids !== undefined) query = query.where('plan.id', 'in', ids);
  return query;
}

/** Whole plans with the names of customer, person and companion. */
const named = (query: ReturnType<typeof planned>) =>
  query
    .innerJoin('user as person', 'person.id', 'plan.person_id')
    .leftJoin('user as companion', 'companion.id', 'plan.companion_id')
    .leftJoin('user as misser', 'misser.id', 'plan.missed_by')
    .selectAll('plan')
    .select([
      'customer.name as customer_name',
      'person.name as person_name',
      'companion.name as companion_name',
      'misser.name as missed_name',
    ]);

/** A page of them, earliest first. */
export async function listPlans(
  db: Reader,
  actor: Actor,
  filter: PlanFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedPlan[]> {
  let query = planned(db, actor, filter);
  if (after) {
    const due = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('plan.due_on', '>', due),
        eb.and([eb('plan.due_on', '=', due), eb('plan.id', '>', after.id)]),
      ]),
    );
  }
  return await named(query).orderBy('plan.due_on').orderBy('plan.id').limit(limit).execute();
}

/** One plan by its id. */
export async function planById(db: Reader, id: number): Promise<NamedPlan | undefined> {
  return await named(db.selectFrom('plan').innerJoin('customer', 'customer.id', 'plan.customer_id'))
    .where('plan.id', '=', id)
    .executeTakeFirst();
}

/** One plan if the actor may read follow-ups of its customer. */
export async function findPlan(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedPlan | undefined> {
  return await named(planned(db, actor, {}))
    .where('plan.id', '=', id)
    .executeTakeFirst();
}

/** What those of these plans are for that the actor may read. */
export async function planPurposes(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await planned(db, actor, {})
    .select(['plan.id', 'plan.purpose'])
    .where('plan.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.purpose]));
}

/** How many there are, counted no further than `cap`. */
export async function countPlans(
  db: Reader,
  actor: Actor,
  filter: PlanFilter,
  cap: number,
): Promise<number> {
  const some = planned(db, actor, filter).select('plan.id').limit(cap).as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/**
 * Plans of a span by person and state, left out those that were given up and what is still planned
 * with a customer that is put away. What was handed on after
 * its day stays planned by whoever had it then; the receiver has it from a later day on, if he sets one.
 */
export async function plansBy(
  db: Reader,
  actor: Actor,
  span: { from: string; to: string },
): Promise<{ userId: number; state: string; n: number }[]> {
  const rows = await planned(db, actor, { ...span, states: ['planned', 'done'] })
    .where((eb) =>
      eb.or([eb('plan.missed_on', 'is', null), eb('plan.due_on', '>', eb.ref('plan.missed_on'))]),
    )
    .where((eb) => eb.or([eb('plan.state', '=', 'done'), eb('customer.archived_at', 'is', null)]))
    .select(['plan.person_id', 'plan.state'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy(['plan.person_id', 'plan.state'])
    .execute();
  const missed = await planned(db, actor, {})
    .where('plan.missed_on', '>=', span.from)
    .where('plan.missed_on', '<=', span.to)
    .select((eb) => ['plan.missed_by', eb.fn.countAll<number>().as('n')])
    .groupBy('plan.missed_by')
    .execute();
  return [
    ...rows.map((row) => ({ userId: row.person_id, state: row.state, n: Number(row.n) })),
    ...missed.map((row) => ({ userId: row.missed_by!, state: 'planned', n: Number(row.n) })),
  ];
}

export async function insertPlan(
  tx: Tx,
  plan: Omit<PlanRecord, 'id' | 'version' | 'missed_by' | 'missed_on'>,
): Promise<number> {
  const row = { ...plan, missed_by: null, missed_on: null, version: 1 };
  return await insertNumbered(tx, 'plan', row, 'id');
}

/** Changes a plan of exactly this version; undefined when somebody was faster. */
export async function updatePlan(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['plan'], 'id' | 'version'>>,
): Promise<PlanRecord | undefined> {
  return await tx
    .updateTable('plan')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
