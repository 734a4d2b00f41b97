import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { flowVersions } from '@xinhang/db/repositories/approval-flows.ts';
import { stepsOf, tasksOf, type TaskRecord } from '@xinhang/db/repositories/approval-tasks.ts';
import { approvalsByIds, toldOf, type ApprovalRecord } from '@xinhang/db/repositories/approvals.ts';
import type { FlowNode } from '@xinhang/shared/approval-flows.ts';
import type { ApprovalPage, ApprovalRow } from '@xinhang/shared/approvals.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ReadContext } from '../../../http/context.ts';
import type { SubjectLook } from '../../../registry/approvals.ts';
import { userNames } from '../../org/service.ts';
import { wayOf, type Targets } from './engine.ts';
import { loadPeople, principalsNow } from './people.ts';

type Looker = Pick<ReadContext, 'db' | 'actor' | 'now'>;

/** Whose tasks the actor decides today, the own first. */
async function deciders(ctx: Looker): Promise<number[]> {
  return [ctx.actor.userId, ...(await principalsNow(ctx))];
}

/** The task that the actor may decide now; nobody decides on what he applied for as a deputy. */
function turnOf(
  ctx: Pick<Looker, 'actor'>,
  row: ApprovalRecord,
  tasks: readonly TaskRecord[],
  whose: readonly number[],
): TaskRecord | undefined {
  const me = ctx.actor.userId;
  const mine = row.applicant_id === me ? [me] : whose;
  const pending = tasks.filter((task) => task.state === 'pending' && mine.includes(task.user_id));
  return pending.find((task) => task.user_id === me) ?? pending[0];
}

/** Those whom the actor may read: what he applied for, was asked, or was told; owners all. */
async function readable(
  ctx: Looker,
  rows: readonly ApprovalRecord[],
  tasks: ReadonlyMap<number, readonly TaskRecord[]>,
  whose: readonly number[],
): Promise<ApprovalRecord[]> {
  if (may(ctx.actor, 'system.owner')) return [...rows];
  const me = ctx.actor.userId;
  const told = await toldOf(
    ctx.db,
    me,
    rows.map((row) => row.id),
  );
  return rows.filter((row) => {
    const own = tasks.get(row.id) ?? [];
    const asked = own.some((task) => task.user_id === me || task.acted_by === me);
    const turn = turnOf(ctx, row, own, whose) !== undefined;
    return row.applicant_id === me || asked || turn || told.has(row.id);
  });
}

async function tasksByApproval(db: Reader, ids: readonly number[]) {
  return Map.groupBy(await tasksOf(db, ids), (task) => task.approval_id);
}

export async function mayRead(ctx: ReadContext, row: ApprovalRecord): Promise<boolean> {
  const tasks = await tasksByApproval(ctx.db, [row.id]);
  return (await readable(ctx, [row], tasks, await deciders(ctx))).length === 1;
}

/** Of these approvals those that the actor may read. */
export async function readableApprovals(ctx: Looker, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await approvalsByIds(ctx.db, ids);
  const seen = await readable(ctx, rows, await tasksByApproval(ctx.db, ids), await deciders(ctx));
  return new Set(seen.map((row) => row.id));
}

/** With whom an approval lies now, for whoever may see what it is about; nobody once it is over. */
export async function waitersOf(db: Reader, approvalId: number | null): Promise<NameRef[]> {
  if (approvalId === null) return [];
  const pending = (await tasksOf(db, [approvalId])).filter((task) => task.state === 'pending');
  const ids = pending.map((task) => task.user_id);
  const names = await userNames(db, ids);
  return ids.map((id) => ({ id, name: names.get(id) ?? '' }));
}

/** What these are about, as the actor sees it, by the id of the approval. */
async function looks(http: Targets, ctx: ReadContext, rows: readonly ApprovalRecord[]) {
  const found = new Map<number, SubjectLook>();
  for (const [kind, of] of Map.groupBy(rows, (row) => row.kind)) {
    const ids = [...new Set(of.map((row) => row.subject_id))];
    const seen = await http.approvals.get(kind).look(ctx, ids);
    for (const row of of) {
      const look = seen.get(row.subject_id);
      if (look) found.set(row.id, look);
    }
  }
  return found;
}

/** Titles for notifications, of those that the actor may read. */
export async function titlesOf(
  http: Targets,
  ctx: ReadContext,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await approvalsByIds(ctx.db, ids);
  const tasks = await tasksByApproval(ctx.db, ids);
  const seen = await readable(ctx, rows, tasks, await deciders(ctx));
  const found = await looks(http, ctx, seen);
  return new Map([...found].map(([id, look]) => [id, look.title]));
}

