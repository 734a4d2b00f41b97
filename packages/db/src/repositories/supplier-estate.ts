import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Handing } from './customer-estate.ts';

const KIND = 'supplier';
const whole = (value: number) => sql<number>`cast(${value} as bigint)`;

/** Suppliers that a person keeps, those out of use with them. */
export async function suppliersToHand(db: Reader, userId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('supplier')
    .select('id')
    .where('buyer_id', '=', userId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Gives the suppliers of a handover to their receivers, or back; answers how many went. */
export async function handSuppliers(tx: Tx, { id, userId, back }: Handing): Promise<number> {
  const rows = tx
    .selectFrom('handover_row')
    .select('row_id')
    .where('handover_id', '=', id)
    .where('kind', '=', KIND)
    .where('outcome', '=', back ? 'back' : 'handed');
  const receiver = sql<number>`(select to_id from handover_row where handover_id = ${whole(id)}
    and kind = 'supplier' and row_id = supplier.id)`;
  const moved = await tx
    .updateTable('supplier')
    .set((eb) => ({ buyer_id: back ? userId : receiver, version: eb('version', '+', 1) }))
    .where('id', 'in', rows)
    .where('buyer_id', '=', back ? receiver : userId)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

/** Suppliers of a handover that somebody else keeps by now. */
export async function suppliersMovedOn(tx: Tx, handoverId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .innerJoin('supplier', 'supplier.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', KIND)
    .whereRef('supplier.buyer_id', '<>', 'handover_row.to_id')
    .execute();
  return rows.map((row) => row.row_id);
}
