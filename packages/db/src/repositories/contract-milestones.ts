import type { Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contractInScope } from '../scope-contracts.ts';

export type MilestoneRecord = Selectable<DB['contract_milestone']>;
export type NamedMilestone = Awaited<ReturnType<typeof milestonesOf>>[number];
export type NewMilestone = Omit<MilestoneRecord, 'id' | 'version' | 'contract_id' | 'sort'>;
export type DueMilestone = Awaited<ReturnType<typeof dueMilestones>>[number];

/** The pay plan of a contract that the caller found through scope, in its order. */
export async function milestonesOf(db: Reader, contractId: number) {
  return await db
    .selectFrom('contract_milestone')
    .leftJoin('user as reacher', 'reacher.id', 'contract_milestone.reached_by')
    .selectAll('contract_milestone')
    .select('reacher.name as reacher_name')
    .where('contract_id', '=', contractId)
    .orderBy('sort')
    .execute();
}

export async function milestoneById(db: Reader, id: number): Promise<MilestoneRecord | undefined> {
  return await db
    .selectFrom('contract_milestone')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Puts these in the place of the milestones there were, in this order. */
export async function setMilestones(
  tx: Tx,
  contractId: number,
  plan: readonly NewMilestone[],
): Promise<void> {
  await tx.deleteFrom('contract_milestone').where('contract_id', '=', contractId).execute();
  for (const [sort, one] of plan.entries()) {
    const row = { ...one, version: 1, contract_id: contractId, sort };
    await insertNumbered(tx, 'contract_milestone', row, 'id');
  }
}

/** Makes the pay plan of a contract that of an amendment; what goes on keeps its id and marks. */
export async function applyMilestones(
  tx: Tx,
  contractId: number,
  plan: readonly NewMilestone[],
): Promise<void> {
  const kept = plan.flatMap((one) => one.origin_id ?? []);
  let gone = tx.deleteFrom('contract_milestone').where('contract_id', '=', contractId);
  if (kept.length > 0) gone = gone.where('id', 'not in', kept);
  await gone.execute();
  for (const [sort, { origin_id: originId, ...one }] of plan.entries()) {
    const row = { ...one, origin_id: null, contract_id: contractId, sort };
    if (originId === null) {
      await insertNumbered(tx, 'contract_milestone', { ...row, version: 1 }, 'id');
    } else {
      await tx
        .updateTable('contract_milestone')
        .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
        .where('id', '=', originId)
        .execute();
    }
  }
}

/** Changes a milestone of exactly this version; false when somebody was faster. */
export async function updateMilestone(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['contract_milestone'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('contract_milestone')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export interface MilestoneFilter {
  customerId?: number | undefined;
  /** Contracts that this person looks after. */
  ownerId?: number | undefined;
  dueTo?: string | undefined;
  /** Reached or agreed for a day, and due before this one. */
  overdueOn?: string | undefined;
}

/** Those that nobody can say the day of come last. */
const FAR = '9999-12-31';
const due = sql<string>`coalesce(contract_milestone.due_on, ${sql.lit(FAR)})`;

function unpaid(db: Reader, actor: Actor, filter: MilestoneFilter) {
  const { customerId, ownerId, dueTo, overdueOn } = filter;
  let query = db
    .selectFrom('contract_milestone')
    .innerJoin('contract', 'contract.id', 'contract_milestone.contract_id')
    .where('contract_milestone.paid_on', 'is', null)
    .where('contract.state', '=', 'active')
    .where('contract.amends_id', 'is', null)
    .where((eb) => contractInScope(actor, 'contracts.read')(eb as never));
  if (customerId !== undefined) query = query.where('contract.customer_id', '=', customerId);
  if (ownerId !== undefined) query = query.where('contract.owner_id', '=', ownerId);
  if (dueTo !== undefined) query = query.where('contract_milestone.due_on', '<=', dueTo);
  if (overdueOn !== undefined) {
    query = query
      .where('contract_milestone.due_on', '<', overdueOn)
      .where((eb) =>
        eb.or([
          eb('contract_milestone.trigger', '=', 'date'),
          eb('contract_milestone.reached_on', 'is not', null),
        ]),
      );
  }
  return query;
}

/** Milestones of active contracts that the actor sees and that are not paid, the one due first. */
export async function dueMilestones(
  db: Reader,
  actor: Actor,
  filter: MilestoneFilter,
  { after, limit }: { after: Position | null; limit: number },
) {
  let query = unpaid(db, actor, filter)
    .innerJoin('customer', 'customer.id', 'contract.customer_id')
    .innerJoin('user as keeper', 'keeper.id', 'contract.owner_id')
    .leftJoin('user as reacher', 'reacher.id', 'contract_milestone.reached_by')
    .selectAll('contract_milestone')
    .select(['contract.no', 'contract.title', 'contract.customer_id', 'contract.owner_id'])
    .select(['customer.name as customer_name', 'customer.owner_id as customer_owner_id'])
    .select(['keeper.name as owner_name', 'reacher.name as reacher_name'])
    .select(due.as('sort_on'));
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb(due, '>', String(after.value)),
        eb.and([eb(due, '=', String(after.value)), eb('contract_milestone.id', '>', after.id)]),
      ]),
    );
  }
  return await query.orderBy(due).orderBy('contract_milestone.id').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to. */
export async function sumMilestones(
  db: Reader,
  actor: Actor,
  filter: MilestoneFilter,
  cap: number,
): Promise<{ count: number; amountFen: number }> {
  const some = unpaid(db, actor, filter).select('contract_milestone.amount_fen').limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.amount_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), amountFen: Number(row.fen) };
}
