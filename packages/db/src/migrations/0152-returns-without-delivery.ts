import type { Ddl, Migration } from './ddl.ts';

const states = `CHECK (state IN ('draft','approving','approved','confirmed','reversed'))`;
const disposals = `CHECK (disposal IN ('stock','scrap','replace','lost','resend'))`;
const numbered = `CHECK ((state IN ('draft','approving','approved')) = (no IS NULL))`;
/** A line is one of a delivery, or names what comes back itself. */
const named = `CHECK ((delivery_line_id IS NULL) = (product_id IS NOT NULL))`;

const headColumns = `id, version, no, state, entity_id, customer_id, delivery_id, warehouse_id,
  business_date, reason, note, disposal, net_fen, tax_fen, gross_fen, currency, rate_e8, amount_cur,
  line_count, reversal_reason, made_by, made_at, confirmed_by, confirmed_at, reversed_by,
  reversed_at`;
const lineColumns =
  'id, return_id, sort, delivery_line_id, qty_e4, net_fen, tax_fen, cost_fen, serials, note';

/** Numbers that were given once are not given again, also where their draft was thrown away. */
const sequence = (table: string) => [
  `DELETE FROM sqlite_sequence WHERE name = '${table}_anew'`,
  `INSERT INTO sqlite_sequence (name, seq)
    SELECT '${table}_anew', seq FROM sqlite_sequence WHERE name = '${table}'`,
];

/** A column of SQLite cannot become nullable, so both tables are made anew. */
const anew = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE sales_return_anew (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL ${states},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    delivery_id ${int} REFERENCES delivery(id),
    warehouse_id ${int} REFERENCES location(id),
    business_date TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
    disposal TEXT NOT NULL ${disposals},
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    approval_id ${int} REFERENCES approval(id), back_reason TEXT NOT NULL DEFAULT '',
    ${numbered}
  )${strict}`,
  `INSERT INTO sales_return_anew (${headColumns}) SELECT ${headColumns} FROM sales_return`,
  ...sequence('sales_return'),
  `CREATE TABLE sales_return_line_anew (
    id ${id}, return_id ${int} NOT NULL REFERENCES sales_return_anew(id), sort ${int} NOT NULL,
    delivery_line_id ${int} REFERENCES delivery_line(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, cost_fen ${int},
    serials TEXT NOT NULL, note TEXT NOT NULL,
    product_id ${int} REFERENCES product(id), unit_id ${int} REFERENCES unit(id),
    unit_qty_e4 ${int}, price_e4 ${int}, tax_bp ${int}, batch TEXT NOT NULL DEFAULT '',
    ${named}
  )${strict}`,
  `INSERT INTO sales_return_line_anew (${lineColumns}) SELECT ${lineColumns} FROM sales_return_line`,
  ...sequence('sales_return_line'),
  `DROP TABLE sales_return_line`,
  `DROP TABLE sales_return`,
  `ALTER TABLE sales_return_anew RENAME TO sales_return`,
  `ALTER TABLE sales_return_line_anew RENAME TO sales_return_line`,
  `CREATE UNIQUE INDEX sales_return_no ON sales_return (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX sales_return_customer ON sales_return (customer_id, id)`,
  `CREATE INDEX sales_return_delivery ON sales_return (delivery_id)`,
  `CREATE INDEX sales_return_date ON sales_return (business_date, id)`,
  `CREATE INDEX sales_return_line_of ON sales_return_line (return_id, sort)`,
  `CREATE INDEX sales_return_line_delivery ON sales_return_line (delivery_line_id)`,
];

const altered = ({ int }: Ddl) => [
  `ALTER TABLE sales_return ALTER COLUMN delivery_id DROP NOT NULL,
    DROP CONSTRAINT sales_return_state_check, ADD ${states},
    DROP CONSTRAINT sales_return_disposal_check, ADD ${disposals},
    DROP CONSTRAINT sales_return_check, ADD ${numbered},
    ADD COLUMN approval_id ${int} REFERENCES approval(id),
    ADD COLUMN back_reason TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE sales_return_line ALTER COLUMN delivery_line_id DROP NOT NULL,
    ADD COLUMN product_id ${int} REFERENCES product(id),
    ADD COLUMN unit_id ${int} REFERENCES unit(id),
    ADD COLUMN unit_qty_e4 ${int}, ADD COLUMN price_e4 ${int}, ADD COLUMN tax_bp ${int},
    ADD COLUMN batch TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE sales_return_line ADD ${named}`,
];

/** The nearest head above who is not the applicant decides. */
const node = JSON.stringify([
  {
    key: 'n1',
    name: '审批',
    when: [],
    otherwise: false,
    approver: { rule: 'head', userIds: [], roleId: null, levels: 1, deptType: null, deptId: null },
    mode: 'any',
    self: 'above',
  },
]);
const flow = [
  `INSERT INTO approval_flow (version, kind, name, active)
    VALUES (1, 'salesReturn', '无单退货审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'salesReturn'`,
];

/** Goods that customers bring back of which nobody finds the delivery; goods lost on the way. */
export const returnsWithoutDeliveryMigration: Migration = {
  id: 152,
  name: 'returns without a delivery',
  statements: (ddl) => [
    ...(ddl.engine === 'sqlite' ? anew(ddl) : altered(ddl)),
    `CREATE INDEX sales_return_line_product ON sales_return_line (product_id)
      WHERE product_id IS NOT NULL`,
    ...flow,
  ],
};
