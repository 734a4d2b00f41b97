import type { Reader } from '../database.ts';

/** How a contract of a customer ends, or ended. */
export interface ContractEnd {
  customer_id: number;
  state: string;
  start_on: string;
  /** Its last day as agreed; null: without an end. */
  end_on: string | null;
  /** UTC ms; when it was said to be fulfilled or terminated. */
  ended_at: number | null;
}

/** Contracts of these customers that hold, held once or wait for their approval. */
export async function contractEnds(
  db: Reader,
  customerIds: readonly number[],
): Promise<ContractEnd[]> {
  if (customerIds.length === 0) return [];
  return await db
    .selectFrom('contract')
    .select(['customer_id', 'state', 'start_on', 'end_on', 'ended_at'])
    .where('customer_id', 'in', customerIds)
    .where('state', 'in', ['approving', 'active', 'fulfilled', 'terminated'])
    .execute();
}
