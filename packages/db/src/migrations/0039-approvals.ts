import type { Ddl, Migration } from './ddl.ts';

/** The one flow that every company begins with: the applicant names who decides. */
const firstNodes = JSON.stringify([
  {
    key: 'n1',
    name: '审批',
    when: [],
    otherwise: false,
    approver: {
      rule: 'chosen',
      userIds: [],
      roleId: null,
      levels: 1,
      deptType: null,
      deptId: null,
    },
    mode: 'sequence',
    self: 'above',
  },
]);

const flows = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE approval_flow (
    id ${id}, version ${int} NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0, 1))
  )${strict}`,
  `CREATE TABLE approval_flow_version (
    id ${id}, flow_id ${int} NOT NULL REFERENCES approval_flow(id), no ${int} NOT NULL,
    nodes TEXT NOT NULL, cc TEXT NOT NULL,
    made_by ${int} REFERENCES "user"(id), made_at ${int} NOT NULL,
    UNIQUE (flow_id, no)
  )${strict}`,
  ...frozen('approval_flow_version'),
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'request', '通用申请', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${firstNodes}', '[]', NULL, 0 FROM approval_flow`,
];

const approvals = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE approval (
    id ${id}, version ${int} NOT NULL, kind TEXT NOT NULL,
    subject_id ${int} NOT NULL, subject_version ${int} NOT NULL,
    flow_version_id ${int} NOT NULL REFERENCES approval_flow_version(id),
    applicant_id ${int} NOT NULL REFERENCES "user"(id), dept_id ${int} NOT NULL,
    facts TEXT NOT NULL, chosen TEXT NOT NULL, change_set TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending','approved','rejected','withdrawn')),
    node ${int} NOT NULL, reason TEXT NOT NULL,
    started_at ${int} NOT NULL, ended_at ${int}, reminded_at ${int}
  )${strict}`,
  `CREATE INDEX approval_subject ON approval (kind, subject_id)`,
  `CREATE INDEX approval_applicant ON approval (applicant_id, id)`,
  `CREATE TABLE approval_task (
    id ${id}, approval_id ${int} NOT NULL REFERENCES approval(id), node ${int} NOT NULL,
    after_task_id ${int} REFERENCES approval_task(id),
    user_id ${int} NOT NULL REFERENCES "user"(id),
    origin TEXT NOT NULL CHECK (origin IN ('flow','added','transfer','moved')),
    state TEXT NOT NULL
      CHECK (state IN ('waiting','pending','approved','rejected','void','transferred')),
    acted_by ${int} REFERENCES "user"(id), acted_at ${int}, comment TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX approval_task_approval ON approval_task (approval_id)`,
  `CREATE INDEX approval_task_person ON approval_task (user_id, state, approval_id)`,
  `CREATE INDEX approval_task_actor ON approval_task (acted_by, approval_id)`,
  `CREATE TABLE approval_step (
    id ${id}, approval_id ${int} NOT NULL REFERENCES approval(id), at ${int} NOT NULL,
    verb TEXT NOT NULL, node TEXT NOT NULL, by_user_id ${int} REFERENCES "user"(id),
    for_user_id ${int} REFERENCES "user"(id), to_user_id ${int} REFERENCES "user"(id),
    comment TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX approval_step_approval ON approval_step (approval_id, id)`,
  ...frozen('approval_step'),
  `CREATE TABLE approval_cc (
    approval_id ${int} NOT NULL REFERENCES approval(id),
    user_id ${int} NOT NULL REFERENCES "user"(id), PRIMARY KEY (approval_id, user_id)
  )${strict}`,
  `CREATE INDEX approval_cc_person ON approval_cc (user_id, approval_id)`,
  `CREATE TABLE approval_delegation (
    id ${id}, user_id ${int} NOT NULL REFERENCES "user"(id),
    to_user_id ${int} NOT NULL REFERENCES "user"(id),
    from_on TEXT NOT NULL, to_on TEXT NOT NULL, note TEXT NOT NULL,
    made_at ${int} NOT NULL, ended_at ${int}
  )${strict}`,
  `CREATE INDEX approval_delegation_from ON approval_delegation (user_id, to_on)`,
  `CREATE INDEX approval_delegation_to ON approval_delegation (to_user_id, to_on)`,
];

const requests = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE request (
    id ${id}, version ${int} NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    amount_fen ${int}, by_user_id ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending','approved','rejected','withdrawn'))
  )${strict}`,
  `CREATE TABLE request_file (
    id ${id}, request_id ${int} REFERENCES request(id), name TEXT NOT NULL, mime TEXT NOT NULL,
    size ${int} NOT NULL, sha256 TEXT NOT NULL,
    uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
  )${strict}`,
  `CREATE INDEX request_file_request ON request_file (request_id)`,
  `CREATE INDEX request_file_sha256 ON request_file (sha256)`,
];

const rights = () => [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids)
    SELECT id, 'approvals.manage', 'all', '[]' FROM role WHERE key IN ('owner', 'administrator')`,
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Approvals: flows, what runs through them, and the request that anybody may make. */
export const approvalTables: Migration = {
  id: 39,
  name: 'approvals',
  statements: (ddl) => [...flows(ddl), ...approvals(ddl), ...requests(ddl), ...rights()],
};
