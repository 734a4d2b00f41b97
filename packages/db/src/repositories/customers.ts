import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Selectable, SelectQueryBuilder, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contactsShown, customerArms, inScope, type ScopeArm } from '../scope.ts';
import type { SearchColumn, SearchIndex } from '../search-index.ts';

export type CustomerRecord = Selectable<DB['customer']>;

/** Stored for "no next date", so that keyset pages need no null order. */
export const NO_DATE = '9999-12-31';

const sortColumns = {
  lastFollowAt: 'last_follow_at',
  nextFollowOn: 'next_follow_on',
  createdAt: 'created_at',
  name: 'name_sort',
  completeness: 'completeness',
} as const;
export type CustomerSort = keyof typeof sortColumns;

export interface CustomerConditions {
  /** Only what this permission reaches; `customers.read` unless said. */
  reach?: Permission | undefined;
  view?: 'mine' | 'team' | 'pool' | undefined;
  stages?: readonly string[] | undefined;
  grades?: readonly string[] | undefined;
  ownerIds?: readonly number[] | undefined;
  industries?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  sources?: readonly string[] | undefined;
  archived: boolean;
  nextFrom?: string | undefined;
  nextTo?: string | undefined;
  /** Last contact before this instant; never contacted counts from the registration on. */
  idleSince?: number | undefined;
  /** UTC ms, from and before. */
  createdFrom?: number | undefined;
  createdBefore?: number | undefined;
  tagIds?: readonly number[] | undefined;
  /** Has contacts that the actor may read. */
  contactsShown?: boolean | undefined;
  /** Found by every word that was typed. */
  words?: { search: SearchIndex; q: string; columns: readonly SearchColumn[] } | undefined;
}

export interface CustomerPage {
  sort: CustomerSort;
  descending: boolean;
  after: Position | null;
  limit: number;
}

/** All that is asked of a row, beside whose it is: that is held by the arms of the scope. */
function narrowed(actor: Actor, conditions: CustomerConditions): ScopeArm {
  return (eb) => {
    const parts = [eb('customer.archived_at', conditions.archived ? 'is not' : 'is', null)];
    if (conditions.stages) parts.push(eb('customer.stage', 'in', conditions.stages));
    if (conditions.grades) parts.push(eb('customer.chance_grade', 'in', conditions.grades));
    if (conditions.industries) parts.push(eb('customer.industry', 'in', conditions.industries));
    if (conditions.regions) parts.push(eb('customer.region', 'in', conditions.regions));
    if (conditions.sources) parts.push(eb('customer.source', 'in', conditions.sources));
    if (conditions.nextFrom) parts.push(eb('customer.next_follow_on', '>=', conditions.nextFrom));
    if (conditions.nextTo) parts.push(eb('customer.next_follow_on', '<=', conditions.nextTo));
    if (conditions.idleSince) {
      parts.push(eb('customer.last_follow_at', '<', conditions.idleSince));
      parts.push(eb('customer.created_at', '<', conditions.idleSince));
    }
    if (conditions.createdFrom !== undefined) {
      parts.push(eb('customer.created_at', '>=', conditions.createdFrom));
    }
    if (conditions.createdBefore !== undefined) {
      parts.push(eb('customer.created_at', '<', conditions.createdBefore));
    }
    if (conditions.tagIds) {
      const tagged = eb
        .selectFrom('customer_tag')
        .select('customer_tag.customer_id')
        .where('customer_tag.tag_id', 'in', conditions.tagIds);
      parts.push(eb('customer.id', 'in', tagged));
    }
    if (conditions.contactsShown) {
      parts.push(contactsShown(actor)(eb) as never);
      parts.push(
        eb.exists(
          eb
            .selectFrom('contact')
            .select('contact.id')
            .whereRef('contact.customer_id', '=', 'customer.id')
            .where('contact.left_at', 'is', null),
        ) as never,
      );
    }
    if (conditions.words) parts.push(foundBy(actor, conditions.words)(eb) as never);
    return eb.and(parts);
  };
}

/**
 * Found by words: what is seen only through the pool is found by the names of the company alone,
 * because its contacts and phones are masked.
 */
function foundBy(actor: Actor, words: NonNullable<CustomerConditions['words']>): ScopeArm {
  const { search, q, columns } = words;
  return (eb) => {
    const among = (some: readonly SearchColumn[]) =>
      eb('customer.id', 'in', search.matching(q, some) as never);
    if (actor.reach.get('customers.read')?.all) return among(columns);
    return eb.or([eb.and([contactsShown(actor)(eb), among(columns)]), among(['name'])]);
  };
}

function armsOf(actor: Actor, conditions: CustomerConditions): ScopeArm[] {
  return customerArms(actor, conditions.reach ?? 'customers.read', conditions);
}

/**
 * Names the text of a query of these conditions for one actor, or null where filters make it one
 * of too many.
 */
function keyOf(conditions: CustomerConditions, ...more: (string | number)[]): string | null {
  const { view = 'any', archived, reach = '', ...filters } = conditions;
  if (Object.values(filters).some((filter) => filter !== undefined)) return null;
  return [view, archived, reach, ...more].join();
}

