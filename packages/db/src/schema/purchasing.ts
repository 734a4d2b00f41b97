import type { Generated } from 'kysely';

export interface PurchasingTables {
  supplier: {
    id: Generated<number>;
    version: number;
    /** Of the company, each once. */
    code: string;
    code_key: string;
    name: string;
    name_key: string;
    name_sort: string;
    /** Folded words under which it is found: code, name with pinyin, tax number, contacts. */
    find_text: string;
    address: string;
    term_id: number | null;
    tax_no: string;
    tax_key: string;
    /** Its invoices are deductible: what it delivers is valued without tax, else with. */
    deductible: number;
    bank: string;
    bank_account: string;
    note: string;
    /** Who keeps it. */
    buyer_id: number;
    active: number;
    created_by: number | null;
    created_at: number;
  };
  supplier_contact: {
    id: Generated<number>;
    supplier_id: number;
    sort: number;
    name: string;
    post: string;
    phone: string;
    /** Digits; empty where there is no number. */
    phone_key: string;
  };
  /** What a supplier asks for one of a unit, from a quantity on, between two dates. */
  supplier_price: {
    id: Generated<number>;
    version: number;
    supplier_id: number;
    product_id: number;
    unit_id: number;
    price_e4: number;
    /** `net` or `gross`. */
    basis: string;
    qty_from_e4: number;
    /** Business dates, both included; far away where no end is known. */
    valid_from: string;
    valid_to: string;
    /** What the supplier calls the product. */
    part_no: string;
    note: string;
    created_by: number | null;
    created_at: number;
  };
  purchase_order: {
    id: Generated<number>;
    version: number;
    /** Null until it is confirmed. */
    no: string | null;
    state: string;
    entity_id: number;
    supplier_id: number;
    business_date: string;
    /** When the goods are expected, where a line says nothing else. */
    expected_date: string | null;
    term_id: number | null;
    warehouse_id: number | null;
    supplier_order_no: string;
    note: string;
    /** `net` or `gross`: how prices of its lines are meant. */
    basis: string;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    currency: string;
    rate_e8: number;
    amount_cur: number;
    line_count: number;
    /** Why it is void. */
    reason: string;
    made_by: number;
    made_at: number;
    confirmed_by: number | null;
    confirmed_at: number | null;
    /** JSON copy of the place where the supplier ships it to; empty: it comes to us. */
    ship_to: Generated<string>;
  };
  /** Quantities in 1/10,000: `unit_qty_e4` of the unit, the others of the base unit. */
  purchase_order_line: {
    id: Generated<number>;
    order_id: number;
    sort: number;
    product_id: number;
    unit_id: number;
    unit_qty_e4: number | null;
    qty_e4: number | null;
    price_e4: number | null;
    tax_bp: number;
    net_fen: number;
    tax_fen: number;
    gross_fen: number;
    /** What the supplier's price in force was when it was written, in the basis of the order. */
    asked_price_e4: number | null;
    expected_date: string | null;
    received_e4: number;
    /** Went back, to come again or for good. */
    returned_e4: number;
    /** Of that, what is to come again. */
    replace_e4: number;
    cancelled_e4: number;
    /** Of what was received and did not go back. */
    received_net_fen: number;
    received_tax_fen: number;
    /** Of what went back for good. */
    returned_net_fen: number;
    returned_tax_fen: number;
    close_reason: string;
    note: string;
    /** The line of a request that it is for. */
    request_line_id: number | null;
    /** 1: a service that is part of what the goods of its receipt cost. */
    spread: Generated<number>;
    /** The line of a sales order for which the supplier ships it straight to the customer. */
    sales_line_id: number | null;
  };
  receipt_note: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    supplier_id: number;
    warehouse_id: number | null;
    business_date: string;
    /** Of the paper that came with the goods. */
    supplier_note_no: string;
    note: string;
    /** Whether tax was deductible when it was confirmed; null of a draft. */
    deductible: number | null;
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
    /** With which delivery it was posted: the supplier shipped it straight to the customer. */
    delivery_id: number | null;
  };
  receipt_note_line: {
    id: Generated<number>;
    receipt_note_id: number;
    sort: number;
    order_id: number;
    order_line_id: number;
    qty_e4: number;
    net_fen: number;
    tax_fen: number;
    /** What the goods are worth in stock, nothing of a service; null of a draft. */
    cost_fen: number | null;
    /** What of that is freight of the same receipt. */
    spread_fen: Generated<number>;
    /** `goods`; of a service `spread` over the goods of the receipt, or an `expense`. */
    way: Generated<string>;
    /** Of an expense that came; null: a selling expense. */
    expense_account: string | null;
    /** Parts of the line that stand on invoices of the supplier. */
    invoiced_e4: Generated<number>;
    invoiced_net_fen: Generated<number>;
    invoiced_tax_fen: Generated<number>;
    batch: string;
    /** JSON. */
    serials: string;
    note: string;
  };
  purchase_return: {
    id: Generated<number>;
    version: number;
    no: string | null;
    state: string;
    entity_id: number;
    supplier_id: number;
    /** Where the goods lie that go back. */
    warehouse_id: number | null;
    business_date: string;
    /** What the supplier calls it. */
    supplier_return_no: string;
    reason: string;
    /** Whether the supplier sends as much again; null as long as nobody said so. */
    replaces: number | null;
    note: string;
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
  };
  purchase_return_line: {
    id: Generated<number>;
    return_id: number;
    sort: number;
    /** Null where nobody knows with which receipt it came. */
    receipt_line_id: number | null;
    product_id: number;
    qty_e4: number;
    /** Of one base unit, with tax. */
    price_e4: number | null;
    tax_bp: number;
    net_fen: number;
    tax_fen: number;
    /** The part of the value with which the receipt came in; null without one, and of a draft. */
    came_fen: number | null;
    /** What it was worth when it left the stock; null of a draft. */
    cost_fen: number | null;
    /** What it takes back of the estimate of the receipt; 0 of a draft. */
    estimate_e4: Generated<number>;
    estimate_net_fen: Generated<number>;
    estimate_tax_fen: Generated<number>;
    batch: string;
    /** JSON. */
    serials: string;
    note: string;
  };
  purchase_request: {
    id: Generated<number>;
    version: number;
    /** Null until it is handed in; kept when it comes back. */
    no: string | null;
    state: string;
    entity_id: number;
    requester_id: number;
    /** Of the requester when it was written. */
    dept_id: number;
    business_date: string;
    needed_date: string | null;
    reason: string;
    note: string;
    line_count: number;
    approval_id: number | null;
    /** Why it came back, or is closed as a whole. */
    refusal: string;
    made_at: number;
    submitted_at: number | null;
  };
  /** Quantities in 1/10,000: `unit_qty_e4` of the unit, the others of the base unit. */
  purchase_request_line: {
    id: Generated<number>;
    request_id: number;
    sort: number;
    product_id: number;
    unit_id: number;
    unit_qty_e4: number;
    qty_e4: number;
    needed_date: string | null;
    cancelled_e4: number;
    close_reason: string;
    note: string;
  };
  /** For which line of a sales order goods of an order are, so much of the base unit. */
  purchase_cause: {
    id: Generated<number>;
    order_id: number;
    product_id: number;
    sales_line_id: number;
    qty_e4: number;
  };
  /** Prices of one of the unit that was asked in, quantities in 1/10,000 of it. */
  price_inquiry: {
    id: Generated<number>;
    version: number;
    no: string;
    state: string;
    entity_id: number;
    asker_id: number;
    /** Of the asker when it was asked. */
    dept_id: number;
    business_date: string;
    /** Null: no product yet; then `text` and `unit_text` say what and in what. */
    product_id: number | null;
    text: string;
    spec: string;
    unit_id: number | null;
    unit_text: string;
    qty_e4: number;
    wanted_date: string | null;
    note: string;
    supplier_id: number | null;
    cost_e4: number | null;
    cost_basis: string | null;
    lead_days: number | null;
    min_qty_e4: number | null;
    valid_to: string | null;
    answer_note: string;
    decline_reason: string;
    /** 1: the answer stands among the prices of the supplier. */
    cost_kept: number;
    answered_by: number | null;
    answered_at: number | null;
    floor_e4: number | null;
    offer_e4: number | null;
    offer_basis: string | null;
    priced_by: number | null;
    priced_at: number | null;
    /** Of no key: a draft that is thrown away sets the offer free. */
    quotation_id: number | null;
    /** The same of a sales order. */
    sales_order_id: number | null;
    made_at: number;
  };
  inquiry_file: {
    id: Generated<number>;
    inquiry_id: number;
    /** Of the wall: `sales` or `buyer`. */
    side: string;
    /** 1: of the buyer, and shown to sales. */
    released: number;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
}
