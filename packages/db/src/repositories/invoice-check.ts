import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';

const standing = sql.join(standingDeliveryStates.map((state) => sql.lit(state)));

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
 * Lines of orders and deliveries that say another thing of what is invoiced than the fapiao do, of
 * which more is invoiced, or marked as wanting none, than was delivered, or other marks than that.
 */
export async function wrongInvoiced(
  db: Reader,
): Promise<{ kind: 'salesOrder' | 'delivery' | 'salesReturn'; id: number }[]> {
  const ordered = await sql<{ id: number }>`
    select line.order_id as id from sales_order_line as line left join (
      select order_line_id as id, sum(qty_e4) as qty, sum(net_fen) as net, sum(tax_fen) as tax
      from fapiao_line group by order_line_id
    ) as made on made.id = line.id
    left join (
      select order_line_id as id, sum(no_fapiao_e4) as qty, sum(no_fapiao_net_fen) as net,
        sum(no_fapiao_tax_fen) as tax
      from delivery_line where no_fapiao_id is not null group by order_line_id
    ) as marked on marked.id = line.id
    where line.invoiced_e4 <> coalesce(made.qty, 0)
      or line.invoiced_net_fen <> coalesce(made.net, 0)
      or line.invoiced_tax_fen <> coalesce(made.tax, 0)
      or line.no_fapiao_e4 <> coalesce(marked.qty, 0)
      or line.no_fapiao_net_fen <> coalesce(marked.net, 0)
      or line.no_fapiao_tax_fen <> coalesce(marked.tax, 0)`.execute(db);
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
      or (line.invoiced_e4 + line.no_fapiao_e4 <> 0
        and delivery.state not in (${standing}))
      or (line.no_fapiao_e4 > 0 and (line.no_fapiao_id is null
        or line.invoiced_e4 + line.no_fapiao_e4 > line.qty_e4 - line.returned_e4))
      or (line.no_fapiao_e4 = 0 and line.no_fapiao_net_fen + line.no_fapiao_tax_fen <> 0)`.execute(
    db,
  );
  const returned = await sql<{ id: number }>`
    select line.return_id as id from sales_return_line as line
    inner join sales_return on sales_return.id = line.return_id
    left join fapiao_line as red on red.return_line_id = line.id
    where coalesce(line.red_fapiao_id, 0) <> coalesce(red.fapiao_id, 0)
      or (red.id is not null and (sales_return.state <> 'confirmed' or red.qty_e4 <> -line.qty_e4
        or red.net_fen <> -line.net_fen or red.tax_fen <> -line.tax_fen))`.execute(db);
  return [
    ...ordered.rows.map(({ id }) => ({ kind: 'salesOrder' as const, id })),
    ...delivered.rows.map(({ id }) => ({ kind: 'delivery' as const, id })),
    ...returned.rows.map(({ id }) => ({ kind: 'salesReturn' as const, id })),
  ];
}

/** Output tax as vouchers say it and as the fapiao that were issued say it, in fen. */
export async function outputTax(db: Reader): Promise<{ vouchersFen: number; fapiaoFen: number }> {
  const said = await db
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select((eb) => eb.fn.sum<number | null>('voucher_line.amount_fen').as('fen'))
    .where('voucher_line.account', '=', 'taxOutput')
    .where('voucher.doc_kind', '=', 'fapiao')
    .executeTakeFirst();
  const made = await sql<{ fen: number | null }>`
    select sum(tax_fen) as fen from fapiao where state <> 'registered'`.execute(db);
  // Credits stand below 0 in vouchers.
  return { vouchersFen: -Number(said?.fen ?? 0), fapiaoFen: Number(made.rows[0]?.fen ?? 0) };
}

/** Invoices of suppliers whose head is not the sum of its lines, or of which more is red than there was. */
export async function wrongSupplierInvoices(db: Reader): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select head.id from supplier_invoice as head
    left join (
      select invoice_id, net_fen, tax_fen, estimate_net_fen, estimate_tax_fen
        from supplier_invoice_line
      union all select invoice_id, net_fen, tax_fen, 0, 0 from supplier_invoice_charge
    ) as line on line.invoice_id = head.id
    group by head.id, head.net_fen, head.tax_fen, head.gross_fen, head.estimate_fen
    having coalesce(sum(line.net_fen), 0) <> head.net_fen
      or coalesce(sum(line.tax_fen), 0) <> head.tax_fen
      or coalesce(sum(line.estimate_net_fen + line.estimate_tax_fen), 0) <> head.estimate_fen
      or head.net_fen + head.tax_fen <> head.gross_fen`.execute(db);
  const red = await sql<{ id: number }>`
    select blue.invoice_id as id from (
      select id as line_id, null as charge_id, invoice_id, net_fen, tax_fen
        from supplier_invoice_line
      union all select null, id, invoice_id, net_fen, tax_fen from supplier_invoice_charge
    ) as blue
    inner join supplier_invoice_charge as part
      on part.red_of_line = blue.line_id or part.red_of_charge = blue.charge_id
    inner join supplier_invoice as red on red.id = part.invoice_id and red.state = 'confirmed'
    group by blue.line_id, blue.charge_id, blue.invoice_id, blue.net_fen, blue.tax_fen
    having blue.net_fen + sum(part.net_fen) < 0 or blue.tax_fen + sum(part.tax_fen) < 0
      or sum(case when red.red_of = blue.invoice_id then 0 else 1 end) > 0`.execute(db);
  return [...found.rows, ...red.rows].map(({ id }) => id);
}

