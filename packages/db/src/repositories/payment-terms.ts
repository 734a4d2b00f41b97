import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type TermRecord = Selectable<DB['payment_term']>;

export async function termLines(db: Reader, termId: number) {
  return await db
    .selectFrom('payment_term_line')
    .selectAll()
    .where('term_id', '=', termId)
    .orderBy('sort')
    .execute();
}

/** What is agreed with a customer, where anything is. */
export async function customerTerms(db: Reader, customerId: number) {
  return await db
    .selectFrom('customer_terms')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}
