import type { Ddl, Migration } from './ddl.ts';

/** Numbers of documents: gapless per legal person, kind of document and month. */
const sequences = ({ int, strict }: Ddl) => [
  `CREATE TABLE doc_sequence (
    entity_id ${int} NOT NULL REFERENCES legal_entity(id), type TEXT NOT NULL,
    period TEXT NOT NULL, next ${int} NOT NULL CHECK (next > 0),
    PRIMARY KEY (entity_id, type, period)
  )${strict}`,
];

/** Every dimension of domain.md from the first row on: a ledger cannot be filled in later. */
const ledger = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE stock_ledger (
    id ${id},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    from_location_id ${int} NOT NULL REFERENCES location(id),
    to_location_id ${int} NOT NULL REFERENCES location(id),
    batch TEXT NOT NULL, serial TEXT NOT NULL,
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0), qty2_e4 ${int} NOT NULL CHECK (qty2_e4 >= 0),
    value_fen ${int} NOT NULL CHECK (value_fen >= 0),
    provisional ${int} NOT NULL CHECK (provisional IN (0,1)),
    business_date TEXT NOT NULL,
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_line_id ${int},
    project_id ${int}, contract_id ${int}, order_line_id ${int},
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES stock_ledger(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL,
    CHECK (from_location_id <> to_location_id),
    CHECK (serial = '' OR qty_e4 = 10000)
  )${strict}`,
  `CREATE INDEX stock_ledger_product ON stock_ledger (product_id, id)`,
  `CREATE INDEX stock_ledger_from ON stock_ledger (from_location_id, id)`,
  `CREATE INDEX stock_ledger_to ON stock_ledger (to_location_id, id)`,
  `CREATE INDEX stock_ledger_doc ON stock_ledger (doc_kind, doc_id)`,
  `CREATE INDEX stock_ledger_serial ON stock_ledger (serial, product_id, id) WHERE serial <> ''`,
  ...frozen('stock_ledger'),
];

/** Kept in the transaction of each posting; what they say follows from the ledger alone. */
const caches = ({ int, strict }: Ddl) => [
  `CREATE TABLE stock_balance (
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    location_id ${int} NOT NULL REFERENCES location(id), batch TEXT NOT NULL,
    qty_e4 ${int} NOT NULL, qty2_e4 ${int} NOT NULL,
    reserved_e4 ${int} NOT NULL CHECK (reserved_e4 >= 0),
    PRIMARY KEY (entity_id, product_id, location_id, batch)
  )${strict}`,
  `CREATE INDEX stock_balance_product ON stock_balance (product_id, location_id)`,
  `CREATE INDEX stock_balance_location ON stock_balance (location_id, product_id)`,
  `CREATE TABLE stock_pool (
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 >= 0), value_fen ${int} NOT NULL CHECK (value_fen >= 0),
    PRIMARY KEY (product_id, entity_id), CHECK (qty_e4 > 0 OR value_fen = 0)
  )${strict}`,
  `CREATE TABLE stock_serial (
    product_id ${int} NOT NULL REFERENCES product(id), serial TEXT NOT NULL,
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    location_id ${int} NOT NULL REFERENCES location(id), batch TEXT NOT NULL,
    PRIMARY KEY (product_id, serial)
  )${strict}`,
  `CREATE INDEX stock_serial_location ON stock_serial (location_id, product_id)`,
];

const documents = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE stock_document (
    id ${id}, version ${int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('otherIn','otherOut','transfer','count')),
    no TEXT, state TEXT NOT NULL CHECK (state IN ('draft','dispatched','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id), business_date TEXT NOT NULL,
    from_location_id ${int} REFERENCES location(id),
    to_location_id ${int} REFERENCES location(id),
    reason TEXT NOT NULL, two_step ${int} NOT NULL CHECK (two_step IN (0,1)), note TEXT NOT NULL,
    frozen_at_id ${int}, line_count ${int} NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    received_by ${int} REFERENCES "user"(id), received_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL)),
    CHECK (kind = 'transfer' OR state <> 'dispatched'),
    CHECK ((kind = 'count') = (frozen_at_id IS NOT NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX stock_document_no ON stock_document (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX stock_document_kind ON stock_document (kind, id)`,
  `CREATE TABLE stock_document_line (
    id ${id}, document_id ${int} NOT NULL REFERENCES stock_document(id), sort ${int} NOT NULL,
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    unit_qty_e4 ${int}, qty_e4 ${int}, price_e4 ${int}, value_fen ${int},
    batch TEXT NOT NULL, serials TEXT NOT NULL, book_e4 ${int}, received_e4 ${int},
    note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX stock_document_line_of ON stock_document_line (document_id, sort)`,
  `CREATE INDEX stock_document_line_product ON stock_document_line (product_id)`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const granted = [
  ['stock.read', `'owner','buyer','warehouse','accountant'`],
  [
    'stock.available',
    `'owner','sales-director','branch-manager','office-head','sales-manager','salesperson',
     'sales-assistant','buyer','warehouse','accountant','service'`,
  ],
  ['stock.move', `'owner','warehouse'`],
  ['stock.count', `'owner','warehouse'`],
  ['stock.reverse', `'owner','accountant'`],
] as const;

const grants = () => [
  ...granted.map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** The stock ledger with its caches, its documents, and the numbers of documents. */
export const stockMigration: Migration = {
  id: 80,
  name: 'stock',
  statements: (ddl) => [
    ...sequences(ddl),
    ...ledger(ddl),
    ...caches(ddl),
    ...documents(ddl),
    ...grants(),
  ],
};
