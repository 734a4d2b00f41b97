import type { Generated } from 'kysely';

export interface StockTables {
  /** The next number of a kind of document of a legal person in a month. */
  doc_sequence: { entity_id: number; type: string; period: string; next: number };
  /**
   * Append-only; the id is the order of posting, and that is the order of cost. A correction is a
   * row the other way (`reversal_of`).
   */
  stock_ledger: {
    id: Generated<number>;
    entity_id: number;
    product_id: number;
    from_location_id: number;
    to_location_id: number;
    /** Empty where the product has none. */
    batch: string;
    serial: string;
    /** Of the base unit; more than 0, but for corrections of cost. */
    qty_e4: number;
    /** Pieces beside weight. */
    qty2_e4: number;
    /** What the company gained or lost by it; 0 between its own places. */
    value_fen: number;
    /** Went out of a place that had less, or that no place had: what it cost may be corrected. */
    provisional: number;
    business_date: string;
    doc_kind: string;
    doc_id: number;
    doc_line_id: number | null;
    project_id: number | null;
    contract_id: number | null;
    order_line_id: number | null;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    reversal_of: number | null;
    posted_by: number;
    posted_at: number;
  };
  /** Of every place, those outside the company too: less than nothing came from there. */
  stock_balance: {
    entity_id: number;
    product_id: number;
    location_id: number;
    batch: string;
    qty_e4: number;
    qty2_e4: number;
    reserved_e4: number;
  };
  /**
   * What the company has of a product in all of its places, and what that cost. Of less than nothing
   * it is what went out at a provisional cost and did not come in yet.
   */
  stock_pool: {
    entity_id: number;
    product_id: number;
    qty_e4: number;
    value_fen: number;
    /** As it was the last time that there was something worth something: the last known average. */
    known_qty_e4: number;
    known_value_fen: number;
  };
  /** What of an issue was not there, by the row of the ledger that posted it. */
  provisional_issue: {
    id: number;
    entity_id: number;
    product_id: number;
    /** Where its cost stands, and for whom: what a correction is posted to. */
    account: string;
    customer_id: number | null;
    /** How much was not there, and what it went out for. */
    qty_e4: number;
    value_fen: number;
    /** What of it did not come in yet; 0 as well once the issue was taken back. */
    open_e4: number;
    open_fen: number;
  };
  /** What came in for a provisional issue, and what it cost instead. */
  cost_correction: {
    id: Generated<number>;
    issue_id: number;
    /** The row of the ledger that brought it. */
    source_id: number;
    /** Null where it cost what had been taken: nothing is posted then. */
    no: string | null;
    business_date: string;
    qty_e4: number;
    provisional_fen: number;
    real_fen: number;
    taken_back: number;
    posted_by: number;
    posted_at: number;
  };
  /** Where each piece with a number is now. */
  stock_serial: {
    product_id: number;
    serial: string;
    entity_id: number;
    location_id: number;
    batch: string;
  };
  stock_document: {
    id: Generated<number>;
    version: number;
    kind: string;
    /** Null until it is confirmed. */
    no: string | null;
    state: string;
    entity_id: number;
    business_date: string;
    from_location_id: number | null;
    to_location_id: number | null;
    reason: string;
    /** A transfer that is dispatched first and received later. */
    two_step: number;
    note: string;
    /** Of a count: the last row of the ledger that its book knows. */
    frozen_at_id: number | null;
    line_count: number;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    received_by: number | null;
    received_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
    /** Of an assembly: what is put together or taken apart, in its base unit. */
    whole_id: number | null;
    whole_qty_e4: number | null;
    whole_batch: Generated<string>;
    /** JSON array. */
    whole_serials: Generated<string>;
    /** What it was posted with; of a draft null. */
    whole_value_fen: number | null;
    /** What it costs besides the parts, and against which account that stands. */
    extra_fen: Generated<number>;
    extra_account: Generated<string>;
  };
  stock_document_line: {
    id: Generated<number>;
    document_id: number;
    sort: number;
    product_id: number;
    unit_id: number;
    /** As typed, in 1/10,000 of `unit_id`; of a count what was counted. Null: not known yet. */
    unit_qty_e4: number | null;
    /** The same of the base unit. */
    qty_e4: number | null;
    /** Per `unit_id`; null: at the average. */
    price_e4: number | null;
    /** What it was posted with; of a draft null. */
    value_fen: number | null;
    batch: string;
    /** JSON array. */
    serials: string;
    /** Of a count: what the ledger said when it was frozen. */
    book_e4: number | null;
    /** Of a transfer in two steps. */
    received_e4: number | null;
    note: string;
  };
}
