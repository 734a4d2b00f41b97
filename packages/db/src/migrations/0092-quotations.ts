import type { Ddl, Migration } from './ddl.ts';

/** What a customer was offered; its number is kept by all of its versions. */
const quotations = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE quotation (
    id ${id}, version ${int} NOT NULL, no TEXT, revision ${int} NOT NULL CHECK (revision > 0),
    state TEXT NOT NULL CHECK (state IN
      ('draft','approving','approved','sent','accepted','rejected')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} REFERENCES contact(id), deal_id ${int} REFERENCES deal(id),
    business_date TEXT NOT NULL, valid_to TEXT NOT NULL CHECK (valid_to >= business_date),
    term_id ${int} REFERENCES payment_term(id),
    lead_time TEXT NOT NULL, note TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL,
    ask_reason TEXT NOT NULL, reasons TEXT NOT NULL,
    approval_id ${int} REFERENCES approval(id), reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    sent_at ${int}, decided_at ${int},
    CHECK (no IS NOT NULL OR state IN ('draft','approving'))
  )${strict}`,
  `CREATE UNIQUE INDEX quotation_no ON quotation (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX quotation_customer ON quotation (customer_id, id)`,
  `CREATE INDEX quotation_contact ON quotation (contact_id)`,
  `CREATE INDEX quotation_deal ON quotation (deal_id, id)`,
  `CREATE INDEX quotation_date ON quotation (business_date, id)`,
  `CREATE INDEX quotation_state ON quotation (state, valid_to)`,
  `CREATE TABLE quotation_line (
    id ${id}, quotation_id ${int} NOT NULL REFERENCES quotation(id), sort ${int} NOT NULL,
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
    deviation TEXT NOT NULL, deviated_by ${int} REFERENCES "user"(id), note TEXT NOT NULL,
    CHECK (product_id IS NOT NULL OR line_kind IN ('freight','service'))
  )${strict}`,
  `CREATE INDEX quotation_line_of ON quotation_line (quotation_id, sort)`,
  `CREATE INDEX quotation_line_product ON quotation_line (product_id, id)`,
  `CREATE TABLE quotation_version (
    id ${id}, quotation_id ${int} NOT NULL REFERENCES quotation(id), revision ${int} NOT NULL,
    document TEXT NOT NULL, made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX quotation_version_of ON quotation_version (quotation_id, revision)`,
  ...frozen('quotation_version'),
  `CREATE INDEX sales_order_quotation ON sales_order (quotation_id) WHERE quotation_id IS NOT NULL`,
];

/** Of quotations alike: the nearest head above who is not the applicant decides. */
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
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'quotation', '报价单审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'quotation'`,
];

const heads = `'branch-manager','office-head','sales-manager'`;
/** What ready roles of a company that exists already gain, each over the rows of its own reach. */
const granted: readonly (readonly [permission: string, scope: string, roles: string])[] = [
  ...['quotations.read', 'quotations.update'].flatMap((permission) => [
    [permission, 'all', `'owner','sales-director'`] as const,
    [permission, 'headed', heads] as const,
    [permission, 'self', `'salesperson'`] as const,
    [permission, 'principals', `'sales-assistant'`] as const,
  ]),
  ['quotations.export', 'all', `'owner','sales-director'`],
  ['quotations.export', 'headed', heads],
  ['quotations.export', 'self', `'salesperson'`],
];

const grants = () => [
  ...granted.map(
    ([permission, scope, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Quotations: what customers were offered, in which version, and what became of it. */
export const quotationsMigration: Migration = {
  id: 92,
  name: 'quotations',
  statements: (ddl) => [...quotations(ddl), ...flow, ...grants()],
};
