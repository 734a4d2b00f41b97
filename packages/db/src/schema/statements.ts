import type { Generated } from 'kysely';

export interface StatementTables {
  /** The account of a customer for a time, as it was at a position of the ledger. */
  account_statement: {
    id: Generated<number>;
    version: number;
    no: string;
    state: string;
    entity_id: number;
    customer_id: number;
    from_day: string;
    to_day: string;
    opening_fen: number;
    owed_fen: number;
    paid_fen: number;
    closing_fen: number;
    /** Id of the last row of the ledger that was there. */
    ledger_position: number;
    made_by: number;
    made_at: number;
    /** Of the last time it was sent. */
    sent_on: string | null;
    sent_by: number | null;
    sent_way: string;
    sent_to: string;
    sent_times: number;
    confirmed_on: string | null;
    /** Who confirmed it at the customer. */
    confirmed_name: string;
    /** Above 0: the customer owes more by his own books. */
    difference_fen: number | null;
    difference_reason: string;
    clearer_id: number | null;
    clear_until: string | null;
    cleared_on: string | null;
    cleared_by: number | null;
    cleared_note: string;
    withdrawn_reason: string;
  };
  /** What a party owed as a customer, set against what it was owed as a supplier. */
  netting: {
    id: Generated<number>;
    version: number;
    no: string;
    state: string;
    entity_id: number;
    customer_id: number;
    supplier_id: number;
    business_date: string;
    amount_fen: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  account_statement_row: { statement_id: number; row_id: number };
  /** The same of a supplier: what is owed by us. */
  supplier_statement: Omit<StatementTables['account_statement'], 'customer_id'> & {
    supplier_id: number;
  };
  supplier_statement_row: { statement_id: number; row_id: number };
  /** A bill of the books before: what was owed for it, and the document by which it came or went. */
  opening_bill: { bill_id: number; adjustment_id: number; doc_id: number; amount_fen: number };
}
