import type { Ddl, Migration } from './ddl.ts';

const plans = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE sales_plan (
    id ${id}, version ${int} NOT NULL, dept_id ${int} NOT NULL REFERENCES dept(id),
    span TEXT NOT NULL CHECK (span IN ('month','quarter','year')),
    from_date TEXT NOT NULL, to_date TEXT NOT NULL,
    strategy TEXT NOT NULL, segments TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','locked')),
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    locked_at ${int}, locked_by ${int},
    UNIQUE (dept_id, span, from_date)
  )${strict}`,
  `CREATE INDEX sales_plan_from ON sales_plan (from_date, to_date)`,
  // An action is an instruction: given, acknowledged and done like every other.
  `CREATE TABLE sales_plan_action (
    plan_id ${int} NOT NULL REFERENCES sales_plan(id), task_id ${int} NOT NULL REFERENCES task(id),
    PRIMARY KEY (plan_id, task_id)
  )${strict}`,
];

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
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'salesPlan', '销售方案审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'salesPlan'`,
];

/** Whoever sells sees the ranking that the company publishes (S30); new companies start with it. */
const grants = [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids)
    SELECT role_id, 'ranking.read', 'all', '[]' FROM role_grant
    WHERE permission = 'performance.read' AND role_id IN (SELECT id FROM role WHERE key IN
      ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager',
       'salesperson'))`,
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** The ranking, and sales plans with their segments and actions (S15, S16, S30). */
export const rankingMigration: Migration = {
  id: 53,
  name: 'ranking',
  statements: (ddl) => [...plans(ddl), ...flow, ...grants],
};
