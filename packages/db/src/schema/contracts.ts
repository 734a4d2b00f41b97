import type { Generated } from 'kysely';

export interface ContractTables {
  /** What was agreed with a customer; seen through the customer's owner of today. */
  contract: {
    id: Generated<number>;
    version: number;
    /** Null until it is handed in. */
    no: string | null;
    /** Which version stands here, from 1; of an amendment the one that it makes. */
    revision: number;
    kind: string;
    state: string;
    entity_id: number;
    customer_id: number;
    /** Of an amendment the contract. */
    amends_id: number | null;
    /** Why this version was made; empty of the first. */
    amend_reason: string;
    contact_id: number | null;
    deal_id: number | null;
    quotation_id: number | null;
    /** Who looks after it; reading goes by the customer. */
    owner_id: number;
    /** Where the owner worked when it became his. */
    dept_id: number | null;
    title: string;
    customer_no: string;
    our_signer: string;
    their_signer: string;
    signed_on: string | null;
    start_on: string;
    end_on: string | null;
    term_id: number | null;
    clauses: string;
    note: string;
    basis: string;
    /** Of a frame contract what was agreed, null: nothing; else `gross_fen`. */
    amount_fen: number | null;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    /** What whoever asked for approval wrote. */
    ask_reason: string;
    /** JSON array of what stood against it. */
    reasons: string;
    approval_id: number | null;
    /** Why it was sent back, terminated or reopened. */
    reason: string;
    made_by: number;
    made_at: number;
    /** When it was fulfilled or terminated. */
    ended_at: number | null;
  };
  /** As `quotation_line`. */
  contract_line: {
    id: Generated<number>;
    contract_id: number;
    sort: number;
    /** Of a line of an amendment the line of the contract; null: it is new. */
    origin_id: number | null;
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
  contract_milestone: {
    id: Generated<number>;
    version: number;
    contract_id: number;
    sort: number;
    /** Of a milestone of an amendment the one of the contract; null: it is new. */
    origin_id: number | null;
    name: string;
    share_bp: number | null;
    amount_fen: number;
    trigger: string;
    days: number;
    planned_on: string | null;
    reached_on: string | null;
    reached_by: number | null;
    /** By `milestoneDue`; null: nobody can say yet. */
    due_on: string | null;
    paid_on: string | null;
    paid_by: number | null;
    note: string;
  };
  /** Append-only: versions that an amendment took the place of. */
  contract_version: {
    id: Generated<number>;
    contract_id: number;
    revision: number;
    /** JSON of `contractVersion`. */
    document: string;
    made_by: number;
    made_at: number;
  };
}
