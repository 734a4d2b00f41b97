import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { NO_DATE } from '../no-date.ts';
import { dealInScope } from '../scope-deals.ts';
import type { DealRecord } from './deals.ts';

/** Open deals: written out and not as a value, so that the index that holds them alone is used. */
const stillOpen = sql<boolean>`deal.closed_on = ${sql.lit(NO_DATE)}`;

const openDeals = (db: Reader, actor: Actor) =>
  db.selectFrom('deal').selectAll('deal').where(stillOpen).where(dealInScope(actor, 'deals.read'));

/** Open deals that the actor sees whose name begins so, by name: the index stops after a page. */
export async function dealsNamed(
  db: Reader,
  actor: Actor,
  nameKey: string,
  limit: number,
): Promise<DealRecord[]> {
  if (nameKey === '') return [];
  return await openDeals(db, actor)
    .where('deal.name_key', '>=', nameKey)
    .where('deal.name_key', '<', `${nameKey}\uffff`)
    .orderBy('deal.name_key')
    .limit(limit)
    .execute();
}

/** Open deals that the actor sees of these few customers, the newest first. */
export async function dealsOfCustomers(
  db: Reader,
  actor: Actor,
  customerIds: readonly number[],
  limit: number,
): Promise<DealRecord[]> {
  if (customerIds.length === 0) return [];
  return await openDeals(db, actor)
    .where('deal.customer_id', 'in', customerIds)
    .orderBy('deal.created_at', 'desc')
    .limit(limit)
    .execute();
}
