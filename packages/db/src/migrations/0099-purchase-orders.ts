import type { Ddl, Migration } from './ddl.ts';

/** What was agreed with a supplier, and how far each line of it is. */
const orders = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE purchase_order (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','partly','done','closed','void')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL REFERENCES supplier(id),
    business_date TEXT NOT NULL, expected_date TEXT,
    term_id ${int} REFERENCES payment_term(id), warehouse_id ${int} REFERENCES location(id),
    supplier_order_no TEXT NOT NULL, note TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX purchase_order_no ON purchase_order (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX purchase_order_supplier ON purchase_order (supplier_id, id)`,
  `CREATE INDEX purchase_order_date ON purchase_order (business_date, id)`,
  `CREATE INDEX purchase_order_state ON purchase_order (state, id)`,
  // Quantity and price may be missing of a draft alone; amounts are 0 as long as they are.
  `CREATE TABLE purchase_order_line (
    id ${id}, order_id ${int} NOT NULL REFERENCES purchase_order(id), sort ${int} NOT NULL,
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    unit_qty_e4 ${int} CHECK (unit_qty_e4 >= 0), qty_e4 ${int} CHECK (qty_e4 >= 0),
    price_e4 ${int} CHECK (price_e4 >= 0),
    tax_bp ${int} NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    asked_price_e4 ${int}, expected_date TEXT,
    received_e4 ${int} NOT NULL, returned_e4 ${int} NOT NULL, cancelled_e4 ${int} NOT NULL,
    received_net_fen ${int} NOT NULL, received_tax_fen ${int} NOT NULL,
    close_reason TEXT NOT NULL, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX purchase_order_line_of ON purchase_order_line (order_id, sort)`,
  `CREATE INDEX purchase_order_line_product ON purchase_order_line (product_id, id)`,
  `CREATE INDEX purchase_order_line_unit ON purchase_order_line (unit_id)`,
];

/** What came in from a supplier, and what it is worth. */
const notes = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE receipt_note (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL REFERENCES supplier(id),
    warehouse_id ${int} REFERENCES location(id),
    business_date TEXT NOT NULL, supplier_note_no TEXT NOT NULL, note TEXT NOT NULL,
    deductible ${int} CHECK (deductible IN (0,1)),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX receipt_note_no ON receipt_note (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX receipt_note_supplier ON receipt_note (supplier_id, id)`,
  `CREATE INDEX receipt_note_date ON receipt_note (business_date, id)`,
  `CREATE TABLE receipt_note_line (
    id ${id}, receipt_note_id ${int} NOT NULL REFERENCES receipt_note(id), sort ${int} NOT NULL,
    order_id ${int} NOT NULL REFERENCES purchase_order(id),
    order_line_id ${int} NOT NULL REFERENCES purchase_order_line(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, cost_fen ${int},
    batch TEXT NOT NULL, serials TEXT NOT NULL, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX receipt_note_line_of ON receipt_note_line (receipt_note_id, sort)`,
  `CREATE INDEX receipt_note_line_order ON receipt_note_line (order_line_id)`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () => [
  ...[
    ['purchaseOrders.read', `'owner','buyer','accountant'`],
    ['purchaseOrders.update', `'owner','buyer'`],
    ['purchaseOrders.confirm', `'owner','buyer'`],
    ['receiptNotes.manage', `'owner','buyer','warehouse'`],
    ['receiptNotes.reverse', `'owner','accountant'`],
  ].map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Orders to suppliers and what came in of them. */
export const purchaseOrdersMigration: Migration = {
  id: 99,
  name: 'purchase-orders',
  statements: (ddl) => [...orders(ddl), ...notes(ddl), ...grants()],
};
