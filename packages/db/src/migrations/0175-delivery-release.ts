import type { Migration } from './ddl.ts';

/** The nearest head above who is not the applicant decides. */
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

/** Whoever sends goods asks for the release of a delivery that is stopped, up to a day if one is said. */
export const deliveryReleaseMigration: Migration = {
  id: 175,
  name: 'release of a delivery by approval',
  statements: ({ int }) => [
    `ALTER TABLE delivery ADD COLUMN asked_by ${int} REFERENCES "user"(id)`,
    `ALTER TABLE delivery ADD COLUMN ask_reason TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE delivery ADD COLUMN release_until TEXT`,
    `ALTER TABLE delivery ADD COLUMN approval_id ${int} REFERENCES approval(id)`,
    `INSERT INTO approval_flow (version, kind, name, active)
      VALUES (1, 'deliveryRelease', '发货放行审批', 1)`,
    `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
      SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'deliveryRelease'`,
  ],
};
