import type { SearchTexts } from '@xinhang/shared/search-texts.ts';
import { indexTokens, numberTokens, parseQuery, type Term } from '@xinhang/shared/search-tokens.ts';
import type { RawBuilder, Transaction } from 'kysely';
import type { DB } from './schema/database.ts';

/** Raised when the tokens of a text change, or what is indexed: the server then indexes anew. */
export const SEARCH_LAYOUT = 2;

export type SearchColumn = keyof SearchTexts;

/** Through whom a customer is seen: by an owner, by collaborators, or by all in the pool. */
export interface Holders {
  /** Null while it lies in the pool. */
  ownerId: number | null;
  collaboratorIds: readonly number[];
}

/** Customers of these owners, those on which one of these helps, and the pool where asked for. */
export interface Within {
  ownerIds?: readonly number[];
  collaboratorIds?: readonly number[];
  pool?: boolean;
}

/** Full text search over customers, exact for any substring; one implementation per engine. */
export interface SearchIndex {
  /** Replaces what is known of a customer, in the transaction that changed it. */
  put(tx: Transaction<DB>, customerId: number, texts: SearchTexts, holders: Holders): Promise<void>;
  /** The same for a customer of whom nothing is known yet. */
  add(tx: Transaction<DB>, customerId: number, texts: SearchTexts, holders: Holders): Promise<void>;
  /** Forgets a customer that is deleted. */
  remove(tx: Transaction<DB>, customerId: number): Promise<void>;
  /**
   * Every word in one of these columns, in the language of the engine; null where nothing can be
   * found. `within` narrows the search to what the reader can see, for speed: the scope is still
   * to be joined. Columns that the person may not read are left out by the caller.
   */
  expression(query: string, columns: readonly SearchColumn[], within?: Within): string | null;
  /** What an expression finds, as far as one of others finds it too. */
  both(expression: string, others: readonly string[]): string;
  /** A query of the customer ids that an expression finds. */
  matching(expression: string): CustomerIds;
}

/** Sub-select of one column `id`. */
export type CustomerIds = RawBuilder<{ id: number }>;

/**
 * The tokens under which a customer stands in the index, by column: in the pool the names of the
 * company alone, since its contacts and phones are masked for everybody (docs/decisions/0096).
 */
export function tokensOf(
  texts: SearchTexts,
  holders: Holders,
): Record<SearchColumn | 'holder', string> {
  const pooled = holders.ownerId === null;
  return {
    name: indexTokens(texts.name),
    contact: pooled ? '' : indexTokens(texts.contact),
    phone: pooled ? '' : numberTokens(texts.phone),
    holder: holderTokens(holders),
  };
}

/* Tokens that name holders: behind the sign of numbers (search-tokens.ts), and no digit. */

function holderTokens({ ownerId, collaboratorIds }: Holders): string {
  return withinTokens({
    ...(ownerId === null ? { pool: true } : { ownerIds: [ownerId] }),
    collaboratorIds,
  }).join(' ');
}

export function withinTokens({ ownerIds = [], collaboratorIds = [], pool }: Within): string[] {
  return [
    ...ownerIds.map((id) => `zo${id}`),
    ...collaboratorIds.map((id) => `zh${id}`),
    ...(pool ? ['zp'] : []),
  ];
}

/** One way in which a word can be found: a phrase in some of the columns. */
export interface Way {
  columns: SearchColumn[];
  term: Term;
}

/** For each word of a query the ways in which it is found; null where a word has none. */
export function waysOf(query: string, columns: readonly SearchColumn[]): Way[][] | null {
  const texts = columns.filter((column) => column !== 'phone');
  const words = parseQuery(query).map(({ text, number }): Way[] => [
    ...(texts.length > 0 ? [{ columns: texts, term: text }] : []),
    ...(number && columns.includes('phone') ? [{ columns: ['phone' as const], term: number }] : []),
  ]);
  return words.length === 0 || words.some((ways) => ways.length === 0) ? null : words;
}
