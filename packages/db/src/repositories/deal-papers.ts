import type { Reader } from '../database.ts';

/** Whether an order of this deal was confirmed, and not made void since. */
export async function hasConfirmedOrder(db: Reader, dealId: number): Promise<boolean> {
  const row = await db
    .selectFrom('sales_order')
    .select('id')
    .where('deal_id', '=', dealId)
    .where('state', 'in', ['confirmed', 'partly', 'done', 'closed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a contract of this deal is in force, or was fulfilled. */
export async function hasContractInForce(db: Reader, dealId: number): Promise<boolean> {
  const row = await db
    .selectFrom('contract')
    .select('id')
    .where('deal_id', '=', dealId)
    .where('state', 'in', ['active', 'fulfilled'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
