import type { NodeMode } from '@xinhang/shared/approval-flows.ts';
import type { TaskState } from '@xinhang/shared/approvals.ts';

/** A task of one node, as far as it is asked what comes next. */
export interface Turn {
  id: number;
  /** It waits until that one is approved. */
  after_task_id: number | null;
  state: TaskState;
}

export interface Progress {
  /** Tasks that are pending from now on. */
  opened: number[];
  /** Tasks that nobody needs any more. */
  spared: number[];
  /** Nothing of the node is open any more. */
  over: boolean;
}

const open = ({ state }: Turn) => state === 'pending' || state === 'waiting';

/**
 * What the approval of a task does to the others of its node: those that waited for it open; where
 * one is enough and nobody waited, the rest is spared. `turns` as before the approval.
 */
export function afterApproval(turns: readonly Turn[], id: number, mode: NodeMode): Progress {
  const rest = turns.filter((turn) => turn.id !== id && open(turn));
  const opened = rest.filter((turn) => turn.after_task_id === id).map((turn) => turn.id);
  const enough = mode === 'any' && opened.length === 0;
  const spared = enough ? rest.map((turn) => turn.id) : [];
  return { opened, spared, over: rest.length === spared.length };
}
