import type { Generated } from 'kysely';

export interface QuotationTables {
  /** What a customer was offered; seen through the customer's owner of today. */
  quotation: {
    id: Generated<number>;
    version: number;
    /** Null until it is handed in. */
    no: string | null;
    /** Which version of the offer stands here, from 1. */
    revision: number;
    state: string;
    entity_id: number;
    customer_id: number;
    contact_id: number | null;
    deal_id: number | null;
    business_date: string;
    valid_to: string;
    term_id: number | null;
    lead_time: string;
    note: string;
    basis: string;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    /** What whoever asked for approval wrote. */
    ask_reason: string;
    /** JSON array of why it was asked for. */
    reasons: string;
    approval_id: number | null;
    /** Why it was sent back, or was not accepted. */
    reason: string;
    made_by: number;
    made_at: number;
    sent_at: number | null;
    decided_at: number | null;
  };
  /** As `sales_order_line`, of which nothing has happened. */
  quotation_line: {
    id: Generated<number>;
    quotation_id: number;
    sort: number;
    line_kind: string;
    product_id: number | null;
    unit_id: number | null;
    text: string;
    unit_qty_e4: number | null;
    qty_e4: number | null;
    price_e4: number | null;
    discount_bp: number;
    tax_bp: number;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    resolved_price_e4: number | null;
    price_rule_id: number | null;
    floor_net_e4: number | null;
    deviation: string;
    deviated_by: number | null;
    note: string;
  };
  /** Append-only: versions that a newer one took the place of. */
  quotation_version: {
    id: Generated<number>;
    quotation_id: number;
    revision: number;
    /** JSON of `quotationVersion`. */
    document: string;
    made_by: number;
    made_at: number;
  };
}
