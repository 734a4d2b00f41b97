import {
  returnDisposals,
  sendsAgain,
  standingDeliveryStates,
} from '@xinhang/shared/delivery-rules.ts';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import { sql } from 'kysely';
import type { Reader } from '../database.ts';

export type SalesDocKind = 'salesOrder' | 'delivery' | 'salesReturn';

export interface WrongDocument {
  kind: SalesDocKind;
  id: number;
}

const heads = [
  ['salesOrder', 'sales_order', 'sales_order_line', 'order_id'],
  ['delivery', 'delivery', 'delivery_line', 'delivery_id'],
  ['salesReturn', 'sales_return', 'sales_return_line', 'return_id'],
] as const;

/** Documents whose head is not the sum of its lines. */
export async function wrongHeads(db: Reader): Promise<WrongDocument[]> {
  const wrong: WrongDocument[] = [];
  for (const [kind, head, line, of] of heads) {
    const found = await sql<{ id: number }>`
      select head.id from ${sql.table(head)} as head
      left join ${sql.table(line)} as line on ${sql.ref(`line.${of}`)} = head.id
      group by head.id, head.net_fen, head.tax_fen, head.gross_fen
      having coalesce(sum(line.net_fen), 0) <> head.net_fen
        or coalesce(sum(line.tax_fen), 0) <> head.tax_fen
        or head.net_fen + head.tax_fen <> head.gross_fen
      order by head.id`.execute(db);
    wrong.push(...found.rows.map(({ id }) => ({ kind, id })));
  }
  return wrong;
}

const standing = sql`(${sql.join(standingDeliveryStates.map((state) => sql.lit(state)))})`;
const again = sql.raw(
  `(${returnDisposals
    .filter(sendsAgain)
    .map((one) => `'${one}'`)
    .join(',')})`,
);

/**
 * Lines of orders that are not as far as their deliveries and returns say, in quantity or in money;
 * and those of which nothing is open and whose parts do not sum to them.
 */
export async function wrongProgress(db: Reader): Promise<{ id: number; order_id: number }[]> {
  const found = await sql<{ id: number; order_id: number }>`
    select line.id, line.order_id from sales_order_line as line
    left join (
      select order_line_id as id, sum(part.qty_e4) as qty, sum(part.net_fen) as net,
        sum(part.tax_fen) as tax
      from delivery_line as part inner join delivery on delivery.id = part.delivery_id
      where delivery.state in ${standing} group by order_line_id
    ) as sent on sent.id = line.id
    left join (
      select order_line_id as id, sum(back.qty_e4) as qty, sum(back.net_fen) as net,
        sum(back.tax_fen) as tax,
        sum(case when disposal in ${again} then back.qty_e4 else 0 end) as again,
        sum(case when disposal in ${again} then 0 else back.net_fen end) as net_good,
        sum(case when disposal in ${again} then 0 else back.tax_fen end) as tax_good
      from sales_return_line as back
      inner join sales_return on sales_return.id = back.return_id
      inner join delivery_line on delivery_line.id = back.delivery_line_id
      where sales_return.state = 'confirmed' group by order_line_id
    ) as came on came.id = line.id
    where line.delivered_e4 <> coalesce(sent.qty, 0)
      or line.returned_e4 <> coalesce(came.qty, 0)
      or line.replace_e4 <> coalesce(came.again, 0)
      or line.delivered_net_fen <> coalesce(sent.net, 0) - coalesce(came.net, 0)
      or line.delivered_tax_fen <> coalesce(sent.tax, 0) - coalesce(came.tax, 0)
      or line.returned_net_fen <> coalesce(came.net_good, 0)
      or line.returned_tax_fen <> coalesce(came.tax_good, 0)
      or (line.delivered_e4 - line.replace_e4 + line.cancelled_e4 = line.qty_e4 and (
        line.delivered_net_fen + line.returned_net_fen + line.cancelled_net_fen <> line.net_fen
        or line.delivered_tax_fen + line.returned_tax_fen + line.cancelled_tax_fen <> line.tax_fen))
    order by line.id`.execute(db);
  return found.rows;
}

/** Lines of deliveries of which another quantity, or cost, came back than returns say. */
export async function wrongReturned(db: Reader): Promise<WrongDocument[]> {
  const found = await sql<{ id: number }>`
    select distinct line.delivery_id as id from delivery_line as line
    left join (
      select delivery_line_id as id, sum(qty_e4) as qty, sum(coalesce(cost_fen, 0)) as cost
      from sales_return_line inner join sales_return on sales_return.id = return_id
      where sales_return.state = 'confirmed' group by delivery_line_id
    ) as came on came.id = line.id
    where line.returned_e4 <> coalesce(came.qty, 0)
      or line.returned_cost_fen <> coalesce(came.cost, 0)
      or line.returned_e4 > line.qty_e4
    order by line.delivery_id`.execute(db);
  return found.rows.map(({ id }) => ({ kind: 'delivery', id }));
}

/**
 * Deliveries and returns of which the ledgers say something else: what is owed, the receivable and
 * the stock of their vouchers, the value that the stock ledger moved. One that was taken back owes
 * nothing, and its vouchers say what its rows moved.
 */
export async function wrongPostings(db: Reader): Promise<WrongDocument[]> {
  const held = sql.join(heldKinds.map((kind) => sql.lit(kind)));
  const found = await sql<WrongDocument>`
    select kind, id from (
      select 'delivery' as kind, id, case when state in ${standing} then gross_fen else 0 end as due,
        0 as owed, 0 as receivable, 0 as stock, 0 as moved from delivery
      union all
      select 'salesReturn', id, case when state = 'confirmed' then -gross_fen else 0 end,
        0, 0, 0, 0 from sales_return
      union all
      select doc_kind, doc_id, 0, amount_fen, 0, 0, 0 from ar_ledger
        where doc_kind in ('delivery', 'salesReturn')
      union all
      select doc_kind, doc_id, 0, 0,
        case when account = 'receivable' then voucher_line.amount_fen else 0 end,
        case when account = 'stock' then voucher_line.amount_fen else 0 end, 0
        from voucher_line inner join voucher on voucher.id = voucher_line.voucher_id
        where doc_kind in ('delivery', 'salesReturn') and account in ('receivable', 'stock')
      union all
      select doc_kind, doc_id, 0, 0, 0, 0, case
        when target.kind in (${held}) and source.kind not in (${held}) then value_fen
        when source.kind in (${held}) and target.kind not in (${held}) then -value_fen
        else 0 end
        from stock_ledger
        inner join location as source on source.id = stock_ledger.from_location_id
        inner join location as target on target.id = stock_ledger.to_location_id
        where doc_kind in ('delivery', 'salesReturn')
    ) as sides
    group by kind, id
    having sum(due) <> sum(owed) or sum(owed) <> sum(receivable) or sum(stock) <> sum(moved)
    order by kind, id`.execute(db);
  return found.rows;
}
