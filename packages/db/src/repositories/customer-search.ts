import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { remembered } from '../remembered.ts';
import { contactsShown, inScope, withinPool, withinReach } from '../scope.ts';
import type { SearchColumn, SearchIndex, Within } from '../search-index.ts';
import { listColumns, type CustomerListRecord } from './customer-list.ts';

export interface Words {
  search: SearchIndex;
  q: string;
  /** What this person may search; of what lies in the pool it is the name alone. */
  columns: readonly SearchColumn[];
  /** Only where at least one word is found in a contact rather than in the company's name. */
  ofContacts?: boolean;
}
export type FoundCustomer = CustomerListRecord & { name_key: string };

const foundColumns = [...listColumns, 'customer.name_key'] as const;

/**
 * Customers found by words, the newest first: the index is walked backwards, so that it stops
 * after a page. Those of the pool are found by the names of the company alone.
 */
export async function searchCustomers(
  db: Reader,
  actor: Actor,
  words: Words,
  limit: number,
): Promise<FoundCustomer[]> {
  const { search, q, columns, ofContacts } = words;
  const within = withinReach(actor, 'customers.read');
  const own = await found(db, actor, search, expressionOf(words, within), 'own', limit);
  if (ofContacts || !columns.includes('name')) return own;
  const inPool = search.expression(q, ['name'], withinPool(actor));
  const pool = await found(db, actor, search, inPool, 'pool', limit);
  return [...own, ...pool].toSorted((a, b) => b.id - a.id).slice(0, limit);
}

function expressionOf({ search, q, columns, ofContacts }: Words, within: Within | undefined) {
  if (!ofContacts) return search.expression(q, columns, within);
  const inContacts = columns.filter((column) => column !== 'name');
  const words = searchRuns(q);
  if (words.length === 1) return search.expression(q, inContacts, within);
  const everywhere = search.expression(q, columns, within);
  const some = words.flatMap((word) => search.expression(word, inContacts) ?? []);
  return everywhere && some.length > 0 ? search.both(everywhere, some) : null;
}

async function found(
  db: Reader,
  actor: Actor,
  search: SearchIndex,
  expression: string | null,
  part: 'own' | 'pool',
  limit: number,
): Promise<FoundCustomer[]> {
  if (expression === null) return [];
  const asked = { owner: actor, key: `search,${part},${limit}`, values: { expression } };
  return await remembered(db, asked, (values) => {
    const query = db
      .selectFrom('customer')
      .innerJoin(search.matching(values.expression).as('hit'), 'hit.id', 'customer.id')
      .select(foundColumns)
      .where(inScope(actor, 'customers.read') as never)
      .where('customer.archived_at', 'is', null)
      .orderBy('hit.id', 'desc')
      .limit(limit);
    return part === 'pool'
      ? query.where('customer.pool_id', 'is not', null)
      : query.where(contactsShown as never);
  });
}

/** Those that bear exactly this name, whatever else is like it. */
export async function customersNamed(
  db: Reader,
  actor: Actor,
  nameKey: string,
  limit: number,
): Promise<FoundCustomer[]> {
  const asked = { owner: actor, key: `named,${limit}`, values: { nameKey } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom('customer')
      .select(foundColumns)
      .where('name_key', '=', values.nameKey)
      .where(inScope(actor, 'customers.read'))
      .where('archived_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(limit),
  );
}
