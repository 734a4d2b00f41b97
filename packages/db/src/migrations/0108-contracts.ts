import type { Ddl, Migration } from './ddl.ts';

/** What was agreed with a customer; an amendment is a row beside the contract that it amends. */
const contracts = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE contract (
    id ${id}, version ${int} NOT NULL, no TEXT, revision ${int} NOT NULL CHECK (revision > 0),
    kind TEXT NOT NULL CHECK (kind IN ('single','frame')),
    state TEXT NOT NULL CHECK (state IN
      ('draft','approving','active','fulfilled','terminated','applied')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    amends_id ${int} REFERENCES contract(id), amend_reason TEXT NOT NULL,
    contact_id ${int} REFERENCES contact(id), deal_id ${int} REFERENCES deal(id),
    quotation_id ${int} REFERENCES quotation(id),
    owner_id ${int} NOT NULL REFERENCES "user"(id), dept_id ${int} REFERENCES dept(id),
    title TEXT NOT NULL, customer_no TEXT NOT NULL,
    our_signer TEXT NOT NULL, their_signer TEXT NOT NULL,
    signed_on TEXT, start_on TEXT NOT NULL, end_on TEXT CHECK (end_on >= start_on),
    term_id ${int} REFERENCES payment_term(id),
    clauses TEXT NOT NULL, note TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    amount_fen ${int} CHECK (amount_fen >= 0),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL,
    ask_reason TEXT NOT NULL, reasons TEXT NOT NULL,
    approval_id ${int} REFERENCES approval(id), reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    ended_at ${int},
    CHECK (no IS NOT NULL OR state IN ('draft','approving')),
    CHECK (amends_id IS NOT NULL OR state <> 'applied')
  )${strict}`,
  `CREATE UNIQUE INDEX contract_no ON contract (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE UNIQUE INDEX contract_amended ON contract (amends_id)
    WHERE state IN ('draft','approving') AND amends_id IS NOT NULL`,
  `CREATE INDEX contract_customer ON contract (customer_id, id)`,
  `CREATE INDEX contract_contact ON contract (contact_id)`,
  `CREATE INDEX contract_deal ON contract (deal_id, id)`,
  `CREATE INDEX contract_owner ON contract (owner_id, id)`,
  `CREATE INDEX contract_state ON contract (state, end_on, id)`,
  // origin_id: the line of the contract that a line of an amendment goes on; orders name that.
  `CREATE TABLE contract_line (
    id ${id}, contract_id ${int} NOT NULL REFERENCES contract(id), sort ${int} NOT NULL,
    origin_id ${int},
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
  `CREATE INDEX contract_line_of ON contract_line (contract_id, sort)`,
  `CREATE INDEX contract_line_product ON contract_line (product_id, id)`,
  `CREATE TABLE contract_milestone (
    id ${id}, version ${int} NOT NULL,
    contract_id ${int} NOT NULL REFERENCES contract(id), sort ${int} NOT NULL,
    origin_id ${int}, name TEXT NOT NULL,
    share_bp ${int} CHECK (share_bp BETWEEN 1 AND 10000),
    amount_fen ${int} NOT NULL CHECK (amount_fen >= 0),
    "trigger" TEXT NOT NULL CHECK ("trigger" IN
      ('date','signing','order','shipment','signOff','fapiao','acceptance','other')),
    days ${int} NOT NULL CHECK (days >= 0), planned_on TEXT,
    reached_on TEXT, reached_by ${int} REFERENCES "user"(id), due_on TEXT,
    paid_on TEXT, paid_by ${int} REFERENCES "user"(id), note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX contract_milestone_of ON contract_milestone (contract_id, sort)`,
  `CREATE INDEX contract_milestone_due ON contract_milestone (due_on, id) WHERE paid_on IS NULL`,
  `CREATE TABLE contract_version (
    id ${id}, contract_id ${int} NOT NULL REFERENCES contract(id), revision ${int} NOT NULL,
    document TEXT NOT NULL, made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX contract_version_of ON contract_version (contract_id, revision)`,
  ...frozen('contract_version'),
  `ALTER TABLE sales_order_line ADD COLUMN contract_line_id ${int}`,
  `CREATE INDEX sales_order_contract ON sales_order (contract_id, id) WHERE contract_id IS NOT NULL`,
  `CREATE INDEX sales_order_line_contract ON sales_order_line (contract_line_id)
    WHERE contract_line_id IS NOT NULL`,
  `CREATE INDEX ar_ledger_contract ON ar_ledger (contract_id) WHERE contract_id IS NOT NULL`,
];

/** Of contracts alike: the nearest head above who is not the applicant decides. */
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
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'contract', '合同审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'contract'`,
];

const heads = `'branch-manager','office-head','sales-manager'`;
/** What ready roles of a company that exists already gain, each over the rows of its own reach. */
const granted: readonly (readonly [permission: string, scope: string, roles: string])[] = [
  ...['contracts.read', 'contracts.update'].flatMap((permission) => [
    [permission, 'all', `'owner','sales-director'`] as const,
    [permission, 'headed', heads] as const,
    [permission, 'self', `'salesperson'`] as const,
    [permission, 'principals', `'sales-assistant'`] as const,
  ]),
  ...['contracts.confirm', 'contracts.export'].flatMap((permission) => [
    [permission, 'all', `'owner','sales-director'`] as const,
    [permission, 'headed', heads] as const,
  ]),
  ['contracts.export', 'self', `'salesperson'`],
];

const grants = () => [
  ...granted.map(
    ([permission, scope, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Contracts: what was agreed, in which version, how it is paid and what is ordered of it. */
export const contractsMigration: Migration = {
  id: 108,
  name: 'contracts',
  statements: (ddl) => [...contracts(ddl), ...flow, ...grants()],
};
