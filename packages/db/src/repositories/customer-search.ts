import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { contactsShown, inScope } from '../scope.ts';
import type { SearchColumn, SearchIndex } from '../search-index.ts';
import type { CustomerRecord } from './customers.ts';

export interface Words {
  search: SearchIndex;
  q: string;
  /** What this person may search; for what is seen only through the pool it is the name alone. */
  columns: readonly SearchColumn[];
  /** Only where at least one word is found in a contact rather than in the company's name. */
  ofContacts?: boolean;
}

/**
 * Customers found by words, the newest first: the index is walked backwards, so that it stops
 * after a page. Those of the pool are found by the names of the company alone.
 */
export async function searchCustomers(
  db: Reader,
  actor: Actor,
  { search, q, columns, ofContacts }: Words,
  limit: number,
): Promise<CustomerRecord[]> {
  const all = actor.reach.get('customers.read')?.all === true;
  const inContacts = columns.filter((column) => column !== 'name');
  const words = searchRuns(q);
  const found = (some: readonly SearchColumn[], pooled: boolean) => {
    let query = db
      .selectFrom('customer')
      .innerJoin(search.matching(q, some).as('hit'), 'hit.id', 'customer.id')
      .selectAll('customer')
      .where(inScope(actor, 'customers.read') as never)
      .where('customer.archived_at', 'is', null);
    if (ofContacts && words.length > 1) {
      query = query.where((eb) =>
        eb.or(
          words.map((word) => eb('customer.id', 'in', search.matching(word, inContacts) as never)),
        ),
      );
    }
    if (!all) {
      query = pooled
        ? query.where('customer.pool_id', 'is not', null)
        : query.where(contactsShown(actor) as never);
    }
    return query.orderBy('hit.id', 'desc').limit(limit).execute();
  };
  const own = await found(ofContacts && words.length === 1 ? inContacts : columns, false);
  if (all || ofContacts) return own;
  const pool = await found(['name'], true);
  return [...own, ...pool].toSorted((a, b) => b.id - a.id).slice(0, limit);
}

/** Those that bear exactly this name, whatever else is like it. */
export async function customersNamed(
  db: Reader,
  actor: Actor,
  nameKey: string,
  limit: number,
): Promise<CustomerRecord[]> {
  return await db
    .selectFrom('customer')
    .selectAll('customer')
    .where('name_key', '=', nameKey)
    .where(inScope(actor, 'customers.read'))
    .where('archived_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
