import type { Generated } from 'kysely';

export interface InvoiceTables {
  /** What a customer was invoiced; seen through the customer's owner of today. */
  fapiao: {
    id: Generated<number>;
    version: number;
    state: string;
    kind: string;
    entity_id: number;
    customer_id: number;
    code: string;
    /** As it was typed; may be empty of a registered one. */
    number: string;
    business_date: string;
    /** Whom it is made out to; JSON of all that is known of them, as it was then. */
    title: string;
    buyer: string;
    /** Below 0 of a red one. */
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    note: string;
    /** What a red one takes back. */
    red_of: number | null;
    /** Its number where that one is not kept here: it was issued before the books began. */
    red_of_no: Generated<string>;
    red_reason: string;
    made_by: number;
    made_at: number;
    issued_by: number | null;
    issued_at: number | null;
  };
  /** What a supplier invoiced: goods that came, an expense, or an invoice that a red one takes back. */
  supplier_invoice: {
    id: Generated<number>;
    version: number;
    state: string;
    /** `goods`, `expense` or `red`. */
    purpose: Generated<string>;
    red_of: number | null;
    /** 1: a red one of the whole; what came is an estimate again. */
    reopens: Generated<number>;
    /** Null: by the terms. */
    due_date: string | null;
    kind: string;
    entity_id: number;
    supplier_id: number;
    code: string;
    number: string;
    business_date: string;
    deductible: number;
    /** `YYYY-MM` in which its tax was certified. */
    certified_month: string | null;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    /** With tax: what the receipts had been taken to come to. */
    estimate_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  supplier_invoice_line: {
    id: Generated<number>;
    invoice_id: number;
    sort: number;
    receipt_line_id: number;
    qty_e4: number;
    /** As the invoice says. */
    net_fen: number;
    tax_fen: number;
    /** Parts of what the line that came was taken to come to. */
    estimate_net_fen: number;
    estimate_tax_fen: number;
  };
  /** Lines of invoices without a receipt; of red ones below 0, with the line of which they take back. */
  supplier_invoice_charge: {
    id: Generated<number>;
    invoice_id: number;
    sort: number;
    name: string;
    category_id: number | null;
    /** Of the chart, as it was when it was written. */
    account: string;
    net_fen: number;
    tax_fen: number;
    red_of_line: number | null;
    red_of_charge: number | null;
  };
  /** That lines of deliveries want no fapiao. */
  no_fapiao: {
    id: Generated<number>;
    reason: string;
    made_by: number;
    made_at: number;
  };
  fapiao_line: {
    id: Generated<number>;
    fapiao_id: number;
    sort: number;
    /** Null of what takes back a line of a return without a delivery. */
    order_id: number | null;
    order_line_id: number | null;
    /** Null: before it was delivered. */
    delivery_id: number | null;
    delivery_line_id: number | null;
    red_of_line_id: number | null;
    return_line_id: number | null;
    /** Names as they stood on it. */
    code: string;
    name: string;
    spec: string;
    unit: string;
    tax_code: string;
    /** Of the base unit; below 0 of a red one, as its amounts are. */
    qty_e4: number;
    tax_bp: number;
    net_fen: number;
    tax_fen: number;
  };
}
