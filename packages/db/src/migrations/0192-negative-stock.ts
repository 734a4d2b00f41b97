import type { Ddl, Migration } from './ddl.ts';

const columns = `id, entity_id, product_id, from_location_id, to_location_id, batch, serial, qty_e4,
  qty2_e4, value_fen, provisional, business_date, doc_kind, doc_id, doc_line_id, project_id,
  contract_id, order_line_id, currency, rate_e8, amount_cur, reversal_of, posted_by, posted_at`;

/** Only what corrects a cost moves value without goods. */
const moves = `CHECK (qty_e4 > 0 OR (qty_e4 = 0 AND qty2_e4 = 0 AND doc_kind = 'costCorrection'))`;
/** Of less than nothing the value is what it went out for; of nothing it is nothing. */
const worth = `CHECK ((qty_e4 > 0 AND value_fen >= 0) OR (qty_e4 = 0 AND value_fen = 0)
  OR (qty_e4 < 0 AND value_fen <= 0))`;

/** SQLite cannot change a CHECK, so the ledger and the pools are made anew. */
const anew = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE stock_ledger_anew (
    id ${id},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    from_location_id ${int} NOT NULL REFERENCES location(id),
    to_location_id ${int} NOT NULL REFERENCES location(id),
    batch TEXT NOT NULL, serial TEXT NOT NULL,
    qty_e4 ${int} NOT NULL, qty2_e4 ${int} NOT NULL CHECK (qty2_e4 >= 0),
    value_fen ${int} NOT NULL CHECK (value_fen >= 0),
    provisional ${int} NOT NULL CHECK (provisional IN (0,1)),
    business_date TEXT NOT NULL,
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_line_id ${int},
    project_id ${int}, contract_id ${int}, order_line_id ${int},
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES stock_ledger_anew(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL,
    CHECK (from_location_id <> to_location_id),
    CHECK (serial = '' OR qty_e4 = 10000),
    ${moves}
  )${strict}`,
  `INSERT INTO stock_ledger_anew (${columns}) SELECT ${columns} FROM stock_ledger ORDER BY id`,
  `DROP TABLE stock_ledger`,
  `ALTER TABLE stock_ledger_anew RENAME TO stock_ledger`,
  `CREATE INDEX stock_ledger_product ON stock_ledger (product_id, id)`,
  `CREATE INDEX stock_ledger_from ON stock_ledger (from_location_id, id)`,
  `CREATE INDEX stock_ledger_to ON stock_ledger (to_location_id, id)`,
  `CREATE INDEX stock_ledger_doc ON stock_ledger (doc_kind, doc_id)`,
  `CREATE INDEX stock_ledger_serial ON stock_ledger (serial, product_id, id) WHERE serial <> ''`,
  ...frozen('stock_ledger'),
  `CREATE TABLE stock_pool_anew (
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    qty_e4 ${int} NOT NULL, value_fen ${int} NOT NULL,
    known_qty_e4 ${int} NOT NULL DEFAULT 0 CHECK (known_qty_e4 >= 0),
    known_value_fen ${int} NOT NULL DEFAULT 0 CHECK (known_value_fen >= 0),
    PRIMARY KEY (product_id, entity_id), ${worth}
  )${strict}`,
  `INSERT INTO stock_pool_anew (entity_id, product_id, qty_e4, value_fen)
    SELECT entity_id, product_id, qty_e4, value_fen FROM stock_pool`,
  `DROP TABLE stock_pool`,
  `ALTER TABLE stock_pool_anew RENAME TO stock_pool`,
];

const altered = ({ int }: Ddl) => [
  `ALTER TABLE stock_ledger DROP CONSTRAINT stock_ledger_qty_e4_check, ADD ${moves}`,
  `ALTER TABLE stock_pool DROP CONSTRAINT stock_pool_qty_e4_check,
    DROP CONSTRAINT stock_pool_value_fen_check, DROP CONSTRAINT stock_pool_check, ADD ${worth},
    ADD COLUMN known_qty_e4 ${int} NOT NULL DEFAULT 0 CHECK (known_qty_e4 >= 0),
    ADD COLUMN known_value_fen ${int} NOT NULL DEFAULT 0 CHECK (known_value_fen >= 0)`,
];

/** The average that was known last; of what there is none of it is found in the ledger. */
const known = `UPDATE stock_pool SET known_qty_e4 = qty_e4, known_value_fen = value_fen
  WHERE value_fen > 0`;

/** What of an issue was not there: its cost is a guess until as much has come in. */
const issues = ({ int, strict }: Ddl) => [
  `CREATE TABLE provisional_issue (
    id ${int} PRIMARY KEY REFERENCES stock_ledger(id),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    account TEXT NOT NULL, customer_id ${int},
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0), value_fen ${int} NOT NULL CHECK (value_fen >= 0),
    open_e4 ${int} NOT NULL, open_fen ${int} NOT NULL,
    CHECK (open_e4 BETWEEN 0 AND qty_e4), CHECK (open_fen BETWEEN 0 AND value_fen),
    CHECK (open_e4 > 0 OR open_fen = 0)
  )${strict}`,
  `CREATE INDEX provisional_issue_open ON provisional_issue (product_id, id) WHERE open_e4 > 0`,
];

/** What came in for such an issue, and what it cost instead. */
const corrections = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE cost_correction (
    id ${id},
    issue_id ${int} NOT NULL REFERENCES provisional_issue(id),
    source_id ${int} NOT NULL REFERENCES stock_ledger(id),
    no TEXT, business_date TEXT NOT NULL,
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    provisional_fen ${int} NOT NULL CHECK (provisional_fen >= 0),
    real_fen ${int} NOT NULL CHECK (real_fen >= 0),
    taken_back ${int} NOT NULL CHECK (taken_back IN (0,1)),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL,
    CHECK ((no IS NULL) = (provisional_fen = real_fen))
  )${strict}`,
  `CREATE INDEX cost_correction_issue ON cost_correction (issue_id, id)`,
  `CREATE INDEX cost_correction_source ON cost_correction (source_id)`,
];

/** More may go out than is there, where the company says so (docs/decisions/0338). */
export const negativeStockMigration: Migration = {
  id: 192,
  name: 'negative-stock',
  statements: (ddl) => [
    ...(ddl.engine === 'sqlite' ? anew(ddl) : altered(ddl)),
    known,
    ...issues(ddl),
    ...corrections(ddl),
  ],
};
