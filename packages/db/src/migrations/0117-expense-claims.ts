import type { Ddl, Migration } from './ddl.ts';

/** What people spent for the company, and get back. */
const claims = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE expense_claim (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','approving','approved','paid')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    user_id ${int} NOT NULL REFERENCES "user"(id),
    title TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen >= 0),
    made_at ${int} NOT NULL, submitted_at ${int}, reason TEXT NOT NULL,
    approval_id ${int} REFERENCES approval(id),
    account_id ${int} REFERENCES cash_account(id),
    paid_on TEXT, paid_by ${int} REFERENCES "user"(id),
    CHECK (state = 'draft' OR no IS NOT NULL),
    CHECK ((state = 'paid') = (account_id IS NOT NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX expense_claim_no ON expense_claim (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX expense_claim_user ON expense_claim (user_id, id)`,
  `CREATE INDEX expense_claim_state ON expense_claim (state, id)`,
  `CREATE TABLE expense_line (
    id ${id}, claim_id ${int} NOT NULL REFERENCES expense_claim(id), sort ${int} NOT NULL,
    category_id ${int} NOT NULL REFERENCES cash_category(id),
    spent_on TEXT NOT NULL, amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    note TEXT NOT NULL, customer_id ${int} REFERENCES customer(id)
  )${strict}`,
  `CREATE INDEX expense_line_claim ON expense_line (claim_id, sort)`,
  `CREATE INDEX expense_line_customer ON expense_line (customer_id, id)`,
  `CREATE TABLE expense_file (
    id ${id}, claim_id ${int} NOT NULL REFERENCES expense_claim(id), name TEXT NOT NULL,
    mime TEXT NOT NULL, size ${int} NOT NULL, sha256 TEXT NOT NULL,
    uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
  )${strict}`,
  `CREATE INDEX expense_file_claim ON expense_file (claim_id, id)`,
  `CREATE INDEX expense_file_sha256 ON expense_file (sha256)`,
];

/** The head decides; for the head the one above. A company adds nodes by amount. */
const node = JSON.stringify([
  {
    key: 'head',
    name: '主管审批',
    when: [],
    otherwise: false,
    approver: { rule: 'head', userIds: [], roleId: null, levels: 1, deptType: null, deptId: null },
    mode: 'any',
    self: 'above',
  },
]);
const flow = [
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'expense', '费用报销审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'expense'`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const granted = [
  ['expenses.read', 'all', `'owner','accountant'`],
  ['expenses.read', 'headed', `'sales-director','branch-manager','office-head','sales-manager'`],
  ['expenses.read', 'self', `'salesperson','sales-assistant','buyer','warehouse','service'`],
  [
    'expenses.create',
    'all',
    `'owner','accountant','sales-director','branch-manager','office-head','sales-manager',
     'salesperson','sales-assistant','buyer','warehouse','service'`,
  ],
  ['expenses.pay', 'all', `'owner','accountant'`],
] as const;

const grants = () => [
  ...granted.map(
    ([permission, scope, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Claims of expenses, their lines and files, and the flow that approves them. */
export const expenseClaimsMigration: Migration = {
  id: 117,
  name: 'expense-claims',
  statements: (ddl) => [...claims(ddl), ...flow, ...grants()],
};
