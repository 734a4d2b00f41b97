import type { Ddl, Migration } from './ddl.ts';

/** What is to become of a confirmed order; its lines are all lines as they shall be. */
const changes = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE order_change (
    id ${id}, version ${int} NOT NULL,
    order_id ${int} NOT NULL REFERENCES sales_order(id),
    no ${int} CHECK (no > 0),
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','approving','applied')),
    reason TEXT NOT NULL, head TEXT NOT NULL,
    ask_reason TEXT NOT NULL, reasons TEXT NOT NULL, credit_until TEXT,
    approval_id ${int} REFERENCES approval(id), back_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    applied_by ${int} REFERENCES "user"(id), applied_at ${int},
    CHECK ((no IS NULL) = (state <> 'applied'))
  )${strict}`,
  `CREATE INDEX order_change_of ON order_change (order_id, id)`,
  `CREATE UNIQUE INDEX order_change_open ON order_change (order_id) WHERE state <> 'applied'`,
  `CREATE TABLE order_change_line (
    id ${id}, change_id ${int} NOT NULL REFERENCES order_change(id), sort ${int} NOT NULL,
    order_line_id ${int} REFERENCES sales_order_line(id),
    line_kind TEXT NOT NULL CHECK (line_kind IN
      ('goods','service','gift','sample','replacement','freight')),
    product_id ${int} REFERENCES product(id), unit_id ${int} REFERENCES unit(id),
    text TEXT NOT NULL,
    unit_qty_e4 ${int} NOT NULL CHECK (unit_qty_e4 >= 0),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 >= 0),
    price_e4 ${int} CHECK (price_e4 >= 0),
    discount_bp ${int} NOT NULL CHECK (discount_bp BETWEEN 0 AND 10000),
    tax_bp ${int} NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    resolved_price_e4 ${int}, price_rule_id ${int}, floor_net_e4 ${int},
    deviation TEXT NOT NULL, deviated_by ${int} REFERENCES "user"(id),
    required_date TEXT, promised_date TEXT, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX order_change_line_of ON order_change_line (change_id, sort)`,
  `CREATE TABLE sales_order_version (
    id ${id}, order_id ${int} NOT NULL REFERENCES sales_order(id), no ${int} NOT NULL,
    change_id ${int} NOT NULL REFERENCES order_change(id),
    before TEXT NOT NULL, after TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX sales_order_version_of ON sales_order_version (order_id, no)`,
  `CREATE UNIQUE INDEX sales_order_version_change ON sales_order_version (change_id)`,
  ...frozen('sales_order_version'),
  // Deliveries of an order are asked for by its page.
  `CREATE INDEX delivery_line_of_order ON delivery_line (order_id)`,
];

/** Of changes alike: the nearest head above who is not the applicant decides. */
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
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'orderChange', '订单变更审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'orderChange'`,
];

/** Changes of confirmed orders, and what they were before and after each. */
export const orderChangesMigration: Migration = {
  id: 110,
  name: 'order-changes',
  statements: (ddl) => [...changes(ddl), ...flow],
};
