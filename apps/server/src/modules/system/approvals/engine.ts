import { activeFlows, flowById, flowVersions } from '@xinhang/db/repositories/approval-flows.ts';
import {
  insertStep,
  insertTask,
  setTasks,
  tasksOf,
} from '@xinhang/db/repositories/approval-tasks.ts';
import {
  approvalById,
  changePending,
  insertApproval,
  insertCc,
  type ApprovalRecord,
} from '@xinhang/db/repositories/approvals.ts';
import type { Facts, FlowNode } from '@xinhang/shared/approval-flows.ts';
import type { ApprovalState, StepVerb, TaskOrigin } from '@xinhang/shared/approvals.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { ApprovalTargets } from '../../../registry/approvals.ts';
import { loadPeople, withDeputies } from './people.ts';
import { approversOf, factsOf, nodesTaken, works, type People } from './route.ts';

export type Targets = { readonly approvals: ApprovalTargets };

export interface Question {
  /** A registered kind, and the row of it. */
  kind: string;
  subjectId: number;
  /** Of the row, as the applicant saw it: once it has another, the approval does nothing. */
  subjectVersion: number;
  /** What conditions ask, by the names that the kind registered. */
  facts: Facts;
  /** Given back to `apply`: JSON. */
  changeSet: unknown;
  /** By which flow; absent: the first of the kind that is in use. */
  flowId?: number;
  /** Approvers whom the applicant names, by the key of the node. */
  chosen?: Readonly<Record<string, readonly number[]>>;
}

/** Puts a line on the timeline. */
export async function step(
  ctx: WriteContext,
  approvalId: number,
  verb: StepVerb,
  more: { node?: string; for?: number | null; to?: number; comment?: string; by?: null } = {},
): Promise<void> {
  await insertStep(ctx.tx, {
    approval_id: approvalId,
    at: ctx.now,
    verb,
    node: more.node ?? '',
    by_user_id: more.by === null ? null : ctx.actor.userId || null,
    for_user_id: more.for ?? null,
    to_user_id: more.to ?? null,
    comment: more.comment ?? '',
  });
}

export async function notifyOf(
  ctx: WriteContext,
  approvalId: number,
  kind: NoticeKind,
  userIds: readonly number[],
): Promise<void> {
  if (userIds.length === 0) return;
  await ctx.notify(userIds, {
    kind,
    about: { entity: 'approval', id: approvalId },
    route: `/approvals/${approvalId}`,
  });
}

/** Those with whom it now lies, and their deputies, are told; the applicant never is. */
export async function askPeople(
  ctx: WriteContext,
  approval: ApprovalRecord,
  userIds: readonly number[],
  kind: NoticeKind = 'approval-asked',
): Promise<void> {
  const everybody = await withDeputies(ctx, userIds);
  await notifyOf(
    ctx,
    approval.id,
    kind,
    everybody.filter((id) => id !== approval.applicant_id),
  );
}

/** News for whoever has it before the eyes, and the audit: no title, no figure. */
export async function record(ctx: WriteContext, action: string, id: number): Promise<void> {
  const row = (await approvalById(ctx.tx, id))!;
  const tasks = await tasksOf(ctx.tx, [id]);
  const people = tasks.map((task) => task.user_id);
  await ctx.audit({
    action,
    entity: 'approval',
    entityId: id,
    after: { kind: row.kind, state: row.state, node: row.node + 1 },
  });
  await ctx.emit({
    entity: 'approval',
    id,
    version: row.version,
    audience: await withDeputies(ctx, [row.applicant_id, ...people]),
  });
}

export async function versionOf(
  ctx: Pick<WriteContext, 'db'>,
  approval: { flow_version_id: number },
): Promise<{ nodes: FlowNode[]; cc: number[]; name: string }> {
  const [row] = await flowVersions(ctx.db, [approval.flow_version_id]);
  return {
    nodes: JSON.parse(row!.nodes) as FlowNode[],
    cc: JSON.parse(row!.cc) as number[],
    name: row!.name,
  };
}

/** Gives the tasks of a node: one after the other, or all at once. */
export async function giveTasks(
  ctx: WriteContext,
  approvalId: number,
  node: number,
  userIds: readonly number[],
  how: { inTurn: boolean; origin?: TaskOrigin },
): Promise<void> {
  let before: number | null = null;
  for (const userId of userIds) {
    const waits: boolean = how.inTurn && before !== null;
    const task = await insertTask(ctx.tx, {
      approval_id: approvalId,
      node,
      after_task_id: waits ? before : null,
      user_id: userId,
      origin: how.origin ?? 'flow',
      state: waits ? 'waiting' : 'pending',
    });
    before = task.id;
  }
}

const parsed = (approval: ApprovalRecord) => ({
  facts: JSON.parse(approval.facts) as Facts,
  chosen: JSON.parse(approval.chosen) as Record<string, number[]>,
});

/** Who would decide in each node that is taken, as things stand; null where it is not. */
export function wayOf(
  people: People,
  nodes: readonly FlowNode[],
  approval: ApprovalRecord,
): (number[] | null)[] {
  const { facts, chosen } = parsed(approval);
  const taken = nodesTaken(nodes, facts);
  return nodes.map((node, index) =>
    taken[index] ? approversOf(people, node, approval.applicant_id, chosen[node.key] ?? []) : null,
  );
}

