import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { remembered } from '../remembered.ts';
import { inScope, withinReach } from '../scope.ts';
import type { SearchColumn, SearchIndex } from '../search-index.ts';
import { listColumns, type CustomerListRecord } from './customer-list.ts';

export interface Words {
  search: SearchIndex;
  q: string;
  /** What this person may search. */
  columns: readonly SearchColumn[];
  /** Only where at least one word is found in a contact rather than in the company's name. */
  ofContacts?: boolean;
}
export type FoundCustomer = CustomerListRecord & { name_key: string };

const foundColumns = [...listColumns, 'customer.name_key'] as const;

function expressionOf(actor: Actor, { search, q, columns, ofContacts }: Words): string | null {
  const within = withinReach(actor, 'customers.read');
  if (!ofContacts) return search.expression(q, columns, within);
  const inContacts = columns.filter((column) => column !== 'name');
  const words = searchRuns(q);
  if (words.length === 1) return search.expression(q, inContacts, within);
  const everywhere = search.expression(q, columns, within);
  const some = words.flatMap((word) => search.expression(word, inContacts) ?? []);
  return everywhere && some.length > 0 ? search.both(everywhere, some) : null;
}

/**
 * Customers found by words, the newest first: the index is walked backwards, so that it stops
 * after a page.
 */
export async function searchCustomers(
  db: Reader,
  actor: Actor,
  words: Words,
  limit: number,
): Promise<FoundCustomer[]> {
  const expression = expressionOf(actor, words);
  if (expression === null) return [];
  const asked = { owner: actor, key: `search,${limit}`, values: { expression } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom('customer')
      .innerJoin(words.search.matching(values.expression).as('hit'), 'hit.id', 'customer.id')
      .select(foundColumns)
      .where(inScope(actor, 'customers.read') as never)
      .where('customer.archived_at', 'is', null)
      .orderBy('hit.id', 'desc')
      .limit(limit),
  );
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
