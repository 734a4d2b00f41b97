import type { Generated } from 'kysely';

/** Append-only; `amount_fen` adds to what is owed, or takes from it. Corrections are reversals. */
interface MoneyLedger {
  id: Generated<number>;
  entity_id: number;
  party_kind: string;
  /** As it was posted; whose it is now says the item. */
  party_id: number;
  kind: string;
  doc_kind: string;
  doc_id: number;
  doc_line_id: number | null;
  doc_no: string;
  business_date: string;
  due_date: string;
  amount_fen: number;
  order_id: number | null;
  order_line_id: number | null;
  contract_id: number | null;
  project_id: number | null;
  currency: string;
  rate_e8: number;
  amount_cur: number;
  reversal_of: number | null;
  posted_by: number;
  posted_at: number;
}

/** A cache per row of the ledger: its amount less what is allocated, and whose it is now. */
interface OpenItem {
  id: number;
  party_kind: string;
  party_id: number;
  open_fen: number;
}

/** Append-only: so much of a row that is owed is settled by a row the other way. */
interface Allocation {
  id: Generated<number>;
  /** Of an amount above 0. */
  owed_id: number;
  /** Of an amount below 0. */
  paid_id: number;
  /** Negative where it takes another back. */
  amount_fen: number;
  business_date: string;
  doc_kind: string;
  doc_id: number;
  doc_no: string;
  reversal_of: number | null;
  posted_by: number;
  posted_at: number;
}

/** Money that went back: advances and credits that were paid out instead of used. */
interface Refund {
  id: Generated<number>;
  version: number;
  no: string;
  state: string;
  entity_id: number;
  account_id: number;
  business_date: string;
  method: string;
  amount_fen: number;
  currency: string;
  rate_e8: number;
  amount_cur: number;
  note: string;
  reversal_reason: string;
  made_by: number;
  made_at: number;
  reversed_by: number | null;
  reversed_at: number | null;
}

