import type { Generated } from 'kysely';

export interface SalesTables {
  /** What a customer ordered; seen through the customer's owner of today. */
  sales_order: {
    id: Generated<number>;
    version: number;
    /** Null until it is confirmed. */
    no: string | null;
    state: string;
    entity_id: number;
    customer_id: number;
    contact_id: number | null;
    deal_id: number | null;
    contract_id: number | null;
    quotation_id: number | null;
    project_id: number | null;
    business_date: string;
    /** Of lines that name none themselves. */
    required_date: string | null;
    term_id: number | null;
    /** Where it is reserved. */
    warehouse_id: number | null;
    customer_order_no: string;
    address_id: number | null;
    /** JSON copy of the address as it was; empty without one. */
    ship_to: string;
    title_id: number | null;
    /** JSON copy of the invoice title as it was; empty without one. */
    title: string;
    payer: string;
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
    /** Business date up to which deliveries may go over the credit; null: not at all. */
    credit_until: string | null;
    approval_id: number | null;
    /** Why it was sent back or made void. */
    reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
  };
  delivery: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    customer_id: number;
    warehouse_id: number | null;
    business_date: string;
    /** JSON copy of the place it goes to; empty: collected. */
    ship_to: string;
    carrier: string;
    tracking_no: string;
    note: string;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    /** Who let it go although it was stopped, and why. */
    released_by: number | null;
    released_at: number | null;
    release_reason: string;
    /** Last day of the release; null: it ends with the document. Of one that is asked for as well. */
    release_until: string | null;
    /** Who asks for the release, while that is decided, and why; the approval runs. */
    asked_by: number | null;
    ask_reason: Generated<string>;
    approval_id: number | null;
    signed_on: string | null;
    signed_name: string;
    signed_note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
    /** 1: the supplier shipped it straight to the customer; posted with its receipt. */
    drop_ship: Generated<number>;
  };
  delivery_line: {
    id: Generated<number>;
    delivery_id: number;
    sort: number;
    order_id: number;
    order_line_id: number;
    /** Of the base unit. */
    qty_e4: number;
    /** Parts of the order line; of a draft what they would be. */
    net_fen: number;
    tax_fen: number;
    /** What it was posted with; null of a draft, and of what is no goods. */
    cost_fen: number | null;
    returned_e4: number;
    returned_cost_fen: number;
    /** What went onto fapiao; of the base unit and fen. */
    invoiced_e4: Generated<number>;
    invoiced_net_fen: Generated<number>;
    invoiced_tax_fen: Generated<number>;
    /** What of it wants no fapiao; of the base unit and fen. */
    no_fapiao_e4: Generated<number>;
    no_fapiao_net_fen: Generated<number>;
    no_fapiao_tax_fen: Generated<number>;
    /** Who said so and why: the last time that it was marked. */
    no_fapiao_id: number | null;
    batch: string;
    /** JSON array. */
    serials: string;
    note: string;
  };
  sales_return: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    customer_id: number;
    /** Null where nobody finds the delivery; then lines name products themselves. */
    delivery_id: number | null;
    warehouse_id: number | null;
    business_date: string;
    reason: string;
    note: string;
    disposal: string;
    /** What the customer is credited; above 0. */
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
    approval_id: Generated<number | null>;
    /** Why it was refused or sent back. */
    back_reason: Generated<string>;
  };
  sales_return_line: {
    id: Generated<number>;
    return_id: number;
    sort: number;
    delivery_line_id: number | null;
    qty_e4: number;
    net_fen: number;
    tax_fen: number;
    cost_fen: number | null;
    serials: string;
    note: string;
    /** These six where there is no line of a delivery; the price is with tax, of one of `unit_id`. */
    product_id: Generated<number | null>;
    unit_id: Generated<number | null>;
    unit_qty_e4: Generated<number | null>;
    price_e4: Generated<number | null>;
    tax_bp: Generated<number | null>;
    batch: Generated<string>;
    /** The red fapiao for it; of one without a delivery. */
    red_fapiao_id: number | null;
    /** What of it was marked as wanting no fapiao; of the base unit and fen. */
    no_fapiao_e4: Generated<number>;
    no_fapiao_net_fen: Generated<number>;
    no_fapiao_tax_fen: Generated<number>;
  };
  /** Append-only; the last row of a line says why it is late. */
  order_line_delay: {
    id: Generated<number>;
    order_line_id: number;
    cause: string;
    note: string;
    noted_by: number;
    noted_at: number;
  };
  sales_order_share: { order_id: number; user_id: number; share_bp: number };
  sales_order_line: {
    id: Generated<number>;
    order_id: number;
    sort: number;
    line_kind: string;
    product_id: number | null;
    unit_id: number | null;
    text: string;
    /** As typed, in 1/10,000 of `unit_id`; null: not known yet. */
    unit_qty_e4: number | null;
    /** The same of the base unit. */
    qty_e4: number | null;
    /** Of one of `unit_id`, in the basis of the order; null: not known yet. */
    price_e4: number | null;
    discount_bp: number;
    tax_bp: number;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    /** What the rules said, in the basis of the order. */
    resolved_price_e4: number | null;
    price_rule_id: number | null;
    /** Without tax. */
    floor_net_e4: number | null;
    /** Why the price is another than the rules say, and who made it so. */
    deviation: string;
    deviated_by: number | null;
    required_date: string | null;
    /** As it was confirmed first. */
    original_required_date: string | null;
    promised_date: string | null;
    /** These five of the base unit. */
    delivered_e4: number;
    returned_e4: number;
    replace_e4: number;
    cancelled_e4: number;
    reserved_e4: number;
    /** Parts of the amounts that were delivered, less what came back. */
    delivered_net_fen: number;
    delivered_tax_fen: number;
    /** Parts that nobody waits for any more. */
    cancelled_net_fen: number;
    cancelled_tax_fen: number;
    /** Parts that came back for good: nothing is sent for them again. */
    returned_net_fen: number;
    returned_tax_fen: number;
    /** What went onto fapiao; of the base unit and fen. */
    invoiced_e4: Generated<number>;
    invoiced_net_fen: Generated<number>;
    invoiced_tax_fen: Generated<number>;
    /** What of it wants no fapiao; of the base unit and fen. */
    no_fapiao_e4: Generated<number>;
    no_fapiao_net_fen: Generated<number>;
    no_fapiao_tax_fen: Generated<number>;
    close_reason: string;
    note: string;
    /** The line of a contract that it was called off from. */
    contract_line_id: number | null;
    /** 1: the supplier ships it straight to the customer. */
    drop_ship: Generated<number>;
  };
}
