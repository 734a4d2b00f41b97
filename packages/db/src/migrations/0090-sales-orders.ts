import type { Ddl, Migration } from './ddl.ts';

/** What was agreed with a customer; the copies of address and title stay as they were that day. */
const orders = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE sales_order (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN
      ('draft','submitted','approving','confirmed','partly','done','closed','void')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} REFERENCES contact(id), deal_id ${int} REFERENCES deal(id),
    contract_id ${int}, quotation_id ${int}, project_id ${int},
    business_date TEXT NOT NULL, required_date TEXT,
    term_id ${int} REFERENCES payment_term(id), warehouse_id ${int} REFERENCES location(id),
    customer_order_no TEXT NOT NULL,
    address_id ${int} REFERENCES customer_address(id), ship_to TEXT NOT NULL,
    title_id ${int} REFERENCES customer_title(id), title TEXT NOT NULL,
    payer TEXT NOT NULL, note TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL,
    ask_reason TEXT NOT NULL, reasons TEXT NOT NULL, credit_until TEXT,
    approval_id ${int} REFERENCES approval(id), reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    CHECK ((no IS NULL) = (state IN ('draft','submitted','approving')))
  )${strict}`,
  `CREATE UNIQUE INDEX sales_order_no ON sales_order (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX sales_order_customer ON sales_order (customer_id, id)`,
  `CREATE INDEX sales_order_contact ON sales_order (contact_id)`,
  `CREATE INDEX sales_order_date ON sales_order (business_date, id)`,
  `CREATE INDEX sales_order_state ON sales_order (state, id)`,
  `CREATE TABLE sales_order_share (
    order_id ${int} NOT NULL REFERENCES sales_order(id),
    user_id ${int} NOT NULL REFERENCES "user"(id),
    share_bp ${int} NOT NULL CHECK (share_bp BETWEEN 1 AND 10000),
    PRIMARY KEY (order_id, user_id)
  )${strict}`,
  `CREATE INDEX sales_order_share_user ON sales_order_share (user_id, order_id)`,
];

/** Quantity and price may be missing of a draft alone; amounts are 0 as long as they are. */
const lines = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE sales_order_line (
    id ${id}, order_id ${int} NOT NULL REFERENCES sales_order(id), sort ${int} NOT NULL,
    line_kind TEXT NOT NULL CHECK (line_kind IN
      ('goods','service','gift','sample','replacement','freight')),
    product_id ${int} REFERENCES product(id), unit_id ${int} REFERENCES unit(id),
    text TEXT NOT NULL,
    unit_qty_e4 ${int} CHECK (unit_qty_e4 >= 0), qty_e4 ${int} CHECK (qty_e4 >= 0),
    price_e4 ${int} CHECK (price_e4 >= 0),
    discount_bp ${int} NOT NULL CHECK (discount_bp BETWEEN 0 AND 10000),
    tax_bp ${int} NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    resolved_price_e4 ${int}, price_rule_id ${int}, floor_net_e4 ${int},
    deviation TEXT NOT NULL, deviated_by ${int} REFERENCES "user"(id),
    required_date TEXT, original_required_date TEXT, promised_date TEXT,
    delivered_e4 ${int} NOT NULL, returned_e4 ${int} NOT NULL, replace_e4 ${int} NOT NULL,
    cancelled_e4 ${int} NOT NULL, reserved_e4 ${int} NOT NULL CHECK (reserved_e4 >= 0),
    delivered_net_fen ${int} NOT NULL, delivered_tax_fen ${int} NOT NULL,
    cancelled_net_fen ${int} NOT NULL, cancelled_tax_fen ${int} NOT NULL,
    returned_net_fen ${int} NOT NULL, returned_tax_fen ${int} NOT NULL,
    close_reason TEXT NOT NULL, note TEXT NOT NULL,
    CHECK (product_id IS NOT NULL OR line_kind IN ('freight','service'))
  )${strict}`,
  `CREATE INDEX sales_order_line_of ON sales_order_line (order_id, sort)`,
  `CREATE INDEX sales_order_line_product ON sales_order_line (product_id, id)`,
];

/** Of orders alike: the nearest head above who is not the applicant decides. */
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
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'salesOrder', '销售订单审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'salesOrder'`,
];

const heads = `'branch-manager','office-head','sales-manager'`;
/** What ready roles of a company that exists already gain, each over the rows of its own reach. */
const granted: readonly (readonly [permission: string, scope: string, roles: string])[] = [
  ...['salesOrders.read', 'salesOrders.update', 'salesOrders.confirm'].flatMap((permission) => [
    [permission, 'all', `'owner','sales-director'`] as const,
    [permission, 'headed', heads] as const,
    [permission, 'self', `'salesperson'`] as const,
    [permission, 'principals', `'sales-assistant'`] as const,
  ]),
  ['salesOrders.read', 'all', `'accountant'`],
  ['salesOrders.void', 'all', `'owner','sales-director','accountant'`],
  ['salesOrders.void', 'headed', heads],
  ['salesOrders.export', 'all', `'owner','sales-director','accountant'`],
  ['salesOrders.export', 'headed', heads],
  ['salesOrders.export', 'self', `'salesperson'`],
  ['salesOrders.open', 'all', `'owner','warehouse'`],
];

const grants = () => [
  ...granted.map(
    ([permission, scope, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Orders of customers: what was agreed, and how far each line of it is. */
export const salesOrdersMigration: Migration = {
  id: 90,
  name: 'sales-orders',
  statements: (ddl) => [...orders(ddl), ...lines(ddl), ...flow, ...grants()],
};