export interface FinanceTables {
  /** A refund to a customer that is asked for, approved and then paid. */
  refund_request: {
    id: Generated<number>;
    version: number;
    state: string;
    entity_id: number;
    customer_id: number;
    amount_fen: number;
    note: string;
    /** Why it came back. */
    reason: string;
    approval_id: number | null;
    refund_id: number | null;
    made_by: number;
    made_at: number;
  };
  refund_request_line: {
    request_id: number;
    item_id: number;
    sort: number;
    amount_fen: number;
  };
  customer_refund: Refund & { customer_id: number };
  supplier_refund: Refund & { supplier_id: number };
  cash_account: {
    id: Generated<number>;
    version: number;
    entity_id: number;
    name: string;
    kind: string;
    bank_name: string;
    bank_no: string;
    sort: number;
    active: number;
  };
  /** Append-only; above 0 comes in. */
  cash_ledger: {
    id: Generated<number>;
    entity_id: number;
    account_id: number;
    doc_kind: string;
    doc_id: number;
    doc_no: string;
    business_date: string;
    amount_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    note: string;
    reversal_of: number | null;
    posted_by: number;
    posted_at: number;
  };
  cash_transfer: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    from_id: number;
    to_id: number;
    business_date: string;
    amount_fen: number;
    /** Leaves the first account besides. */
    fee_fen: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  cash_category: {
    id: Generated<number>;
    version: number;
    kind: string;
    name: string;
    /** Key of the chart. */
    account: string;
    sort: number;
    active: number;
  };
  other_cash: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    kind: string;
    entity_id: number;
    category_id: number;
    account_id: number;
    /** At most one of the three. */
    customer_id: number | null;
    supplier_id: number | null;
    user_id: number | null;
    /** As it was written, where it is none of them. */
    party: string;
    business_date: string;
    amount_fen: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  expense_claim: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    /** Whose money it was. */
    user_id: number;
    title: string;
    amount_fen: number;
    made_at: number;
    submitted_at: number | null;
    /** Why it came back. */
    reason: string;
    approval_id: number | null;
    account_id: number | null;
    paid_on: string | null;
    paid_by: number | null;
  };
  expense_line: {
    id: Generated<number>;
    claim_id: number;
    sort: number;
    category_id: number;
    spent_on: string;
    amount_fen: number;
    note: string;
    customer_id: number | null;
  };
  expense_file: {
    id: Generated<number>;
    claim_id: number;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
  cash_opening: {
    id: Generated<number>;
    version: number;
    no: string;
    state: string;
    entity_id: number;
    account_id: number;
    business_date: string;
    amount_fen: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  receipt: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    customer_id: number | null;
    payer: string;
    /** Null: it is paid by a bill. */
    account_id: number | null;
    bill_id: number | null;
    business_date: string;
    method: string;
    /** What the customer paid; the fee of it never came. */
    amount_fen: number;
    fee_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  /** What a draft means to settle; what was settled say the allocations. */
  receipt_line: {
    receipt_id: number;
    item_id: number;
    sort: number;
    amount_fen: number;
    discount_fen: number;
  };
  ar_adjustment: {
    id: Generated<number>;
    version: number;
    no: string;
    state: string;
    kind: string;
    entity_id: number;
    customer_id: number;
    old_no: string;
    business_date: string;
    due_date: string;
    amount_fen: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  /** What was said with a customer about what it owes; nothing of it changes but its withdrawal. */
  collection_note: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    contact_id: number | null;
    way: string;
    result: string;
    noted_on: string;
    promised_on: string | null;
    promised_fen: number | null;
    /** JSON array: rows of the ledger that it was about. */
    item_ids: string;
    made_by: number;
    made_at: number;
    withdrawn_at: number | null;
  };
  payment: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    supplier_id: number;
    /** Where the money went, as the supplier had it when it was confirmed; empty before. */
    payee_bank: string;
    payee_account: string;
    /** Null: it is paid by a bill. */
    account_id: number | null;
    /** One that is issued by it, or endorsed. */
    bill_id: number | null;
    business_date: string;
    method: string;
    /** What the supplier gets; the fee is paid besides. */
    amount_fen: number;
    fee_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  /** What a draft means to settle; what was settled say the allocations. */
  payment_line: {
    payment_id: number;
    item_id: number;
    sort: number;
    amount_fen: number;
    discount_fen: number;
  };
  ap_adjustment: {
    id: Generated<number>;
    version: number;
    no: string;
    state: string;
    kind: string;
    entity_id: number;
    supplier_id: number;
    old_no: string;
    business_date: string;
    due_date: string;
    amount_fen: number;
    note: string;
    reversal_reason: string;
    made_by: number;
    made_at: number;
    reversed_by: number | null;
    reversed_at: number | null;
  };
  payment_term: {
    id: Generated<number>;
    version: number;
    name: string;
    sort: number;
    active: number;
  };
  payment_term_line: {
    id: Generated<number>;
    term_id: number;
    sort: number;
    /** Basis points; those of a term sum to 10,000. */
    share_bp: number;
    trigger: string;
    days: number;
    /** The day of the month on or after which it is paid; null: that very day. */
    fixed_day: number | null;
  };
  customer_terms: {
    customer_id: number;
    version: number;
    term_id: number | null;
    /** Days that a customer may be late before nothing more is confirmed; null: any. */
    overdue_days: number | null;
  };
  ar_ledger: MoneyLedger;
  ap_ledger: MoneyLedger;
  ar_item: OpenItem;
  ap_item: OpenItem;
  ar_allocation: Allocation;
  ap_allocation: Allocation;
  account: { key: string; code: string };
  voucher: {
    id: Generated<number>;
    entity_id: number;
    doc_kind: string;
    doc_id: number;
    doc_no: string;
    business_date: string;
    reversal_of: number | null;
    posted_by: number;
    posted_at: number;
  };
  voucher_line: {
    id: Generated<number>;
    voucher_id: number;
    sort: number;
    account: string;
    /** Debit above 0, credit below. */
    amount_fen: number;
    customer_id: number | null;
    supplier_id: number | null;
    product_id: number | null;
    user_id: number | null;
    dept_id: number | null;
    project_id: number | null;
    currency: string;
    rate_e8: number;
    amount_cur: number;
  };
  period_closing: {
    id: Generated<number>;
    area: string;
    /** `close` or `reopen`. */
    action: string;
    /** Business date; empty: not closed (any more). */
    closed_to: string;
    reason: string;
    /** Null: the setting that there was before. */
    closed_by: number | null;
    closed_at: number;
  };
}
