import { sql, type Insertable, type SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type NamedNetting = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('netting')
    .innerJoin('customer', 'customer.id', 'netting.customer_id')
    .innerJoin('supplier', 'supplier.id', 'netting.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'netting.made_by')
    .leftJoin('user as reverser', 'reverser.id', 'netting.reversed_by')
    .selectAll('netting')
    .select(['customer.name as customer_name', 'supplier.name as supplier_name'])
    .select(['maker.name as maker_name', 'reverser.name as reverser_name'])
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));

/** A page of them, of customers in scope, the newest first. */
export async function listNettings(
  db: Reader,
  actor: Actor,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedNetting[]> {
  let query = named(db, actor);
  if (after !== null) query = query.where('netting.id', '<', after);
  return await query.orderBy('netting.id', 'desc').limit(limit).execute();
}

export async function nettingInScope(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedNetting | undefined> {
  return await named(db, actor).where('netting.id', '=', id).executeTakeFirst();
}

export async function insertNetting(
  tx: Tx,
  row: Omit<Insertable<DB['netting']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'netting', { ...row, version: 1 }, 'id');
}

/** Whether it still stood in that version. */
export async function reverseNettingRow(
  tx: Tx,
  { id, version }: { id: number; version: number },
  said: { reversal_reason: string; reversed_by: number; reversed_at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('netting')
    .set({ ...said, state: 'reversed', version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Parties that are customer and supplier by tax number or name, where something is open on both
 * sides; a pair by tax number comes before one by name.
 */
export async function nettingPairs(db: Reader, actor: Actor, limit: number) {
  const open = (side: 'ar' | 'ap', kind: string, id: string) =>
    sql<number>`(select coalesce(sum(item.open_fen), 0) from ${sql.table(`${side}_item`)} as item
      inner join ${sql.table(`${side}_ledger`)} as row on row.id = item.id
      where item.party_kind = ${kind} and item.party_id = ${sql.ref(id)}
        and item.open_fen > 0 and row.amount_fen > 0)`;
  const sameTax = sql<SqlBool>`supplier.tax_no <> '' and upper(supplier.tax_no) = upper(customer.tax_no)`;
  const rows = await db
    .selectFrom('supplier')
    .innerJoin('customer', (join) =>
      join.on(sql<SqlBool>`(${sameTax} or supplier.name = customer.name)`),
    )
    .select(['supplier.id as supplier_id', 'supplier.name as supplier_name'])
    .select(['customer.id as customer_id', 'customer.name as customer_name'])
    .select(sql<number>`case when ${sameTax} then 1 else 0 end`.as('by_tax'))
    .select(open('ar', 'customer', 'customer.id').as('receivable_fen'))
    .select(open('ap', 'supplier', 'supplier.id').as('payable_fen'))
    .where((eb) => inScope(actor, 'receivables.read')(eb as never))
    .orderBy('by_tax', 'desc')
    .orderBy('customer.id')
    .limit(limit)
    .execute();
  return rows
    .map((row) => ({
      ...row,
      receivable_fen: Number(row.receivable_fen),
      payable_fen: Number(row.payable_fen),
    }))
    .filter((row) => row.receivable_fen > 0 && row.payable_fen > 0);
}
