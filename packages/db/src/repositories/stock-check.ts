import { sql, type SqlBool } from 'kysely';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import type { Reader } from '../database.ts';
import { standsIn } from '../originals.ts';
import { aliveStates, openE4 } from './sales-orders.ts';

const heldList = sql.join(heldKinds.map((kind) => sql.lit(kind)));

export interface WrongBalance {
  product_id: number;
  location_id: number;
  batch: string;
  cached: number;
  posted: number;
}

/** Places whose quantity is not what the ledger says. */
export async function wrongBalances(db: Reader): Promise<WrongBalance[]> {
  const found = await sql<WrongBalance>`
    select product_id, location_id, batch, sum(cached) as cached, sum(posted) as posted from (
      select entity_id, product_id, location_id, batch, qty_e4 as cached, 0 as posted
        from stock_balance
      union all
      select entity_id, product_id, to_location_id, batch, 0, qty_e4 from stock_ledger
      union all
      select entity_id, product_id, from_location_id, batch, 0, -qty_e4 from stock_ledger
    ) as both_sides
    group by entity_id, product_id, location_id, batch
    having sum(cached) <> sum(posted)
    order by product_id, location_id, batch`.execute(db);
  return found.rows;
}

/**
 * Places of the company of which less than nothing is left, but for warehouses that no more is
 * missing of than went out beyond what they had (docs/decisions/0338).
 */
export async function negativePlaces(db: Reader) {
  return await db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select(['stock_balance.product_id', 'stock_balance.location_id', 'stock_balance.qty_e4'])
    .where('location.kind', 'in', heldKinds)
    .where('stock_balance.qty_e4', '<', 0)
    .where(
      sql<SqlBool>`not (location.kind = 'warehouse' and stock_balance.batch = ''
        and -stock_balance.qty_e4 <= (
          select coalesce(sum(gone.qty_e4), 0) from stock_ledger as gone
          where gone.entity_id = stock_balance.entity_id
            and gone.product_id = stock_balance.product_id
            and gone.from_location_id = stock_balance.location_id
            and gone.provisional = 1 and ${standsIn('stock_ledger', 'gone.id')}))`,
    )
    .execute();
}

export interface WrongPool {
  product_id: number;
  qty: number;
  posted_qty: number;
  value: number;
  posted_value: number;
}

/** Cost pools that are not what came in less what went out, or that have value without goods. */
export async function wrongPools(db: Reader): Promise<WrongPool[]> {
  const way = (column: string) => sql`(case
    when target.kind in (${heldList}) and source.kind not in (${heldList}) then ${sql.ref(column)}
    when source.kind in (${heldList}) and target.kind not in (${heldList}) then -${sql.ref(column)}
    else 0 end)`;
  const found = await sql<WrongPool>`
    select product_id, sum(qty) as qty, sum(posted_qty) as posted_qty,
      sum(value) as value, sum(posted_value) as posted_value from (
      select entity_id, product_id, qty_e4 as qty, value_fen as value,
        0 as posted_qty, 0 as posted_value from stock_pool
      union all
      select stock_ledger.entity_id, stock_ledger.product_id, 0, 0,
        ${way('stock_ledger.qty_e4')}, ${way('stock_ledger.value_fen')}
        from stock_ledger
        inner join location as source on source.id = stock_ledger.from_location_id
        inner join location as target on target.id = stock_ledger.to_location_id
    ) as both_sides
    group by entity_id, product_id
    having sum(qty) <> sum(posted_qty) or sum(value) <> sum(posted_value)
      or (sum(posted_qty) = 0 and sum(posted_value) <> 0)
    order by product_id`.execute(db);
  return found.rows;
}

/** Pieces that the last row of the ledger about them left elsewhere. */
export async function wrongPieces(db: Reader): Promise<{ product_id: number; serial: string }[]> {
  const found = await sql<{ product_id: number; serial: string }>`
    select product_id, serial from stock_serial
    where location_id <> coalesce((
      select to_location_id from stock_ledger
      where stock_ledger.product_id = stock_serial.product_id
        and stock_ledger.serial = stock_serial.serial and stock_ledger.serial <> ''
      order by stock_ledger.id desc limit 1), 0)
    order by product_id, serial`.execute(db);
  return found.rows;
}

/** Places where another quantity is reserved than lines of orders keep there. */
export async function wrongReservations(db: Reader): Promise<WrongBalance[]> {
  const found = await sql<WrongBalance>`
    select product_id, location_id, '' as batch, sum(cached) as cached, sum(posted) as posted from (
      select entity_id, product_id, location_id, reserved_e4 as cached, 0 as posted
        from stock_balance
      union all
      select sales_order.entity_id, sales_order_line.product_id, sales_order.warehouse_id,
        0, sales_order_line.reserved_e4
        from sales_order_line
        inner join sales_order on sales_order.id = sales_order_line.order_id
        where sales_order_line.reserved_e4 <> 0
    ) as both_sides
    group by entity_id, product_id, location_id
    having sum(cached) <> sum(posted)
    order by product_id, location_id`.execute(db);
  return found.rows;
}

/** Lines of orders that keep another quantity than what is open of them. */
export async function wrongKeeping(db: Reader) {
  return await db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('product', 'product.id', 'sales_order_line.product_id')
    .select(['sales_order_line.id', 'sales_order_line.order_id', 'sales_order_line.reserved_e4'])
    .where('product.kind', '=', 'goods')
    .where(
      sql<boolean>`sales_order_line.reserved_e4 <> case
        when sales_order.state in (${sql.join(aliveStates.map((one) => sql.lit(one)))})
          and sales_order_line.drop_ship = 0 and ${openE4} > 0 then ${openE4} else 0 end`,
    )
    .execute();
}
