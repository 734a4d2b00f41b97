import type { Ddl, Migration } from './ddl.ts';

const kinds = `CHECK (kind IN ('otherIn','otherOut','transfer','count','assembly','disassembly'))`;

/** What is put together or taken apart, and what that costs besides its parts. */
const made = ({ int }: Ddl) => [
  `whole_id ${int} REFERENCES product(id)`,
  `whole_qty_e4 ${int} CHECK (whole_qty_e4 > 0)`,
  `whole_batch TEXT NOT NULL DEFAULT ''`,
  `whole_serials TEXT NOT NULL DEFAULT '[]'`,
  `whole_value_fen ${int}`,
  `extra_fen ${int} NOT NULL DEFAULT 0 CHECK (extra_fen >= 0)`,
  `extra_account TEXT NOT NULL DEFAULT ''`,
];

const headColumns = `id, version, kind, no, state, entity_id, business_date, from_location_id,
  to_location_id, reason, two_step, note, frozen_at_id, line_count, reversal_reason, made_by,
  made_at, confirmed_by, confirmed_at, received_by, received_at, reversed_by, reversed_at`;
const lineColumns = `id, document_id, sort, product_id, unit_id, unit_qty_e4, qty_e4, price_e4,
  value_fen, batch, serials, book_e4, received_e4, note`;

/** Numbers that were given once are not given again, also where their draft was thrown away. */
const sequence = (table: string) => [
  `DELETE FROM sqlite_sequence WHERE name = '${table}_anew'`,
  `INSERT INTO sqlite_sequence (name, seq)
    SELECT '${table}_anew', seq FROM sqlite_sequence WHERE name = '${table}'`,
];

/** SQLite cannot change a CHECK, so both tables are made anew. */
const anew = (ddl: Ddl) => {
  const { id, int, strict } = ddl;
  return [
    `CREATE TABLE stock_document_anew (
      id ${id}, version ${int} NOT NULL,
      kind TEXT NOT NULL ${kinds},
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
      ${made(ddl).join(', ')},
      CHECK ((state = 'draft') = (no IS NULL)),
      CHECK (kind = 'transfer' OR state <> 'dispatched'),
      CHECK ((kind = 'count') = (frozen_at_id IS NOT NULL))
    )${strict}`,
    `INSERT INTO stock_document_anew (${headColumns}) SELECT ${headColumns} FROM stock_document`,
    ...sequence('stock_document'),
    `CREATE TABLE stock_document_line_anew (
      id ${id}, document_id ${int} NOT NULL REFERENCES stock_document_anew(id),
      sort ${int} NOT NULL,
      product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
      unit_qty_e4 ${int}, qty_e4 ${int}, price_e4 ${int}, value_fen ${int},
      batch TEXT NOT NULL, serials TEXT NOT NULL, book_e4 ${int}, received_e4 ${int},
      note TEXT NOT NULL
    )${strict}`,
    `INSERT INTO stock_document_line_anew (${lineColumns})
      SELECT ${lineColumns} FROM stock_document_line`,
    ...sequence('stock_document_line'),
    `DROP TABLE stock_document_line`,
    `DROP TABLE stock_document`,
    `ALTER TABLE stock_document_anew RENAME TO stock_document`,
    `ALTER TABLE stock_document_line_anew RENAME TO stock_document_line`,
    `CREATE UNIQUE INDEX stock_document_no ON stock_document (entity_id, no) WHERE no IS NOT NULL`,
    `CREATE INDEX stock_document_kind ON stock_document (kind, id)`,
    `CREATE INDEX stock_document_line_of ON stock_document_line (document_id, sort)`,
    `CREATE INDEX stock_document_line_product ON stock_document_line (product_id)`,
  ];
};

const altered = (ddl: Ddl) => [
  `ALTER TABLE stock_document DROP CONSTRAINT stock_document_kind_check, ADD ${kinds},
    ${made(ddl)
      .map((column) => `ADD COLUMN ${column}`)
      .join(', ')}`,
];

/** What a product is put together from: so much of each part for so much of it. */
const bills = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE product_bill (
    product_id ${int} PRIMARY KEY REFERENCES product(id), version ${int} NOT NULL,
    makes_e4 ${int} NOT NULL CHECK (makes_e4 > 0), note TEXT NOT NULL,
    changed_by ${int} NOT NULL REFERENCES "user"(id), changed_at ${int} NOT NULL
  )${strict}`,
  `CREATE TABLE product_bill_part (
    id ${id}, product_id ${int} NOT NULL REFERENCES product_bill(product_id),
    sort ${int} NOT NULL, part_id ${int} NOT NULL REFERENCES product(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0), note TEXT NOT NULL,
    UNIQUE (product_id, part_id)
  )${strict}`,
  `CREATE INDEX product_bill_part_of ON product_bill_part (product_id, sort)`,
  `CREATE INDEX product_bill_part_in ON product_bill_part (part_id)`,
];

/** Goods that are put together from parts, and taken apart again. */
export const assemblyMigration: Migration = {
  id: 166,
  name: 'assembly',
  statements: (ddl) => [...(ddl.engine === 'sqlite' ? anew(ddl) : altered(ddl)), ...bills(ddl)],
};
