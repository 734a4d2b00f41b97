import { heldKinds } from '@xinhang/shared/stock-places.ts';
import { sql } from 'kysely';
import type { Reader } from '../database.ts';

export type PurchaseDocKind = 'purchaseOrder' | 'receiptNote' | 'purchaseReturn';

export interface WrongPurchase {
  kind: PurchaseDocKind;
  id: number;
}

const heads = [
  ['purchaseOrder', 'purchase_order', 'purchase_order_line', 'order_id'],
  ['receiptNote', 'receipt_note', 'receipt_note_line', 'receipt_note_id'],
  ['purchaseReturn', 'purchase_return', 'purchase_return_line', 'return_id'],
] as const;

/** Documents whose head is not the sum of its lines. */
export async function wrongPurchaseHeads(db: Reader): Promise<WrongPurchase[]> {
  const wrong: WrongPurchase[] = [];
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

/**
 * Lines of orders that are not as far as their receipts and returns say, in quantity or in money;
 * and those that came whole and whose parts do not sum to them.
 */
export async function wrongPurchaseProgress(
  db: Reader,
): Promise<{ id: number; order_id: number }[]> {
  const found = await sql<{ id: number; order_id: number }>`
    select line.id, line.order_id from purchase_order_line as line
    left join (
      select order_line_id as id, sum(part.qty_e4) as qty, sum(part.net_fen) as net,
        sum(part.tax_fen) as tax
      from receipt_note_line as part
      inner join receipt_note on receipt_note.id = part.receipt_note_id
      where receipt_note.state = 'confirmed' group by order_line_id
    ) as came on came.id = line.id
    left join (
      select part.order_line_id as id, sum(back.qty_e4) as qty, sum(back.net_fen) as net,
        sum(back.tax_fen) as tax,
        sum(case when replaces = 1 then back.qty_e4 else 0 end) as again,
        sum(case when replaces = 1 then 0 else back.net_fen end) as net_good,
        sum(case when replaces = 1 then 0 else back.tax_fen end) as tax_good
      from purchase_return_line as back
      inner join purchase_return on purchase_return.id = back.return_id
      inner join receipt_note_line as part on part.id = back.receipt_line_id
      where purchase_return.state = 'confirmed' group by part.order_line_id
    ) as went on went.id = line.id
    where line.received_e4 <> coalesce(came.qty, 0)
      or line.returned_e4 <> coalesce(went.qty, 0)
      or line.replace_e4 <> coalesce(went.again, 0)
      or line.received_net_fen <> coalesce(came.net, 0) - coalesce(went.net, 0)
      or line.received_tax_fen <> coalesce(came.tax, 0) - coalesce(went.tax, 0)
      or line.returned_net_fen <> coalesce(went.net_good, 0)
      or line.returned_tax_fen <> coalesce(went.tax_good, 0)
      or (line.received_e4 - line.replace_e4 = line.qty_e4 and (
        line.received_net_fen + line.returned_net_fen <> line.net_fen
        or line.received_tax_fen + line.returned_tax_fen <> line.tax_fen))
    order by line.id`.execute(db);
  return found.rows;
}

/** Receipts of which more went back than came, in quantity or in value. */
export async function wrongGoneBack(db: Reader): Promise<WrongPurchase[]> {
  const found = await sql<{ id: number }>`
    select distinct line.receipt_note_id as id from receipt_note_line as line
    inner join receipt_note on receipt_note.id = line.receipt_note_id
    inner join (
      select receipt_line_id as id, sum(qty_e4) as qty, sum(coalesce(came_fen, 0)) as came
      from purchase_return_line
      inner join purchase_return on purchase_return.id = return_id
      where purchase_return.state = 'confirmed' group by receipt_line_id
    ) as back on back.id = line.id
    where receipt_note.state <> 'confirmed' or back.qty > line.qty_e4
      or back.came > coalesce(line.cost_fen, 0)
      or (back.qty = line.qty_e4 and back.came <> line.cost_fen)
    order by line.receipt_note_id`.execute(db);
  return found.rows.map(({ id }) => ({ kind: 'receiptNote', id }));
}

/**
 * Receipts whose goods do not cost what they came for and their part of the freight, or whose freight
 * is not wholly in them.
 */
export async function wrongSpread(db: Reader): Promise<WrongPurchase[]> {
  const own = sql`(line.net_fen + case when note.deductible = 1 then 0 else line.tax_fen end)`;
  const found = await sql<{ id: number }>`
    select note.id from receipt_note as note
    inner join receipt_note_line as line on line.receipt_note_id = note.id
    where note.state <> 'draft'
    group by note.id
    having sum(case when line.way = 'spread' then ${own} else 0 end) <> sum(line.spread_fen)
      or sum(case when line.cost_fen = case when line.way = 'goods' then ${own} + line.spread_fen
        else 0 end then 0 else 1 end) > 0
    order by note.id`.execute(db);
  return found.rows.map(({ id }) => ({ kind: 'receiptNote', id }));
}

/**
 * Receipts and returns of which the ledgers say something else: what is owed, the payable and the
 * stock of their vouchers, the value that the stock ledger moved, and what a return took back of the
 * estimate, unless it was before there were invoices. One that was taken back owes nothing, and its vouchers say what its rows moved.
 */
export async function wrongPurchasePostings(db: Reader): Promise<WrongPurchase[]> {
  const held = sql.join(heldKinds.map((kind) => sql.lit(kind)));
  const found = await sql<WrongPurchase>`
    select kind, id from (
      select 'receiptNote' as kind, id,
        case when state = 'confirmed' then gross_fen else 0 end as due, 0 as back,
        0 as owed, 0 as estimate, 0 as payable, 0 as estimated, 0 as stock, 0 as moved
        from receipt_note
      union all
      select 'purchaseReturn', id, case when state = 'confirmed' then -gross_fen else 0 end,
        0, 0, 0, 0, 0, 0, 0 from purchase_return
      union all
      select 'purchaseReturn', return_id, 0, -(estimate_net_fen + estimate_tax_fen),
        0, 0, 0, 0, 0, 0 from purchase_return_line
        inner join purchase_return on purchase_return.id = return_id
        where state = 'confirmed'
      union all
      select doc_kind, doc_id, 0, 0,
        case when kind = 'estimate' then 0 else amount_fen end,
        case when kind = 'estimate' then amount_fen else 0 end, 0, 0, 0, 0 from ap_ledger
        where doc_kind in ('receiptNote', 'purchaseReturn')
      union all
      select doc_kind, doc_id, 0, 0, 0, 0,
        case when account = 'payable' then -voucher_line.amount_fen else 0 end,
        case when account = 'payableEstimate' then -voucher_line.amount_fen else 0 end,
        case when account = 'stock' then voucher_line.amount_fen else 0 end, 0
        from voucher_line inner join voucher on voucher.id = voucher_line.voucher_id
        where doc_kind in ('receiptNote', 'purchaseReturn')
          and account in ('payable', 'payableEstimate', 'stock')
      union all
      select doc_kind, doc_id, 0, 0, 0, 0, 0, 0, 0, case
        when target.kind in (${held}) and source.kind not in (${held}) then value_fen
        when source.kind in (${held}) and target.kind not in (${held}) then -value_fen
        else 0 end
        from stock_ledger
        inner join location as source on source.id = stock_ledger.from_location_id
        inner join location as target on target.id = stock_ledger.to_location_id
        where doc_kind in ('receiptNote', 'purchaseReturn')
    ) as sides
    group by kind, id
    having sum(due) <> sum(owed) + sum(estimate) or sum(owed) <> sum(payable)
      or sum(estimate) <> sum(estimated) or sum(stock) <> sum(moved)
      or (kind = 'purchaseReturn' and sum(estimate) <> 0 and sum(back) <> sum(estimate))
    order by kind, id`.execute(db);
  return found.rows;
}
