import { heldKinds } from '@xinhang/shared/stock-places.ts';
import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { standsIn } from '../originals.ts';

const held = sql.join(heldKinds.map((kind) => sql.lit(kind)));

/** Products of which another quantity, or value, is short than their issues wait for. */
export async function wrongShort(db: Reader): Promise<{ product_id: number }[]> {
  const found = await sql<{ product_id: number }>`
    select product_id from (
      select entity_id, product_id, case when qty_e4 < 0 then -qty_e4 else 0 end as qty,
        case when qty_e4 < 0 then -value_fen else 0 end as value from stock_pool
      union all
      select entity_id, product_id, -open_e4, -open_fen from provisional_issue
    ) as both_sides
    group by entity_id, product_id
    having sum(qty) <> 0 or sum(value) <> 0
    order by product_id`.execute(db);
  return found.rows;
}

/** Issues of which something else is open than came in for them, or that were taken back. */
export async function wrongIssues(db: Reader): Promise<{ id: number }[]> {
  const found = await sql<{ id: number }>`
    select issue.id from provisional_issue as issue
    left join (
      select issue_id, sum(qty_e4) as qty, sum(provisional_fen) as value
      from cost_correction where taken_back = 0 group by issue_id
    ) as came on came.issue_id = issue.id
    where case when ${standsIn('stock_ledger', 'issue.id')}
      then issue.open_e4 <> issue.qty_e4 - coalesce(came.qty, 0)
        or issue.open_fen <> issue.value_fen - coalesce(came.value, 0)
      else issue.open_e4 <> 0 or came.qty is not null end
    order by issue.id`.execute(db);
  return found.rows;
}

/** Corrections of which the stock ledger, or their vouchers, say something else. */
export async function wrongCorrections(db: Reader): Promise<{ id: number }[]> {
  const found = await sql<{ id: number }>`
    select id from (
      select id, case when taken_back = 0 then provisional_fen - real_fen else 0 end as due,
        0 as moved, 0 as stock from cost_correction
      union all
      select doc_id, 0, case when target.kind in (${held}) then value_fen else -value_fen end, 0
        from stock_ledger
        inner join location as source on source.id = stock_ledger.from_location_id
        inner join location as target on target.id = stock_ledger.to_location_id
        where doc_kind = 'costCorrection'
      union all
      select doc_id, 0, 0, amount_fen
        from voucher_line inner join voucher on voucher.id = voucher_line.voucher_id
        where doc_kind = 'costCorrection' and account = 'stock'
    ) as sides
    group by id
    having sum(due) <> sum(moved) or sum(due) <> sum(stock)
    order by id`.execute(db);
  return found.rows;
}
