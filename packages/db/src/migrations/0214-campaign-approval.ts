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

/** Messages to many are approved without a company having to make a flow first; one that it made stays alone. */
export const campaignApprovalMigration: Migration = {
  id: 214,
  name: 'approval of mass messages',
  statements: () => [
    `INSERT INTO approval_flow (version, kind, name, active)
      SELECT 1, 'campaign', '群发审批', 1
      WHERE NOT EXISTS (SELECT 1 FROM approval_flow WHERE kind = 'campaign')`,
    `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
      SELECT f.id, 1, '${node}', '[]', NULL, 0 FROM approval_flow f
      WHERE f.kind = 'campaign'
        AND NOT EXISTS (SELECT 1 FROM approval_flow_version v WHERE v.flow_id = f.id)`,
  ],
};
