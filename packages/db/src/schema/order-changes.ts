import type { Generated } from 'kysely';

export interface OrderChangeTables {
  /** What is to become of a confirmed order; one at a time is open. */
  order_change: {
    id: Generated<number>;
    version: number;
    order_id: number;
    /** Which change of its order it was, from 1; null until it is applied. */
    no: number | null;
    state: string;
    reason: string;
    /** JSON of the columns of the head as they shall be. */
    head: string;
    /** What whoever asked for approval wrote. */
    ask_reason: string;
    /** JSON array of why it was asked for. */
    reasons: string;
    credit_until: string | null;
    approval_id: number | null;
    /** Why it was sent back, or was not approved. */
    back_reason: string;
    made_by: number;
    made_at: number;
    applied_by: number | null;
    applied_at: number | null;
  };
  /** As `sales_order_line`, as it shall be. */
  order_change_line: {
    id: Generated<number>;
    change_id: number;
    sort: number;
    /** Null: the line is added. */
    order_line_id: number | null;
    line_kind: string;
    product_id: number | null;
    unit_id: number | null;
    text: string;
    unit_qty_e4: number;
    qty_e4: number;
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
    required_date: string | null;
    promised_date: string | null;
    /** Whether the supplier ships it; null: as the order has it. */
    drop_ship: number | null;
    note: string;
  };
  /** Append-only: an order before and after each of its changes, as JSON. */
  sales_order_version: {
    id: Generated<number>;
    order_id: number;
    no: number;
    change_id: number;
    before: string;
    after: string;
    made_by: number;
    made_at: number;
  };
}
