import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { CustomerRecord } from './customers.ts';
import { inScope } from '../scope.ts';

export type SharedKey = 'name' | 'taxNo' | 'phone';

const keyColumn = { name: 'name_key', taxNo: 'tax_no_key' } as const;

interface Walk {
  /** The last key that was looked at. */
  after: string;
  limit: number;
}

/** Keys that several entries share, after one of them, in their order; without scope. */
async function sharedKeys(db: Reader, on: SharedKey, walk: Walk): Promise<string[]> {
  if (on !== 'phone') return await keysOfSeveral(db, keyColumn[on], walk);
  // A number is of the customer itself or of a contact, and of one here and of the other there.
  const ways = [
    await keysOfContacts(db, walk),
    await keysOfSeveral(db, 'phone_key', walk),
    await keysOfBoth(db, walk),
  ];
  return [...new Set(ways.flat())].toSorted().slice(0, walk.limit);
}

/** Those that several customers have themselves. */
async function keysOfSeveral(
  db: Reader,
  column: 'name_key' | 'tax_no_key' | 'phone_key',
  { after, limit }: Walk,
): Promise<string[]> {
  const rows = await db
    .selectFrom('customer')
    .select((eb) => eb.ref(column).as('key'))
    .where(column, '>', after)
    .groupBy(column)
    .having((eb) => eb(eb.fn.countAll(), '>', 1))
    .orderBy(column)
    .limit(limit)
    .execute();
  return rows.map((row) => row.key);
}

/** Those of contacts of several customers. */
async function keysOfContacts(db: Reader, { after, limit }: Walk): Promise<string[]> {
  const rows = await db
    .selectFrom('contact_phone')
    .select('phone_key as key')
    .where('phone_key', '>', after)
    .groupBy('phone_key')
    .having((eb) => eb(eb.fn.count('customer_id').distinct(), '>', 1))
    .orderBy('phone_key')
    .limit(limit)
    .execute();
  return rows.map((row) => row.key);
}

/** Those of a customer itself that a contact of another one has. */
async function keysOfBoth(db: Reader, { after, limit }: Walk): Promise<string[]> {
  const rows = await db
    .selectFrom('customer')
    .select('customer.phone_key as key')
    .where('customer.phone_key', '>', after)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('contact_phone')
          .select('contact_phone.id')
          .whereRef('contact_phone.phone_key', '=', 'customer.phone_key')
          .whereRef('contact_phone.customer_id', '<>', 'customer.id'),
      ),
    )
    .groupBy('customer.phone_key')
    .orderBy('customer.phone_key')
    .limit(limit)
    .execute();
  return rows.map((row) => row.key);
}

/** Live customers under these keys that the actor may make one of, each once, by key. */
async function customersUnder(
  db: Reader,
  actor: Actor,
  on: SharedKey,
  keys: readonly string[],
): Promise<(CustomerRecord & { key: string })[]> {
  if (keys.length === 0) return [];
  const live = db
    .selectFrom('customer')
    .selectAll('customer')
    .where('customer.archived_at', 'is', null)
    .where(inScope(actor, 'customers.merge'))
    .orderBy('customer.id');
  const column = on === 'phone' ? 'phone_key' : keyColumn[on];
  const own = await live
    .select((eb) => eb.ref(`customer.${column}`).as('key'))
    .where(`customer.${column}`, 'in', keys)
    .execute();
  if (on !== 'phone') return own;
  const theirs = await live
    .innerJoin('contact_phone', 'contact_phone.customer_id', 'customer.id')
    .select('contact_phone.phone_key as key')
    .where('contact_phone.phone_key', 'in', keys)
    .distinct()
    .execute();
  const known = new Set(own.map(({ id, key }) => `${id} ${key}`));
  return [...own, ...theirs.filter(({ id, key }) => !known.has(`${id} ${key}`))].toSorted(
    (one, other) => one.id - other.id,
  );
}

/** Steps that one page may walk through keys of others before it says where to go on. */
const MOST_STEPS = 5;

/**
 * Groups of live customers in reach of `customers.merge` that share a key, in the order of the
 * keys, after one of them; `next` is the last key looked at, null at the end.
 */
export async function duplicateGroups(
  db: Reader,
  actor: Actor,
  { on, after, limit }: { on: SharedKey; after: string; limit: number },
): Promise<{ groups: { key: string; rows: CustomerRecord[] }[]; next: string | null }> {
  const groups: { key: string; rows: CustomerRecord[] }[] = [];
  let reached = after;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const keys = await sharedKeys(db, on, { after: reached, limit: limit + 1 });
    const found = Map.groupBy(await customersUnder(db, actor, on, keys), (row) => row.key);
    for (const key of keys.slice(0, limit)) {
      const rows = found.get(key) ?? [];
      reached = key;
      if (rows.length < 2) continue;
      groups.push({ key, rows });
      if (groups.length === limit) return { groups, next: reached };
    }
    if (keys.length <= limit) return { groups, next: null };
  }
  return { groups, next: reached };
}
