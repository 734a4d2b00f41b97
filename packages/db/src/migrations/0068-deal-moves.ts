import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  // The flow that is asked before a deal enters the stage; none: nobody is.
  `ALTER TABLE pipeline_stage ADD COLUMN approval_flow_id ${int} REFERENCES approval_flow(id)`,
  `CREATE TABLE deal_move (
    id ${id}, deal_id ${int} NOT NULL REFERENCES deal(id),
    from_stage_id ${int} NOT NULL REFERENCES pipeline_stage(id),
    to_stage_id ${int} NOT NULL REFERENCES pipeline_stage(id),
    approval_id ${int} REFERENCES approval(id),
    state TEXT NOT NULL CHECK (state IN ('waiting','approved','rejected','withdrawn')),
    by_user_id ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL
  )${strict}`,
  // One at a time waits for a deal, whoever asks at once.
  `CREATE UNIQUE INDEX deal_move_waiting ON deal_move (deal_id) WHERE state = 'waiting'`,
  `CREATE INDEX deal_move_stage ON deal_move (to_stage_id) WHERE state = 'waiting'`,
];

/** Of targets alike: the nearest head above who is not the applicant decides. */
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

/** To choose at a stage; it is asked by none until then. */
const flow = [
  `INSERT INTO approval_flow (version, kind, name, active) VALUES (1, 'dealMove', '商机阶段审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'dealMove'`,
];

/** Moves into a stage that wait for an approval (S90). */
export const dealMoves: Migration = {
  id: 68,
  name: 'deal-moves',
  statements: (ddl) => [...tables(ddl), ...flow],
};
