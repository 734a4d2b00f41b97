import type { Ddl, Migration } from './ddl.ts';

/** What went back of a line of an order: all of it, and what of that is to come again. */
const progress = ({ int }: Ddl) =>
  ['replace_e4', 'returned_net_fen', 'returned_tax_fen'].map(
    (column) => `ALTER TABLE purchase_order_line ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`,
  );

/** What goes back to a supplier, of what came from him or of what nobody knows the receipt. */
const returns = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE purchase_return (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL REFERENCES supplier(id),
    warehouse_id ${int} REFERENCES location(id),
    business_date TEXT NOT NULL, supplier_return_no TEXT NOT NULL,
    reason TEXT NOT NULL, replaces ${int} CHECK (replaces IN (0,1)), note TEXT NOT NULL,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX purchase_return_no ON purchase_return (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX purchase_return_supplier ON purchase_return (supplier_id, id)`,
  `CREATE INDEX purchase_return_date ON purchase_return (business_date, id)`,
  `CREATE TABLE purchase_return_line (
    id ${id}, return_id ${int} NOT NULL REFERENCES purchase_return(id), sort ${int} NOT NULL,
    receipt_line_id ${int} REFERENCES receipt_note_line(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0), price_e4 ${int} CHECK (price_e4 >= 0),
    tax_bp ${int} NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL,
    came_fen ${int}, cost_fen ${int},
    batch TEXT NOT NULL, serials TEXT NOT NULL, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX purchase_return_line_of ON purchase_return_line (return_id, sort)`,
  `CREATE INDEX purchase_return_line_receipt ON purchase_return_line (receipt_line_id)`,
  `CREATE INDEX purchase_return_line_product ON purchase_return_line (product_id)`,
];

/** Goods that go back to suppliers. */
export const purchaseReturnsMigration: Migration = {
  id: 112,
  name: 'purchase-returns',
  statements: (ddl) => [...progress(ddl), ...returns(ddl)],
};
