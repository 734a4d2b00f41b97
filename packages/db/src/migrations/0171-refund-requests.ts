import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE refund_request (
    id ${id}, version ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('approving','approved','returned','paid','void')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0), note TEXT NOT NULL,
    reason TEXT NOT NULL, approval_id ${int} REFERENCES approval(id),
    refund_id ${int} REFERENCES customer_refund(id),
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    CHECK ((state = 'paid') = (refund_id IS NOT NULL))
  )${strict}`,
  `CREATE INDEX refund_request_customer ON refund_request (customer_id, id)`,
  `CREATE INDEX refund_request_refund ON refund_request (refund_id) WHERE refund_id IS NOT NULL`,
  `CREATE TABLE refund_request_line (
    request_id ${int} NOT NULL REFERENCES refund_request(id),
    item_id ${int} NOT NULL REFERENCES ar_ledger(id), sort ${int} NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0), PRIMARY KEY (request_id, item_id)
  )${strict}`,
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
  `INSERT INTO approval_flow (version, kind, name, active)
    VALUES (1, 'customerRefund', '客户退款审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'customerRefund'`,
];

/** Refunds that are asked for, approved and then paid, and the flow that approves them. */
export const refundRequestsMigration: Migration = {
  id: 171,
  name: 'refund-requests',
  statements: (ddl) => [...tables(ddl), ...flow],
};
