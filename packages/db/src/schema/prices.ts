import type { Generated } from 'kysely';

export interface PriceTables {
  price_level: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    sort: number;
    active: number;
  };
  customer_price_level: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    level_id: number;
  };
  /** What a competitor asked for a product on a day. */
  market_price: {
    id: Generated<number>;
    version: number;
    product_id: number;
    unit_id: number;
    competitor_id: number;
    region: string | null;
    price_e4: number;
    /** `net` or `gross`. */
    basis: string;
    /** Business date. */
    seen_on: string;
    source: string;
    follow_up_id: number | null;
    created_by: number | null;
    created_at: number;
  };
  /** A sheet that changes many prices on a day. */
  price_adjustment: {
    id: Generated<number>;
    version: number;
    no: string | null;
    /** As `adjustmentStates`. */
    state: string;
    entity_id: number;
    name: string;
    /** As `priceScopes`. */
    scope: string;
    customer_id: number | null;
    region: string | null;
    level_id: number | null;
    /** As `adjustmentWays`. */
    way: string;
    /** Basis points or 1/10,000 yuan, by its way. */
    value: number;
    rounding_e4: number;
    /** Business dates, both included; far away where no end is known. */
    valid_from: string;
    valid_to: string;
    note: string;
    reason: string;
    line_count: number;
    approval_id: number | null;
    /** The sheet that this one answers. */
    counter_of: number | null;
    made_by: number;
    made_at: number;
    released_at: number | null;
  };
  price_adjustment_line: {
    id: Generated<number>;
    adjustment_id: number;
    sort: number;
    product_id: number;
    unit_id: number;
    qty_from_e4: number;
    basis: string;
    old_price_e4: number | null;
    old_floor_e4: number | null;
    old_ceiling_e4: number | null;
    new_price_e4: number;
    floor_e4: number | null;
    ceiling_e4: number | null;
    /** The price that it released. */
    price_rule_id: number | null;
  };
  price_rule: {
    id: Generated<number>;
    version: number;
    /** `draft` or `released`; what is past its last day has expired. */
    state: string;
    product_id: number | null;
    unit_id: number | null;
    price_e4: number | null;
    category_id: number | null;
    /** Off the base price, basis points. */
    discount_bp: number | null;
    /** As `priceScopes`. */
    scope: string;
    customer_id: number | null;
    region: string | null;
    level_id: number | null;
    qty_from_e4: number;
    /** `net` or `gross`: of price, floor and ceiling. */
    basis: string;
    floor_e4: number | null;
    ceiling_e4: number | null;
    /** Business dates, both included; far away where no end is known. */
    valid_from: string;
    valid_to: string;
    note: string;
    created_by: number | null;
    created_at: number;
    released_by: number | null;
    released_at: number | null;
  };
}
