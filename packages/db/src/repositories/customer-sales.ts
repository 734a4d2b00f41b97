import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { moved, type SalesQuestion } from './sales-figures.ts';

export interface CustomerSold {
  customerId: number;
  name: string;
  netFen: number;
}

/** What each customer bought, of those whose deliveries the actor may read. */
export async function salesByCustomer(
  db: Reader,
  actor: Actor,
  question: SalesQuestion,
): Promise<CustomerSold[]> {
  const rows = await db
    .selectFrom(moved(db, actor, question).as('moved'))
    .innerJoin('customer as buyer', 'buyer.id', 'moved.customer_id')
    .select(['moved.customer_id', 'buyer.name'])
    .select(sql<number>`sum(moved.net_fen)`.as('net_fen'))
    .groupBy(['moved.customer_id', 'buyer.name'])
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    name: row.name,
    netFen: Number(row.net_fen),
  }));
}
