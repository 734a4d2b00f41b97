import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import {
  insertNumbered,
  insertRemembered,
  listed,
  padded,
  remembered,
  updateRemembered,
} from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type CustomerRecord = Selectable<DB['customer']>;

/** One customer if the actor's permission reaches it. */
export async function findCustomer(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<CustomerRecord | undefined> {
  const asked = { owner: actor, key: `find,${permission}`, values: { id } };
  const rows = await remembered(db, asked, (values) =>
    db
      .selectFrom('customer')
      .selectAll('customer')
      .where('customer.id', '=', values.id)
      .where(inScope(actor, permission)),
  );
  return rows[0];
}

/** Customers of this name or number that the actor reads, few of them. */
export async function customersNamed(
  db: Reader,
  actor: Actor,
  { nameKey, number }: { nameKey: string; number: string },
): Promise<CustomerRecord[]> {
  return await db
    .selectFrom('customer')
    .selectAll('customer')
    .where((eb) => eb.or([eb('name_key', '=', nameKey), eb('external_no', '=', number)]))
    .where('customer.archived_at', 'is', null)
    .where(inScope(actor, 'customers.read'))
    .limit(2)
    .execute();
}

/**
 * Customers of the whole company that share a key; knows no scope, because a duplicate must be
 * found wherever it is. Callers mask what the actor may not see.
 */
export async function findSameKeys(
  db: Reader,
  keys: { nameKey: string; phoneKeys: readonly string[]; taxNoKey: string; exceptId: number },
): Promise<CustomerRecord[]> {
  const phones = keys.phoneKeys.filter((key) => key.length >= 7);
  const ids = new Set<number>();
  const collect = async (query: Promise<{ id: number }[]>) => {
    for (const row of await query) if (row.id !== keys.exceptId) ids.add(row.id);
  };
  const customers = () => db.selectFrom('customer').select('id').limit(20);
  if (keys.nameKey) await collect(customers().where('name_key', '=', keys.nameKey).execute());
  if (keys.taxNoKey) await collect(customers().where('tax_no_key', '=', keys.taxNoKey).execute());
  if (phones.length > 0) {
    await collect(customers().where('phone_key', 'in', phones).execute());
    await collect(
      db
        .selectFrom('contact_phone')
        .select('customer_id as id')
        .where('phone_key', 'in', phones)
        .limit(20)
        .execute(),
    );
  }
  if (ids.size === 0) return [];
  return await db
    .selectFrom('customer')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

export async function insertCustomer(
  tx: Tx,
  customer: Omit<
    CustomerRecord,
    'id' | 'version' | 'stage_since' | 'merged_into_id' | 'value_grade'
  >,
): Promise<CustomerRecord> {
  const row = {
    ...customer,
    version: 1,
    stage_since: customer.created_at,
    merged_into_id: null,
    value_grade: null,
  };
  return { ...row, id: await insertNumbered(tx, 'customer', row, 'id') };
}

/**
 * Changes a row of exactly this version; undefined when somebody was faster. What comes into the
 * pool is locked no more: whoever claims it begins anew.
 */
export async function updateCustomer(
  tx: Tx,
  id: number,
  version: number,
  changes: Updateable<DB['customer']>,
): Promise<CustomerRecord | undefined> {
  const row = await updateRemembered(tx, 'customer', { id, version }, changes);
  if (row && typeof changes.pool_id === 'number') {
    await tx.deleteFrom('customer_lock').where('customer_id', '=', id).execute();
  }
  return row;
}

/** The group's head of a customer, whoever may see it; for finding circles. */
export async function parentIdOf(db: Reader, id: number): Promise<number | null> {
  const [row] = await remembered(db, { key: 'parentIdOf', values: { id } }, (values) =>
    db.selectFrom('customer').select('parent_id').where('id', '=', values.id),
  );
  return row?.parent_id ?? null;
}

/** Everybody below this customer in its group, however deep, with itself; merged ones are empty. */
export async function groupBelow(db: Reader, id: number): Promise<number[]> {
  const found = [id];
  for (let last = found; last.length > 0;) {
    const values = padded(last);
    const key = `groupBelow ${Object.keys(values).length}`;
    const rows = await remembered(db, { key, values }, (ids) =>
      db.selectFrom('customer').select('id').where('parent_id', 'in', listed(ids)),
    );
    last = rows.map((row) => row.id).filter((one) => !found.includes(one));
    found.push(...last);
  }
  return found;
}

/** A figure made from the row and its contacts; nobody's edit is stale because of it. */
export async function setCompleteness(tx: Tx, id: number, percent: number): Promise<void> {
  await tx.updateTable('customer').set({ completeness: percent }).where('id', '=', id).execute();
}

export async function appendOwnerHistory(
  tx: Tx,
  row: Omit<Insertable<DB['owner_history']>, 'id'>,
): Promise<void> {
  await insertRemembered(tx, 'owner_history', row);
}

/** The last change of owners of a customer that the caller found through scope. */
export async function lastHandOf(
  tx: Tx,
  customerId: number,
): Promise<{ to_owner_id: number | null; detail: string } | undefined> {
  return await tx
    .selectFrom('owner_history')
    .select(['to_owner_id', 'detail'])
    .where('customer_id', '=', customerId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Names of those customers among these that the actor may see. */
export async function namesInScope(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('customer')
    .select(['customer.id', 'customer.name'])
    .where('customer.id', 'in', ids)
    .where(inScope(actor, 'customers.read'))
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/**
 * Customers right below this one in its group that the actor may see, by name. A group grants
 * nothing (docs/decisions/0095): each of them is seen by its own owner and collaborators.
 */
export async function customersBelow(
  db: Reader,
  actor: Actor,
  parentId: number,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  const asked = { owner: actor, key: `below,${limit}`, values: { parentId } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom('customer')
      .select(['customer.id', 'customer.name'])
      .where('customer.parent_id', '=', values.parentId)
      .where(inScope(actor, 'customers.read'))
      .orderBy('customer.name_sort')
      .orderBy('customer.id')
      .limit(limit),
  );
}

/** The pool of what belonged to nobody: the first that is everybody’s. */
export async function defaultPoolId(tx: Tx): Promise<number> {
  // Whoever enters many customers asks once for each transaction.
  let id = poolOf.get(tx);
  if (id === undefined) poolOf.set(tx, (id = await findDefaultPool(tx)));
  return id;
}

const poolOf = new WeakMap<Tx, number>();

async function findDefaultPool(db: Tx): Promise<number> {
  const [pool] = await remembered(db, { key: 'defaultPool', values: {} }, () =>
    db
      .selectFrom('pool')
      .select('id')
      .where('active', '=', 1)
      .where('id', 'not in', (eb) => eb.selectFrom('pool_dept').select('pool_dept.pool_id'))
      .orderBy('id')
      .limit(1),
  );
  if (!pool) throw new Error('there is no pool');
  return pool.id;
}

export async function collaborators(db: Reader, customerId: number) {
  const asked = { key: 'collaborators', values: { customerId } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom('customer_collaborator')
      .innerJoin('user', 'user.id', 'customer_collaborator.user_id')
      .select(['user.id as id', 'user.name as name'])
      .where('customer_collaborator.customer_id', '=', values.customerId)
      .orderBy('user.id'),
  );
}

export async function setCollaborators(
  tx: Tx,
  customerId: number,
  userIds: readonly number[],
): Promise<void> {
  await tx.deleteFrom('customer_collaborator').where('customer_id', '=', customerId).execute();
  for (const userId of new Set(userIds)) {
    await tx
      .insertInto('customer_collaborator')
      .values({ customer_id: customerId, user_id: userId })
      .execute();
  }
}

/** The customer that an import brought in under this foreign number, whoever owns it now. */
export async function customerIdByExternalNo(
  db: Reader,
  externalNo: string,
): Promise<number | undefined> {
  const customer = await db
    .selectFrom('customer')
    .select('id')
    .where('external_no', '=', externalNo)
    .executeTakeFirst();
  return customer?.id;
}

/** How many customers a person owns; `open` leaves out those that are put away. */
export async function customersOwned(db: Reader, userId: number, open: boolean): Promise<number> {
  let query = db
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('owned'))
    .where('owner_id', '=', userId);
  if (open) query = query.where('archived_at', 'is', null);
  return Number((await query.executeTakeFirstOrThrow()).owned);
}
