import { sql, type Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** What lies in a place, what is kept there for somebody, and how many documents still name it. */
export interface LocationUses {
  goods: Pick<Selectable<DB['product']>, 'code' | 'name'>[];
  reserved: number;
  documents: number;
}

/** Documents that will move goods into or out of the place, and have not yet. */
async function openDocuments(db: Reader, id: number): Promise<number> {
  const row = await db
    .selectNoFrom((eb) =>
      sql<number>`${eb
        .selectFrom('stock_document')
        .select((own) => own.fn.countAll<number>().as('n'))
        .where('state', 'in', ['draft', 'dispatched'])
        .where((own) => own.or([own('from_location_id', '=', id), own('to_location_id', '=', id)]))}
        + ${eb
          .selectFrom('sales_order')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', 'in', ['draft', 'submitted', 'approving', 'confirmed', 'partly'])
          .where('warehouse_id', '=', id)}
        + ${eb
          .selectFrom('delivery')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', '=', 'draft')
          .where('warehouse_id', '=', id)}
        + ${eb
          .selectFrom('loan')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', 'in', ['draft', 'out'])
          .where('warehouse_id', '=', id)}
        + ${eb
          .selectFrom('sales_return')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', 'in', ['draft', 'approving', 'approved'])
          .where('warehouse_id', '=', id)}
        + ${eb
          .selectFrom('purchase_order')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', 'in', ['draft', 'confirmed', 'partly'])
          .where('warehouse_id', '=', id)}
        + ${eb
          .selectFrom('receipt_note')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', '=', 'draft')
          .where('warehouse_id', '=', id)}
        + ${eb
          .selectFrom('purchase_return')
          .select((own) => own.fn.countAll<number>().as('n'))
          .where('state', '=', 'draft')
          .where('warehouse_id', '=', id)}`.as('n'),
    )
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function usesOfLocation(db: Reader, id: number): Promise<LocationUses> {
  const balances = await db
    .selectFrom('stock_balance')
    .innerJoin('product', 'product.id', 'stock_balance.product_id')
    .select(['product.code', 'product.name'])
    .select((eb) => eb.fn.sum<number>('stock_balance.qty_e4').as('qty_e4'))
    .select((eb) => eb.fn.sum<number>('stock_balance.reserved_e4').as('reserved_e4'))
    .where('stock_balance.location_id', '=', id)
    .groupBy(['product.id', 'product.code', 'product.name'])
    .orderBy('product.code')
    .execute();
  return {
    goods: balances.filter((row) => Number(row.qty_e4) !== 0),
    reserved: balances.filter((row) => Number(row.reserved_e4) !== 0).length,
    documents: await openDocuments(db, id),
  };
}
