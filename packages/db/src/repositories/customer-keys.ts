import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { listed, padded, remembered } from '../remembered.ts';
import { inScope } from '../scope.ts';
import type { CustomerRecord } from './customers.ts';

export interface Keys {
  names: readonly string[];
  taxNos: readonly string[];
  externalNos: readonly string[];
  phones: readonly string[];
}

export interface KeyHit {
  on: 'name' | 'taxNo' | 'externalNo' | 'phone';
  key: string;
  customerId: number;
}

const columns = [
  ['name_key', 'name', 'names'],
  ['tax_no_key', 'taxNo', 'taxNos'],
  ['external_no', 'externalNo', 'externalNos'],
  ['phone_key', 'phone', 'phones'],
] as const;

/**
 * The oldest customer of the whole company under each of many keys; knows no scope, because a
 * duplicate must be found wherever it is. Callers mask what the actor may not see.
 */
export async function hitsOfKeys(db: Reader, keys: Keys): Promise<KeyHit[]> {
  const hits: KeyHit[] = [];
  for (const [column, on, list] of columns) {
    const values = padded(keys[list].filter((key) => key !== ''));
    const many = Object.keys(values).length;
    if (many === 0) continue;
    const rows = await remembered(db, { key: `keys,${on},${many}`, values }, (slots) =>
      db
        .selectFrom('customer')
        .select((eb) => [eb.ref(column).as('key'), eb.fn.min('id').as('id')])
        .where(column, 'in', listed(slots))
        .groupBy(column),
    );
    for (const row of rows) hits.push({ on, key: row.key, customerId: Number(row.id) });
  }
  if (keys.phones.length > 0) {
    const values = padded(keys.phones);
    const key = `keys,contacts,${Object.keys(values).length}`;
    const rows = await remembered(db, { key, values }, (slots) =>
      db
        .selectFrom('contact_phone')
        .select((eb) => ['phone_key as key', eb.fn.min('customer_id').as('id')])
        .where('phone_key', 'in', listed(slots))
        .groupBy('phone_key'),
    );
    for (const row of rows) hits.push({ on: 'phone', key: row.key, customerId: Number(row.id) });
  }
  return hits;
}

/** What a duplicate is named by; still without scope. */
export async function customerHeads(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('customer')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select([
      'customer.id as id',
      'customer.name as name',
      'customer.owner_id as ownerId',
      'owner.name as ownerName',
      'customer.pool_id as pool_id',
      'customer.archived_at as archivedAt',
    ])
    .where('customer.id', 'in', ids)
    .execute();
}

/** Those of the customers that the actor's permission reaches. */
export async function reachedAmong(
  db: Reader,
  actor: Actor,
  permission: Permission,
  ids: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.id', 'in', ids)
    .where(inScope(actor, permission))
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Those of the customers, put away or not, that the actor's permission reaches. */
export async function customersAmong(
  db: Reader,
  actor: Actor,
  permission: Permission,
  { ids, archived }: { ids: readonly number[]; archived: boolean },
): Promise<CustomerRecord[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('customer')
    .selectAll('customer')
    .where('customer.id', 'in', ids)
    .where('customer.archived_at', archived ? 'is not' : 'is', null)
    .where(inScope(actor, permission))
    .execute();
}

/** A customer whose right to be worked on was judged already, by an import. */
export async function customerById(db: Reader, id: number): Promise<CustomerRecord | undefined> {
  const [row] = await remembered(db, { key: 'customerById', values: { id } }, (values) =>
    db.selectFrom('customer').selectAll().where('id', '=', values.id),
  );
  return row;
}

/** Behind every text that begins with the same letters. */
const LAST = '\u{10ffff}';

/**
 * Customers of the whole company whose name's core is this one, begins it (`beginnings`), or, where
 * `longer` is asked for, begins with it; without scope, like every look for duplicates.
 */
export async function customersOfCore(
  db: Reader,
  wanted: { core: string; beginnings: readonly string[]; longer: boolean; limit: number },
): Promise<CustomerRecord[]> {
  const { core, beginnings, longer, limit } = wanted;
  const customers = () => db.selectFrom('customer').selectAll().limit(limit);
  const rows = await customers()
    .where('name_core', 'in', [core, ...beginnings])
    .orderBy('name_core')
    .execute();
  if (!longer) return rows;
  const further = await customers()
    .where('name_core', '>', core)
    .where('name_core', '<', core + LAST)
    .orderBy('name_core')
    .execute();
  return [...rows, ...further];
}

/** More of them tell nobody more: of a block of names, and of those that begin with one core. */
const MOST_OF_CORES = 500;
const MOST_OF_ONE = 20;

/** The same for many names at once, and no more of each customer than its core. */
export async function customersOfCores(
  db: Reader,
  wanted: readonly { core: string; beginnings: readonly string[]; longer: boolean }[],
): Promise<{ id: number; nameCore: string }[]> {
  if (wanted.length === 0) return [];
  const customers = (most: number) =>
    db
      .selectFrom('customer')
      .select(['id', 'name_core as nameCore'])
      // By the index, however few rows are asked for: in the order of ids every customer is read.
      .orderBy('name_core')
      .orderBy('id')
      .limit(most);
  const exact = padded([
    ...new Set(wanted.flatMap(({ core, beginnings }) => [core, ...beginnings])),
  ]);
  const key = `cores,${Object.keys(exact).length}`;
  const rows = await remembered(db, { key, values: exact }, (slots) =>
    customers(MOST_OF_CORES).where('name_core', 'in', listed(slots)),
  );
  const begun = new Set(wanted.filter(({ longer }) => longer).map(({ core }) => core));
  for (const core of begun) {
    const span = { core, end: core + LAST };
    const further = await remembered(db, { key: 'afterCore', values: span }, (values) =>
      customers(MOST_OF_ONE)
        .where('name_core', '>', values.core)
        .where('name_core', '<', values.end),
    );
    rows.push(...further);
  }
  return rows.toSorted((a, b) => a.id - b.id);
}
