import type { Ddl, Migration } from './ddl.ts';

/** What went out to a customer; the place it goes to stays as it was that day. */
const deliveries = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE delivery (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','signed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    warehouse_id ${int} REFERENCES location(id),
    business_date TEXT NOT NULL, ship_to TEXT NOT NULL,
    carrier TEXT NOT NULL, tracking_no TEXT NOT NULL, note TEXT NOT NULL,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL,
    released_by ${int} REFERENCES "user"(id), released_at ${int}, release_reason TEXT NOT NULL,
    signed_on TEXT, signed_name TEXT NOT NULL, signed_note TEXT NOT NULL,
    reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX delivery_no ON delivery (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX delivery_customer ON delivery (customer_id, id)`,
  `CREATE INDEX delivery_date ON delivery (business_date, id)`,
  `CREATE TABLE delivery_line (
    id ${id}, delivery_id ${int} NOT NULL REFERENCES delivery(id), sort ${int} NOT NULL,
    order_id ${int} NOT NULL REFERENCES sales_order(id),
    order_line_id ${int} NOT NULL REFERENCES sales_order_line(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, cost_fen ${int},
    returned_e4 ${int} NOT NULL CHECK (returned_e4 >= 0), returned_cost_fen ${int} NOT NULL,
    batch TEXT NOT NULL, serials TEXT NOT NULL, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX delivery_line_of ON delivery_line (delivery_id, sort)`,
  `CREATE INDEX delivery_line_order ON delivery_line (order_line_id)`,
];

/** What came back of deliveries. */
const returns = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE sales_return (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    delivery_id ${int} NOT NULL REFERENCES delivery(id),
    warehouse_id ${int} REFERENCES location(id),
    business_date TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
    disposal TEXT NOT NULL CHECK (disposal IN ('stock','scrap','replace')),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX sales_return_no ON sales_return (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX sales_return_customer ON sales_return (customer_id, id)`,
  `CREATE INDEX sales_return_delivery ON sales_return (delivery_id)`,
  `CREATE TABLE sales_return_line (
    id ${id}, return_id ${int} NOT NULL REFERENCES sales_return(id), sort ${int} NOT NULL,
    delivery_line_id ${int} NOT NULL REFERENCES delivery_line(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, cost_fen ${int},
    serials TEXT NOT NULL, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX sales_return_line_of ON sales_return_line (return_id, sort)`,
  `CREATE INDEX sales_return_line_delivery ON sales_return_line (delivery_line_id)`,
];

/** Why lines of orders are late; the last one holds. */
const delays = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE order_line_delay (
    id ${id}, order_line_id ${int} NOT NULL REFERENCES sales_order_line(id),
    cause TEXT NOT NULL, note TEXT NOT NULL,
    noted_by ${int} NOT NULL REFERENCES "user"(id), noted_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX order_line_delay_line ON order_line_delay (order_line_id, id)`,
  ...frozen('order_line_delay'),
];

/** What ready roles of a company that exists already gain. */
const granted: readonly (readonly [permission: string, scope: string, roles: string])[] = [
  ['deliveries.read', 'all', `'owner','sales-director','accountant'`],
  ['deliveries.read', 'headed', `'branch-manager','office-head','sales-manager'`],
  ['deliveries.read', 'self', `'salesperson'`],
  ['deliveries.read', 'principals', `'sales-assistant'`],
  ['deliveries.manage', 'all', `'owner','warehouse'`],
  ['deliveries.reverse', 'all', `'owner','accountant'`],
];

const grants = () => [
  ...granted.map(
    ([permission, scope, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Goods that go out to customers, that come back, and why they are late. */
export const deliveriesMigration: Migration = {
  id: 95,
  name: 'deliveries',
  statements: (ddl) => [...deliveries(ddl), ...returns(ddl), ...delays(ddl), ...grants()],
};
