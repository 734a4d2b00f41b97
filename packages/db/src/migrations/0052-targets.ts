import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE target_sheet (
    id ${id}, version ${int} NOT NULL,
    year ${int} NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    dept_id ${int} NOT NULL REFERENCES dept(id), metric TEXT NOT NULL,
    revision ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','locked','replaced')),
    note TEXT NOT NULL, made_by ${int} NOT NULL, made_at ${int} NOT NULL,
    submitted_at ${int}, locked_at ${int}, locked_by ${int},
    UNIQUE (year, dept_id, metric, revision)
  )${strict}`,
  // One that holds, and one that is being worked on.
  `CREATE UNIQUE INDEX target_sheet_locked ON target_sheet (year, dept_id, metric)
    WHERE state = 'locked'`,
  `CREATE UNIQUE INDEX target_sheet_open ON target_sheet (year, dept_id, metric)
    WHERE state IN ('draft','submitted')`,
  `CREATE TABLE target_line (
    sheet_id ${int} NOT NULL REFERENCES target_sheet(id),
    node_kind TEXT NOT NULL CHECK (node_kind IN ('dept','user')), node_id ${int} NOT NULL,
    month ${int} NOT NULL CHECK (month BETWEEN 1 AND 12),
    value ${int} NOT NULL CHECK (value >= 0),
    PRIMARY KEY (sheet_id, node_kind, node_id, month)
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

/** The nearest head above who is not the applicant decides; where there is none, nobody need. */
const flow = [
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'targetSheet', '目标审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'targetSheet'`,
];

/** Whoever gives deals to people sets what they are to reach. */
const grants = [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
    SELECT role_id, 'targets.update', scope, dept_ids, warehouse_ids, cash_account_ids
    FROM role_grant WHERE permission = 'deals.assign' AND role_id IN (SELECT id FROM role WHERE key
      IN ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`,
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Targets by department, person, metric and month, locked once they are approved (S19). */
export const targetsMigration: Migration = {
  id: 52,
  name: 'targets',
  statements: (ddl) => [...tables(ddl), ...flow, ...grants],
};
