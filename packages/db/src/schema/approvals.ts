import type { ApprovalState, StepVerb, TaskOrigin, TaskState } from '@xinhang/shared/approvals.ts';
import type { Generated } from 'kysely';

export interface ApprovalTables {
  approval_flow: {
    id: Generated<number>;
    version: number;
    kind: string;
    name: string;
    active: number;
  };
  /** Never changed: what runs keeps the version that it began with. */
  approval_flow_version: {
    id: Generated<number>;
    flow_id: number;
    no: number;
    /** JSON array of nodes. */
    nodes: string;
    /** JSON array of user ids. */
    cc: string;
    /** Null: came with the product. */
    made_by: number | null;
    made_at: number;
  };
  approval: {
    id: Generated<number>;
    version: number;
    kind: string;
    subject_id: number;
    subject_version: number;
    flow_version_id: number;
    applicant_id: number;
    dept_id: number;
    /** JSON: the condition fields of the subject, as they stood when it was asked. */
    facts: string;
    /** JSON: approvers whom the applicant named, by the key of the node. */
    chosen: string;
    /** JSON: what is done once approved. */
    change_set: string;
    state: ApprovalState;
    /** Index of the node that decides now; of the last one once it is over. */
    node: number;
    reason: string;
    started_at: number;
    ended_at: number | null;
    reminded_at: number | null;
  };
  approval_task: {
    id: Generated<number>;
    approval_id: number;
    node: number;
    /** It waits until that one is approved. */
    after_task_id: number | null;
    user_id: number;
    origin: TaskOrigin;
    state: TaskState;
    /** Another than the person: on behalf of. */
    acted_by: number | null;
    acted_at: number | null;
    comment: string;
  };
  approval_step: {
    id: Generated<number>;
    approval_id: number;
    at: number;
    verb: StepVerb;
    /** Name of the node. */
    node: string;
    by_user_id: number | null;
    for_user_id: number | null;
    to_user_id: number | null;
    comment: string;
  };
  approval_cc: { approval_id: number; user_id: number };
  approval_delegation: {
    id: Generated<number>;
    user_id: number;
    to_user_id: number;
    from_on: string;
    to_on: string;
    note: string;
    made_at: number;
    ended_at: number | null;
  };
  request: {
    id: Generated<number>;
    version: number;
    title: string;
    text: string;
    amount_fen: number | null;
    by_user_id: number;
    at: number;
    state: ApprovalState;
  };
  request_file: {
    id: Generated<number>;
    /** Null while the request is being written. */
    request_id: number | null;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
}
