import type { SearchTexts } from '@xinhang/shared/search-texts.ts';
import type { RawBuilder, Transaction } from 'kysely';
import type { DB } from './schema/database.ts';

export type SearchColumn = keyof SearchTexts;

/** Full text search over customers, exact for any substring; one implementation per engine. */
export interface SearchIndex {
  /** Replaces what is known of a customer, in the transaction that changed it. */
  put(tx: Transaction<DB>, customerId: number, texts: SearchTexts): Promise<void>;
  /** Forgets a customer that is deleted. */
  remove(tx: Transaction<DB>, customerId: number): Promise<void>;
  /**
   * A query of customer ids whose columns contain every word; to be joined with the scope.
   * Columns that the person may not read are left out by the caller.
   */
  matching(query: string, columns: readonly SearchColumn[]): CustomerIds;
}

/** Sub-select of one column `id`. */
export type CustomerIds = RawBuilder<{ id: number }>;
