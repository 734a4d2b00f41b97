import { sql, type Selectable, type Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contactsShown, inScope } from '../scope.ts';

export type CareItemRecord = Selectable<DB['care_item']>;
export type NamedCareItem = CareItemRecord &
  Pick<Selectable<DB['care_plan']>, 'kind' | 'what' | 'trigger' | 'festival'> & {
    plan_name: string;
    customer_name: string;
    owner_id: number | null;
    owner_name: string | null;
    contact_name: string | null;
    closed_by_name: string | null;
  };

export interface CareFilter {
  ownerIds?: readonly number[] | undefined;
  kinds?: readonly string[] | undefined;
  customerId?: number | undefined;
  contactId?: number | undefined;
  /** Done and skipped ones, instead of the open ones. */
  closed?: boolean | undefined;
  /** Business date, included. */
  dueTo?: string | undefined;
}

/** So many people have few enough customers to look at each of them. */
const FEW_OWNERS = 3;

/** Whose customers are asked for; null: those of everybody. */
function ownersOf(actor: Actor, { ownerIds }: CareFilter): readonly number[] | null {
  const reach = actor.reach.get('followUps.read');
  return ownerIds ?? (!reach || reach.all ? null : reach.ownerIds);
}

/**
 * Care of customers whose follow-ups the actor reads; open care of a customer that nobody owns, or
 * that is put away, is nobody's work. A birthday is of the personal file (docs/decisions/0097).
 * `byCustomer`: begins at the customers, not at what is due in the whole company.
 */
function owed(db: Reader, actor: Actor, filter: CareFilter, byCustomer: boolean) {
  // SQLite walks what stands first in a cross join.
  const items = db.selectFrom('care_item').crossJoin('customer');
  const from = byCustomer
    ? (db.selectFrom('customer').crossJoin('care_item') as unknown as typeof items)
    : items;
  let query = from
    .whereRef('customer.id', '=', 'care_item.customer_id')
    .innerJoin('care_plan', 'care_plan.id', 'care_item.care_plan_id')
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .where((eb) => contactsShown(eb as never));
  query = filter.closed
    ? query.where('care_item.state', 'in', [sql.lit('done'), sql.lit('skipped')])
    : query
        .where('care_item.state', '=', sql.lit('open'))
        .where('customer.archived_at', 'is', null)
        .where('customer.owner_id', 'is not', null);
  if (actor.fields.personal !== 'show') query = query.where('care_plan.trigger', '<>', 'birthday');
  const { ownerIds, kinds, customerId, contactId, dueTo } = filter;
  if (ownerIds !== undefined) query = query.where('customer.owner_id', 'in', ownerIds);
  if (kinds !== undefined) query = query.where('care_plan.kind', 'in', kinds);
  if (customerId !== undefined) query = query.where('care_item.customer_id', '=', customerId);
  if (contactId !== undefined) query = query.where('care_item.contact_id', '=', contactId);
  if (dueTo !== undefined) query = query.where('care_item.due_on', '<=', dueTo);
  return query;
}

const named = (query: ReturnType<typeof owed>) =>
  query
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .leftJoin('contact', 'contact.id', 'care_item.contact_id')
    .leftJoin('user as closer', 'closer.id', 'care_item.closed_by')
    .selectAll('care_item')
    .select([
      'care_plan.name as plan_name',
      'care_plan.kind',
      'care_plan.what',
      'care_plan.trigger',
      'care_plan.festival',
      'customer.name as customer_name',
      'customer.owner_id',
      'owner.name as owner_name',
      'contact.name as contact_name',
      'closer.name as closed_by_name',
    ]);

/** A page of them: open ones by the day they are due, closed ones the other way round. */
export async function listCareItems(
  db: Reader,
  actor: Actor,
  filter: CareFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedCareItem[]> {
  const backwards = filter.closed === true;
  const beyond = backwards ? '<' : '>';
  // Somebody with few customers would read the care of the whole company in the order of its days
  // until a page of his own is full.
  const owners = ownersOf(actor, filter);
  const byCustomer = !filter.closed && owners !== null && owners.length <= FEW_OWNERS;
  let query = owed(db, actor, filter, byCustomer);
  if (after) {
    const due = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('care_item.due_on', beyond, due),
        eb.and([eb('care_item.due_on', '=', due), eb('care_item.id', beyond, after.id)]),
      ]),
    );
  }
  const way = backwards ? 'desc' : 'asc';
  return await named(query)
    .orderBy('care_item.due_on', way)
    .orderBy('care_item.id', way)
    .limit(limit)
    .execute();
}

/** One of them, open or closed, if the actor may read it. */
export async function findCareItem(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedCareItem | undefined> {
  for (const closed of [false, true]) {
    const row = await named(owed(db, actor, { closed }, false))
      .where('care_item.id', '=', id)
      .executeTakeFirst();
    if (row) return row;
  }
  return undefined;
}

/**
 * How many there are, counted no further than `cap`: of customers that an index finds by their
 * owners, each with what is open, where they are not those of everybody.
 */
export async function countCareItems(
  db: Reader,
  actor: Actor,
  filter: CareFilter,
  cap: number,
): Promise<number> {
  const byCustomer = !filter.closed && ownersOf(actor, filter) !== null;
  const some = owed(db, actor, filter, byCustomer).select('care_item.id').limit(cap).as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function insertCareItem(
  tx: Tx,
  item: Omit<CareItemRecord, 'id' | 'version'>,
): Promise<CareItemRecord> {
  const values = { ...item, version: 1 };
  return { ...values, id: await insertNumbered(tx, 'care_item', values, 'id') };
}

/** Changes an item of exactly this version; undefined when somebody was faster. */
export async function updateCareItem(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['care_item'], 'id' | 'version'>>,
): Promise<CareItemRecord | undefined> {
  return await tx
    .updateTable('care_item')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
