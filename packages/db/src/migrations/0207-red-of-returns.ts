import type { Ddl, Migration } from './ddl.ts';

/** A line is for one of an order, or takes back one of a return of which nobody finds the delivery. */
const named = `CHECK ((order_line_id IS NULL) = (return_line_id IS NOT NULL))`;
const ordered = `CHECK ((order_id IS NULL) = (order_line_id IS NULL))`;
const columns = `id, fapiao_id, sort, order_id, order_line_id, delivery_id, delivery_line_id,
  red_of_line_id, code, name, spec, unit, tax_code, qty_e4, tax_bp, net_fen, tax_fen`;

/** A column of SQLite cannot become nullable, so the table is made anew. */
const anew = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE fapiao_line_anew (
    id ${id}, fapiao_id ${int} NOT NULL REFERENCES fapiao(id), sort ${int} NOT NULL,
    order_id ${int} REFERENCES sales_order(id),
    order_line_id ${int} REFERENCES sales_order_line(id),
    delivery_id ${int} REFERENCES delivery(id),
    delivery_line_id ${int} REFERENCES delivery_line(id),
    red_of_line_id ${int} REFERENCES fapiao_line_anew(id),
    code TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, unit TEXT NOT NULL,
    tax_code TEXT NOT NULL,
    qty_e4 ${int} NOT NULL CHECK (qty_e4 <> 0), tax_bp ${int} NOT NULL,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL,
    return_line_id ${int} REFERENCES sales_return_line(id),
    CHECK ((delivery_id IS NULL) = (delivery_line_id IS NULL)), ${named}, ${ordered}
  )${strict}`,
  `INSERT INTO fapiao_line_anew (${columns}) SELECT ${columns} FROM fapiao_line ORDER BY id`,
  // Numbers that were given once are not given again, also where their draft was thrown away.
  `DELETE FROM sqlite_sequence WHERE name = 'fapiao_line_anew'`,
  `INSERT INTO sqlite_sequence (name, seq)
    SELECT 'fapiao_line_anew', seq FROM sqlite_sequence WHERE name = 'fapiao_line'`,
  `DROP TABLE fapiao_line`,
  `ALTER TABLE fapiao_line_anew RENAME TO fapiao_line`,
  `CREATE INDEX fapiao_line_of ON fapiao_line (fapiao_id, sort)`,
  `CREATE INDEX fapiao_line_order ON fapiao_line (order_line_id)`,
  `CREATE INDEX fapiao_line_delivery ON fapiao_line (delivery_line_id)
    WHERE delivery_line_id IS NOT NULL`,
  `CREATE INDEX fapiao_line_red ON fapiao_line (red_of_line_id) WHERE red_of_line_id IS NOT NULL`,
];

const altered = ({ int }: Ddl) => [
  `ALTER TABLE fapiao_line ALTER COLUMN order_id DROP NOT NULL,
    ALTER COLUMN order_line_id DROP NOT NULL,
    ADD COLUMN return_line_id ${int} REFERENCES sales_return_line(id)`,
  `ALTER TABLE fapiao_line ADD ${named}, ADD ${ordered}`,
];

/** Red fapiao for what came back and was sold before the books began, or by nobody knows which. */
export const redOfReturnsMigration: Migration = {
  id: 207,
  name: 'red fapiao of returns without a delivery',
  statements: (ddl) => [
    ...(ddl.engine === 'sqlite' ? anew(ddl) : altered(ddl)),
    `CREATE UNIQUE INDEX fapiao_line_return ON fapiao_line (return_line_id)
      WHERE return_line_id IS NOT NULL`,
    `ALTER TABLE fapiao ADD COLUMN red_of_no TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE sales_return_line ADD COLUMN red_fapiao_id ${ddl.int} REFERENCES fapiao(id)`,
    `CREATE INDEX sales_return_line_unred ON sales_return_line (return_id)
      WHERE delivery_line_id IS NULL AND red_fapiao_id IS NULL`,
  ],
};
