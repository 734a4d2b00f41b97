import type { Ddl, Migration } from './ddl.ts';

/** What people ask to be bought, and which lines of orders are for it. */
const requests = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE purchase_request (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','approving','approved','closed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    requester_id ${int} NOT NULL REFERENCES "user"(id), dept_id ${int} NOT NULL REFERENCES dept(id),
    business_date TEXT NOT NULL, needed_date TEXT,
    reason TEXT NOT NULL, note TEXT NOT NULL, line_count ${int} NOT NULL,
    approval_id ${int} REFERENCES approval(id), refusal TEXT NOT NULL,
    made_at ${int} NOT NULL, submitted_at ${int},
    CHECK (state = 'draft' OR no IS NOT NULL)
  )${strict}`,
  `CREATE UNIQUE INDEX purchase_request_no ON purchase_request (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX purchase_request_requester ON purchase_request (requester_id, id)`,
  `CREATE INDEX purchase_request_state ON purchase_request (state, id)`,
  `CREATE TABLE purchase_request_line (
    id ${id}, request_id ${int} NOT NULL REFERENCES purchase_request(id), sort ${int} NOT NULL,
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    unit_qty_e4 ${int} NOT NULL CHECK (unit_qty_e4 > 0), qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    needed_date TEXT, cancelled_e4 ${int} NOT NULL, close_reason TEXT NOT NULL, note TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX purchase_request_line_of ON purchase_request_line (request_id, sort)`,
  `CREATE INDEX purchase_request_line_product ON purchase_request_line (product_id)`,
  `CREATE INDEX purchase_request_line_unit ON purchase_request_line (unit_id)`,
  `ALTER TABLE purchase_order_line
    ADD COLUMN request_line_id ${int} REFERENCES purchase_request_line(id)`,
  `CREATE INDEX purchase_order_line_request ON purchase_order_line (request_line_id)
    WHERE request_line_id IS NOT NULL`,
];

/** The nearest head above who is not the requester decides. */
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
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'purchaseRequest', '请购审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'purchaseRequest'`,
];

/** Ready roles of a company that exists already: whoever sees products may ask for them. */
const grants = [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
    SELECT DISTINCT role.id, 'purchaseRequests.create', 'all', '[]', NULL, NULL
    FROM role INNER JOIN role_grant AS held ON held.role_id = role.id
    WHERE role.key IS NOT NULL AND held.permission = 'products.read'`,
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** People ask for goods; buyers order them. */
export const purchaseRequestsMigration: Migration = {
  id: 113,
  name: 'purchase-requests',
  statements: (ddl) => [...requests(ddl), ...flow, ...grants],
};