/**
 * Receipts whose lines say another thing of what is invoiced or went back before it was, of which
 * more is than came, or more went back than is on invoices and was taken back of the estimate.
 */
export async function wrongReceivedInvoiced(db: Reader): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select line.receipt_note_id as id from receipt_note_line as line
    inner join receipt_note as note on note.id = line.receipt_note_id
    left join (
      select receipt_line_id as id, sum(qty) as qty, sum(net) as net, sum(tax) as tax,
        sum(back) as back from (
        select part.receipt_line_id, part.qty_e4 as qty, 0 as back,
          part.estimate_net_fen as net, part.estimate_tax_fen as tax
        from supplier_invoice_line as part
        inner join supplier_invoice as head on head.id = part.invoice_id
        where head.state <> 'reversed' and not exists (
          select 1 from supplier_invoice as red
          where red.red_of = head.id and red.reopens = 1 and red.state = 'confirmed')
        union all
        select part.receipt_line_id, part.estimate_e4, part.qty_e4,
          part.estimate_net_fen, part.estimate_tax_fen
        from purchase_return_line as part
        inner join purchase_return as head on head.id = part.return_id
        where head.state = 'confirmed' and part.receipt_line_id is not null
      ) as parts group by receipt_line_id
    ) as made on made.id = line.id
    where line.invoiced_e4 <> coalesce(made.qty, 0)
      or line.invoiced_net_fen <> coalesce(made.net, 0)
      or line.invoiced_tax_fen <> coalesce(made.tax, 0)
      or line.invoiced_e4 > line.qty_e4
      or line.invoiced_e4 < coalesce(made.back, 0)
      or (line.invoiced_e4 <> 0 and note.state <> 'confirmed')`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** Input tax as vouchers say it and as the invoices of suppliers say it, in fen. */
export async function inputTax(db: Reader): Promise<{ vouchersFen: number; invoicesFen: number }> {
  const said = await db
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select((eb) => eb.fn.sum<number | null>('voucher_line.amount_fen').as('fen'))
    .where('voucher_line.account', '=', 'taxInput')
    .where('voucher.doc_kind', '=', 'supplierInvoice')
    .executeTakeFirst();
  const made = await db
    .selectFrom('supplier_invoice')
    .select((eb) => eb.fn.sum<number | null>('tax_fen').as('fen'))
    .where('state', '=', 'confirmed')
    .where('deductible', '=', 1)
    .executeTakeFirst();
  return { vouchersFen: Number(said?.fen ?? 0), invoicesFen: Number(made?.fen ?? 0) };
}
