import { containsIn } from '../contains.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { inScope } from '../scope.ts';
import { isOf, mayBeOpen, openOn } from './party-accounts.ts';

export interface ReceivableQuestion {
  /** Business date; absent: what is open now, whatever its date. */
  on?: string | undefined;
  customerId?: number | undefined;
  ownerId?: number | undefined;
  text?: string | undefined;
}

/**
 * What is open of each row of customers in scope, now or at the end of a business date: what was
 * settled later is open then. Rows with nothing open are left out.
 */
export async function openReceivables(db: Reader, actor: Actor, asked: ReceivableQuestion) {
  const { on } = asked;
  let query = db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .innerJoin('customer', 'customer.id', 'item.party_id')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select(['row.id', 'row.kind', 'row.due_date', 'customer.id as customer_id'])
    .select(['customer.name as customer_name', 'customer.owner_id', 'owner.name as owner_name'])
    .select(openOn('ar', on).as('open_fen'))
    .where(isOf('customer', on))
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));
  query = query.where(mayBeOpen('ar', on));
  if (on !== undefined) query = query.where('row.business_date', '<=', on);
  if (asked.customerId !== undefined) query = query.where('customer.id', '=', asked.customerId);
  if (asked.ownerId !== undefined) query = query.where('customer.owner_id', '=', asked.ownerId);
  const { text = '' } = asked;
  if (text !== '') query = query.where((eb) => containsIn(eb, ['customer.name'], text));
  const rows = await query.execute();
  return rows
    .map((row) => ({ ...row, open_fen: Number(row.open_fen) }))
    .filter((row) => row.open_fen !== 0);
}

/** How many rows of customers may be open now, or at the end of a day; counted no further than a cap. */
export async function openRowsUpTo(
  db: Reader,
  on: string | undefined,
  cap: number,
): Promise<number> {
  const rows = await db
    .selectFrom('ar_item as item')
    .select('item.id')
    .where('item.party_kind', '=', 'customer')
    .where(mayBeOpen('ar', undefined))
    .limit(cap)
    .execute();
  if (on === undefined || rows.length === cap) return rows.length;
  const later = await db
    .selectFrom('ar_allocation')
    .select('owed_id')
    .where('business_date', '>', on)
    .limit(cap - rows.length)
    .execute();
  return rows.length + later.length;
}

/**
 * What customers of these owners, in scope, owe now and what of it was due before a business date, by
 * owner; advances and credits are not set against it. Owners whose customers owe nothing are left out.
 */
export async function owedByOwner(
  db: Reader,
  actor: Actor,
  ownerIds: readonly number[],
  on: string,
): Promise<{ ownerId: number; openFen: number; overdueFen: number }[]> {
  if (ownerIds.length === 0) return [];
  const rows = await db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .innerJoin('customer', 'customer.id', 'item.party_id')
    .where(isOf('customer', undefined))
    .where(mayBeOpen('ar', undefined))
    .where('item.open_fen', '>', 0)
    .where('customer.owner_id', 'in', ownerIds)
    .where((eb) => inScope(actor, 'receivables.read')(eb as never))
    .select((eb) => [
      'customer.owner_id as owner_id',
      eb.fn.sum<number>('item.open_fen').as('open'),
      eb.fn.sum<number>('item.open_fen').filterWhere('row.due_date', '<', on).as('overdue'),
    ])
    .groupBy('customer.owner_id')
    .execute();
  return rows.map((row) => ({
    ownerId: row.owner_id!,
    openFen: Number(row.open),
    overdueFen: Number(row.overdue ?? 0),
  }));
}