const refs = (names: ReadonlyMap<number, string>) => (id: number | null) =>
  id === null ? null : { id, name: names.get(id) ?? '' };

/** Rows of a list, with what waits for the actor in them. */
export async function toRows(
  http: Targets,
  ctx: ReadContext,
  rows: readonly ApprovalRecord[],
): Promise<ApprovalRow[]> {
  const ids = rows.map((row) => row.id);
  const tasks = await tasksByApproval(ctx.db, ids);
  const whose = await deciders(ctx);
  const found = await looks(http, ctx, rows);
  const versions = await flowVersions(ctx.db, [...new Set(rows.map((row) => row.flow_version_id))]);
  const flows = new Map(versions.map(({ id, name }) => [id, name]));
  const people = [...tasks.values()].flat().map((task) => task.user_id);
  const ref = refs(await userNames(ctx.db, [...people, ...rows.map((row) => row.applicant_id)]));
  return rows.map((row) => {
    const own = tasks.get(row.id) ?? [];
    const turn = ctx.actor.viewAsBy === null ? turnOf(ctx, row, own, whose) : undefined;
    const look = found.get(row.id);
    return {
      id: row.id,
      version: row.version,
      kind: row.kind,
      flow: flows.get(row.flow_version_id) ?? '',
      title: look?.title ?? null,
      amountFen: look?.amountFen ?? null,
      applicant: ref(row.applicant_id)!,
      state: row.state,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      waitsFor: own.flatMap((task) => (task.state === 'pending' ? ref(task.user_id)! : [])),
      taskId: turn?.id ?? null,
      onBehalfOf: turn && turn.user_id !== ctx.actor.userId ? ref(turn.user_id) : null,
    };
  });
}

/** Every node that is taken: what is over, what runs, and who would decide in what lies ahead. */
async function nodesOf(ctx: ReadContext, row: ApprovalRecord, nodes: readonly FlowNode[]) {
  const way = wayOf(await loadPeople(ctx.db), nodes, row);
  const over = row.state !== 'pending';
  const taken = nodes.flatMap((node, index) => {
    const people = way[index];
    const never = over && row.state !== 'approved' && index > row.node;
    if (!people || never) return [];
    const state = over || index < row.node ? 'done' : index === row.node ? 'now' : 'ahead';
    return { index, name: node.name, mode: node.mode, state, ids: state === 'ahead' ? people : [] };
  });
  const names = await userNames(
    ctx.db,
    taken.flatMap((node) => node.ids),
  );
  return taken.map(({ ids, ...node }) => ({
    ...node,
    state: node.state as ApprovalPage['nodes'][number]['state'],
    people: ids.map((id): NameRef => ({ id, name: names.get(id) ?? '' })),
  }));
}

async function historyOf(ctx: ReadContext, row: ApprovalRecord) {
  const tasks = await tasksOf(ctx.db, [row.id]);
  const steps = await stepsOf(ctx.db, row.id);
  const people = [
    ...tasks.flatMap((task) => [task.user_id, task.acted_by]),
    ...steps.flatMap((one) => [one.by_user_id, one.for_user_id, one.to_user_id]),
  ].filter((id) => id !== null);
  const ref = refs(await userNames(ctx.db, people));
  return {
    tasks: tasks.map((task) => ({
      id: task.id,
      node: task.node,
      user: ref(task.user_id)!,
      origin: task.origin,
      state: task.state,
      actedBy: ref(task.acted_by),
      actedAt: task.acted_at,
      comment: task.comment,
    })),
    steps: steps.map((one) => ({
      id: one.id,
      at: one.at,
      verb: one.verb,
      node: one.node,
      by: ref(one.by_user_id),
      for: ref(one.for_user_id),
      to: ref(one.to_user_id),
      comment: one.comment,
    })),
  };
}

/** One approval in full; the caller has made sure that the actor may read it. */
export async function toPage(
  http: Targets,
  ctx: ReadContext,
  row: ApprovalRecord,
): Promise<ApprovalPage> {
  const [line] = await toRows(http, ctx, [row]);
  const look = (await looks(http, ctx, [row])).get(row.id);
  const [version] = await flowVersions(ctx.db, [row.flow_version_id]);
  const own = row.applicant_id === ctx.actor.userId && ctx.actor.viewAsBy === null;
  const open = own && row.state === 'pending';
  return {
    ...line!,
    subjectId: row.subject_id,
    reason: row.reason,
    lines: look?.lines ?? [],
    files: look?.files ?? [],
    route: look?.route ?? null,
    nodes: await nodesOf(ctx, row, JSON.parse(version!.nodes) as FlowNode[]),
    ...(await historyOf(ctx, row)),
    can: { decide: line!.taskId !== null, withdraw: open, remind: open },
  };
}
