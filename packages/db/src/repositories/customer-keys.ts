import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
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
    const wanted = keys[list].filter((key) => key !== '');
    if (wanted.length === 0) continue;
    const rows = await db
      .selectFrom('customer')
      .select((eb) => [eb.ref(column).as('key'), eb.fn.min('id').as('id')])
      .where(column, 'in', wanted)
      .groupBy(column)
      .execute();
    for (const row of rows) hits.push({ on, key: row.key, customerId: Number(row.id) });
  }
  if (keys.phones.length > 0) {
    const rows = await db
      .selectFrom('contact_phone')
      .select((eb) => ['phone_key as key', eb.fn.min('customer_id').as('id')])
      .where('phone_key', 'in', keys.phones)
      .groupBy('phone_key')
      .execute();
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
  return await db.selectFrom('customer').selectAll().where('id', '=', id).executeTakeFirst();
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

/** More of them tell nobody more. */
const MOST_OF_CORES = 500;

/** The same for many names at once, and no more of each customer than its core. */
export async function customersOfCores(
  db: Reader,
  wanted: readonly { core: string; beginnings: readonly string[]; longer: boolean }[],
): Promise<{ id: number; nameCore: string }[]> {
  if (wanted.length === 0) return [];
  const exact = [...new Set(wanted.flatMap(({ core, beginnings }) => [core, ...beginnings]))];
  const begun = [...new Set(wanted.filter(({ longer }) => longer).map(({ core }) => core))];
  const customers = () => db.selectFrom('customer').select(['id', 'name_core as nameCore']);
  const rows = await customers()
    .where('name_core', 'in', exact)
    .orderBy('id')
    .limit(MOST_OF_CORES)
    .execute();
  if (begun.length === 0) return rows;
  const further = await customers()
    .where((eb) =>
      eb.or(
        begun.map((core) =>
          eb.and([eb('name_core', '>', core), eb('name_core', '<', core + LAST)]),
        ),
      ),
    )
    .orderBy('id')
    .limit(MOST_OF_CORES)
    .execute();
  return [...rows, ...further];
}