/** Goes on to the next node in which somebody must decide; past the last one it is approved. */
export async function goOn(
  http: Targets,
  ctx: WriteContext,
  approval: ApprovalRecord,
  from: number,
): Promise<void> {
  const { nodes, cc } = await versionOf(ctx, approval);
  const people = await loadPeople(ctx.tx);
  const way = wayOf(people, nodes, approval);
  for (let index = from; index < nodes.length; index += 1) {
    const approvers = way[index];
    if (!approvers) continue;
    const node = nodes[index]!;
    if (approvers.length === 0) {
      await step(ctx, approval.id, 'passed', { node: node.name, by: null });
      continue;
    }
    if (!(await changePending(ctx.tx, approval.id, { node: index }))) throw gone();
    const inTurn = node.mode === 'sequence';
    await giveTasks(ctx, approval.id, index, approvers, { inTurn });
    await askPeople(ctx, approval, inTurn ? approvers.slice(0, 1) : approvers);
    return;
  }
  await finish(http, ctx, approval, 'approved', '');
  const told = cc.filter((id) => works(people, id) && id !== approval.applicant_id);
  await insertCc(ctx.tx, approval.id, told);
  await notifyOf(ctx, approval.id, 'approval-cc', told);
}

export const gone = (by = '', state = '') => problem('already-decided', { params: { by, state } });

/** Ends it, once: what was asked for is done, or put away. */
export async function finish(
  http: Targets,
  ctx: WriteContext,
  approval: ApprovalRecord,
  state: Exclude<ApprovalState, 'pending'>,
  reason: string,
): Promise<void> {
  const ended = await changePending(ctx.tx, approval.id, { state, reason, ended_at: ctx.now });
  if (!ended) throw gone();
  const open = (await tasksOf(ctx.tx, [approval.id])).filter(
    (task) => task.state === 'pending' || task.state === 'waiting',
  );
  await setTasks(
    ctx.tx,
    open.map((task) => task.id),
    { state: 'void' },
  );
  const target = http.approvals.get(approval.kind);
  const change = {
    approvalId: approval.id,
    subjectId: approval.subject_id,
    applicantId: approval.applicant_id,
    changeSet: JSON.parse(approval.change_set) as unknown,
    reason,
  };
  if (state === 'approved') {
    const version = await target.version(ctx, approval.subject_id);
    if (version !== approval.subject_version) throw problem('subject-changed');
    await target.apply(ctx, change);
    await step(ctx, approval.id, 'done', { by: null });
  } else await target.discard(ctx, { ...change, state });
  const hears = state === 'withdrawn' ? open.map((task) => task.user_id) : [approval.applicant_id];
  await notifyOf(ctx, approval.id, `approval-${state}`, hears);
}

/** Whom the applicant named, checked; every node that asks for somebody has one. */
function checkChosen(people: People, nodes: readonly FlowNode[], ask: Question, self: number) {
  const taken = nodesTaken(nodes, ask.facts);
  const chosen: Record<string, number[]> = {};
  for (const [index, node] of nodes.entries()) {
    if (node.approver.rule !== 'chosen' || !taken[index]) continue;
    const named = ask.chosen?.[node.key] ?? [];
    if (named.length === 0) throw fieldRefused('/chosen', 'approver-missing', { node: node.name });
    for (const id of named) {
      if (!works(people, id)) throw fieldRefused('/chosen', 'unknown-user');
      if (id === self) throw fieldRefused('/chosen', 'the-person-himself');
    }
    chosen[node.key] = [...new Set(named)];
  }
  return chosen;
}

/**
 * Asks for the approval of a change of a row, in the transaction of the command that wants it; the
 * actor is the applicant, whose right to the change has been checked. Answers the approval (which
 * may be approved at once, where nobody had to decide), or null where no flow of this kind is in
 * use: then nobody need be asked, and the caller makes the change himself.
 * Throws `field-refused` at `/flowId` or `/chosen`.
 */
export async function startApproval(
  http: Targets,
  ctx: WriteContext,
  ask: Question,
): Promise<ApprovalRecord | null> {
  const { tx, actor } = ctx;
  const named = ask.flowId === undefined ? undefined : await flowById(tx, ask.flowId);
  const usable = named?.kind === ask.kind && named.active === 1;
  if (ask.flowId !== undefined && !usable) throw fieldRefused('/flowId', 'unknown-flow');
  const flow = named ?? (await activeFlows(tx, ask.kind))[0];
  if (!flow) return null;
  const people = await loadPeople(tx);
  const facts = { ...factsOf(people, actor.userId), ...ask.facts };
  const nodes = JSON.parse(flow.nodes) as FlowNode[];
  const row = await insertApproval(tx, {
    kind: ask.kind,
    subject_id: ask.subjectId,
    subject_version: ask.subjectVersion,
    flow_version_id: flow.version_id,
    applicant_id: actor.userId,
    dept_id: people.users.get(actor.userId)!.deptId,
    facts: JSON.stringify(facts),
    chosen: JSON.stringify(checkChosen(people, nodes, { ...ask, facts }, actor.userId)),
    change_set: JSON.stringify(ask.changeSet ?? null),
    state: 'pending',
    node: 0,
    started_at: ctx.now,
  });
  await step(ctx, row.id, 'started');
  await goOn(http, ctx, row, 0);
  await record(ctx, 'approvals.start', row.id);
  return (await approvalById(tx, row.id))!;
}