/** Columns that lists show or sort by. */
const listColumns = [
  'customer.id',
  'customer.version',
  'customer.name',
  'customer.name_sort',
  'customer.short_name',
  'customer.stage',
  'customer.chance_grade',
  'customer.industry',
  'customer.region',
  'customer.source',
  'customer.owner_id',
  'customer.pool_id',
  'customer.phone',
  'customer.completeness',
  'customer.last_follow_at',
  'customer.next_follow_on',
  'customer.created_at',
  'customer.archived_at',
] as const;
export type CustomerListRecord = Pick<
  CustomerRecord,
  (typeof listColumns)[number] extends `customer.${infer Column extends keyof CustomerRecord}`
    ? Column
    : never
>;

function pageQuery(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  page: CustomerPage,
): SelectQueryBuilder<DB, 'customer', CustomerListRecord> | null {
  const column = sortColumns[page.sort];
  const filter = narrowed(actor, conditions);
  const direction = page.descending ? 'desc' : 'asc';
  const branch = (arm: ScopeArm, at: number) => {
    let query = db
      .selectFrom('customer')
      .select(['customer.id as id', `customer.${column} as value`])
      .where(arm)
      .where(filter);
    const after = page.after;
    if (after) {
      const [from, past] = page.descending ? (['<=', '<'] as const) : (['>=', '>'] as const);
      // The first condition is where the walk through the index starts.
      query = query
        .where(`customer.${column}`, from, after.value)
        .where((eb) =>
          eb.or([eb(`customer.${column}`, past, after.value), eb('customer.id', past, after.id)]),
        );
    }
    const walked = query
      .orderBy(`customer.${column}`, direction)
      .orderBy('customer.id', direction)
      .limit(page.limit);
    return db.selectFrom(walked.as(`arm${at}`)).selectAll();
  };
  const [first, ...others] = armsOf(actor, conditions).map(branch);
  if (!first) return null;
  let union = first;
  for (const other of others) union = union.unionAll(other);
  const hits = union.orderBy('value', direction).orderBy('id', direction).limit(page.limit);
  return db
    .selectFrom(hits.as('hit'))
    .innerJoin('customer', 'customer.id', 'hit.id')
    .select(listColumns)
    .orderBy('hit.value', direction)
    .orderBy('hit.id', direction) as never;
}

/**
 * A page of what the actor sees. Each arm of the scope walks its own index no further than the
 * page; what they found is merged, and only the rows of the page are read whole.
 */
export async function listCustomers(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  page: CustomerPage,
): Promise<CustomerListRecord[]> {
  const { sort, descending, after, limit } = page;
  const key = keyOf(conditions, 'page', sort, String(descending), limit, after ? 'on' : 'first');
  if (armsOf(actor, conditions).length === 0) return [];
  if (key === null) return (await pageQuery(db, actor, conditions, page)?.execute()) ?? [];
  return await remembered(db, { owner: actor, key, values: { ...after } }, (values) => {
    const start = after && { value: values['value']!, id: Number.NaN, ...values };
    return pageQuery(db, actor, conditions, { ...page, after: start })!;
  });
}

function countQuery(db: Reader, actor: Actor, conditions: CustomerConditions, cap: number) {
  const filter = narrowed(actor, conditions);
  const [first, ...others] = armsOf(actor, conditions).map((arm) =>
    db.selectFrom('customer').select('customer.id').where(arm).where(filter),
  );
  if (!first) return null;
  let union = first;
  for (const other of others) union = union.unionAll(other);
  return db
    .selectFrom(union.limit(cap).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'));
}

/** How many there are, counted no further than `cap`. */
export async function countCustomers(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  cap: number,
): Promise<number> {
  if (armsOf(actor, conditions).length === 0) return 0;
  const key = keyOf(conditions, 'count', cap);
  const counted =
    key === null
      ? await countQuery(db, actor, conditions, cap)!.execute()
      : await remembered(db, { owner: actor, key, values: {} }, () =>
          countQuery(db, actor, conditions, cap)!,
        );
  return Number(counted[0]?.n);
}

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
  customer: Omit<Insertable<DB['customer']>, 'id' | 'version'>,
): Promise<CustomerRecord> {
  return await tx
    .insertInto('customer')
    .values({ ...customer, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateCustomer(
  tx: Tx,
  id: number,
  version: number,
  changes: Updateable<DB['customer']>,
): Promise<CustomerRecord | undefined> {
  return await tx
    .updateTable('customer')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** The group's head of a customer, whoever may see it; for finding circles. */
export async function parentIdOf(db: Reader, id: number): Promise<number | null> {
  const row = await db
    .selectFrom('customer')
    .select('parent_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.parent_id ?? null;
}

/** A figure made from the row and its contacts; nobody's edit is stale because of it. */
export async function setCompleteness(tx: Tx, id: number, percent: number): Promise<void> {
  await tx.updateTable('customer').set({ completeness: percent }).where('id', '=', id).execute();
}

export async function appendOwnerHistory(
  tx: Tx,
  row: Omit<Insertable<DB['owner_history']>, 'id'>,
): Promise<void> {
  await tx.insertInto('owner_history').values(row).execute();
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

export async function defaultPoolId(db: Reader): Promise<number> {
  const pool = await db
    .selectFrom('pool')
    .select('id')
    .where('active', '=', 1)
    .orderBy('id')
    .executeTakeFirstOrThrow();
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

/** Whether a person owns customers; `open` leaves out those that are put away. */
export async function ownsCustomers(db: Reader, userId: number, open: boolean): Promise<boolean> {
  let query = db.selectFrom('customer').select('id').where('owner_id', '=', userId);
  if (open) query = query.where('archived_at', 'is', null);
  return (await query.executeTakeFirst()) !== undefined;
}
