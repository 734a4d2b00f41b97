import type { Generated } from 'kysely';

export interface LoanTables {
  /** Goods a customer borrowed; seen through the customer's owner of today. */
  loan: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    customer_id: number;
    warehouse_id: number | null;
    /** Where they lie while they are lent: a place with the customer. */
    location_id: number | null;
    business_date: string;
    due_on: string;
    purpose: string;
    note: string;
    line_count: number;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  loan_line: {
    id: Generated<number>;
    loan_id: number;
    sort: number;
    product_id: number;
    unit_id: number;
    /** As typed, of `unit_id`; null: not known yet. */
    unit_qty_e4: number | null;
    /** The same of the base unit. */
    qty_e4: number | null;
    returned_e4: number;
    sold_e4: number;
    batch: string;
    serials: string;
    note: string;
  };
  loan_return: {
    id: Generated<number>;
    version: number;
    no: string;
    loan_id: number;
    business_date: string;
    note: string;
    /** By which it was sold; null where it came back. */
    order_id: number | null;
    delivery_id: number | null;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  loan_return_line: {
    id: Generated<number>;
    return_id: number;
    sort: number;
    loan_line_id: number;
    qty_e4: number;
    serials: string;
  };
}
