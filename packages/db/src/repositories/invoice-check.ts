import { sql } from 'kysely';
import type { Reader } from '../database.ts';

/** Fapiao whose head is not the sum of its lines, or of which more is red than there was. */
export async function wrongFapiao(db: Reader): Promise<number[]> {
  const heads = await sql<{ id: number }>`
    select head.id from fapiao as head left join fapiao_line as line on line.fapiao_id = head.id
    group by head.id, head.net_fen, head.tax_fen, head.gross_fen
    having coalesce(sum(line.net_fen), 0) <> head.net_fen
      or coalesce(sum(line.tax_fen), 0) <> head.tax_fen
      or head.net_fen + head.tax_fen <> head.gross_fen`.execute(db);
  const red = await sql<{ id: number }>`
    select blue.fapiao_id as id from fapiao_line as blue
    inner join fapiao_line as red on red.red_of_line_id = blue.id
    group by blue.id, blue.fapiao_id, blue.qty_e4
    having blue.qty_e4 + sum(red.qty_e4) < 0`.execute(db);
  return [...heads.rows, ...red.rows].map(({ id }) => id);
}

/**
 * Lines of orders and deliveries that say another thing of what is invoiced than the fapiao do, or
 * of which more is invoiced than was delivered.
 */
export async function wrongInvoiced(
  db: Reader,
): Promise<{ kind: 'salesOrder' | 'delivery'; id: number }[]> {
  const ordered = await sql<{ id: number }>`
    select line.order_id as id from sales_order_line as line left join (
      select order_line_id as id, sum(qty_e4) as qty, sum(net_fen) as net, sum(tax_fen) as tax
      from fapiao_line group by order_line_id
    ) as made on made.id = line.id
    where line.invoiced_e4 <> coalesce(made.qty, 0)
      or line.invoiced_net_fen <> coalesce(made.net, 0)
      or line.invoiced_tax_fen <> coalesce(made.tax, 0)`.execute(db);
  const delivered = await sql<{ id: number }>`
    select line.delivery_id as id from delivery_line as line
    inner join delivery on delivery.id = line.delivery_id
    left join (
      select delivery_line_id as id, sum(qty_e4) as qty, sum(net_fen) as net, sum(tax_fen) as tax
      from fapiao_line where delivery_line_id is not null group by delivery_line_id
    ) as made on made.id = line.id
    where line.invoiced_e4 <> coalesce(made.qty, 0)
      or line.invoiced_net_fen <> coalesce(made.net, 0)
      or line.invoiced_tax_fen <> coalesce(made.tax, 0)
      or line.invoiced_e4 > line.qty_e4
      or (line.invoiced_e4 <> 0 and delivery.state not in ('confirmed', 'signed'))`.execute(db);
  return [
    ...ordered.rows.map(({ id }) => ({ kind: 'salesOrder' as const, id })),
    ...delivered.rows.map(({ id }) => ({ kind: 'delivery' as const, id })),
  ];
}

/** Output tax as vouchers say it and as the fapiao that were issued say it, in fen. */
export async function outputTax(db: Reader): Promise<{ vouchersFen: number; fapiaoFen: number }> {
  const said = await db
    .selectFrom('voucher_line')
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('fen'))
    .where('account', '=', 'taxOutput')
    .executeTakeFirst();
  const made = await sql<{ fen: number | null }>`
    select sum(tax_fen) as fen from fapiao where state <> 'registered'`.execute(db);
  // Credits stand below 0 in vouchers.
  return { vouchersFen: -Number(said?.fen ?? 0), fapiaoFen: Number(made.rows[0]?.fen ?? 0) };
}
