import {
  endTask,
  insertTask,
  setTasks,
  taskById,
  tasksOf,
  type TaskRecord,
} from '@xinhang/db/repositories/approval-tasks.ts';
import {
  approvalById,
  changePending,
  type ApprovalRecord,
} from '@xinhang/db/repositories/approvals.ts';
import { REMIND_HOURS } from '@xinhang/shared/approvals.ts';
import { fieldRefused, problem, type Problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { userNames } from '../../org/service.ts';
import {
  askPeople,
  finish,
  gone,
  goOn,
  notifyOf,
  record,
  step,
  versionOf,
  type Targets,
} from './engine.ts';
import { loadPeople, needColleague, principalsNow } from './people.ts';
import { afterApproval } from './progress.ts';
import { mayRead } from './read.ts';

const HOUR_MS = 3_600_000;

/** Who was quicker, for whoever came second. */
async function quicker(ctx: ReadContext, approval: ApprovalRecord): Promise<Problem> {
  const acted = (await tasksOf(ctx.db, [approval.id]))
    .filter((task) => task.acted_by !== null)
    .toSorted((a, b) => (b.acted_at ?? 0) - (a.acted_at ?? 0) || b.id - a.id);
  const by = approval.state === 'withdrawn' ? approval.applicant_id : (acted[0]?.acted_by ?? null);
  const names = await userNames(ctx.db, by === null ? [] : [by]);
  return gone(by === null ? '' : (names.get(by) ?? ''), approval.state);
}

/** An approval that this person may read; 404 beyond that. */
export async function needApproval(ctx: ReadContext, id: number): Promise<ApprovalRecord> {
  const row = await approvalById(ctx.db, id);
  if (!row || !(await mayRead(ctx, row))) throw problem('not-found');
  return row;
}

interface Turn {
  task: TaskRecord;
  approval: ApprovalRecord;
  /** On behalf of whom; null for the person himself. */
  behalf: number | null;
}

/** A task that the actor may decide now, as its person or as the deputy; nobody on his own. */
async function needTurn(ctx: WriteContext, taskId: number): Promise<Turn> {
  const task = await taskById(ctx.tx, taskId);
  if (!task) throw problem('not-found');
  const approval = await needApproval(ctx, task.approval_id);
  const me = ctx.actor.userId;
  const own = task.user_id === me;
  const deputy =
    !own && approval.applicant_id !== me && (await principalsNow(ctx)).includes(task.user_id);
  if (!own && !deputy) throw problem('not-found');
  // Nobody was quicker: somebody else, a signer who was added before, has to decide first.
  if (task.state === 'waiting') throw problem('state-refused', { params: { state: task.state } });
  if (task.state !== 'pending' || approval.state !== 'pending') throw await quicker(ctx, approval);
  return { task, approval, behalf: own ? null : task.user_id };
}

async function end(
  ctx: WriteContext,
  { task, approval }: Turn,
  state: 'approved' | 'rejected' | 'transferred',
  comment: string,
): Promise<void> {
  const acted = { state, acted_by: ctx.actor.userId, acted_at: ctx.now, comment };
  if (!(await endTask(ctx.tx, task.id, acted))) throw await quicker(ctx, approval);
}

/** Approves or rejects; a rejection needs a reason. Throws `already-decided`, `subject-changed`. */
export async function decide(
  http: Targets,
  ctx: WriteContext,
  taskId: number,
  body: { decision: 'approve' | 'reject'; comment: string },
): Promise<number> {
  const turn = await needTurn(ctx, taskId);
  const { task, approval, behalf } = turn;
  const { comment } = body;
  if (body.decision === 'reject' && comment === '') {
    throw fieldRefused('/comment', 'reason-missing');
  }
  const { nodes } = await versionOf(ctx, approval);
  const node = nodes[task.node]!;
  const turns = (await tasksOf(ctx.tx, [approval.id])).filter((one) => one.node === task.node);
  if (body.decision === 'reject') {
    await end(ctx, turn, 'rejected', comment);
    await step(ctx, approval.id, 'rejected', { node: node.name, for: behalf, comment });
    await finish(http, ctx, approval, 'rejected', comment);
  } else {
    await end(ctx, turn, 'approved', comment);
    await step(ctx, approval.id, 'approved', { node: node.name, for: behalf, comment });
    const { opened, spared, over } = afterApproval(turns, task.id, node.mode);
    await setTasks(ctx.tx, spared, { state: 'void' });
    await setTasks(ctx.tx, opened, { state: 'pending' });
    const asked = turns.filter((one) => opened.includes(one.id)).map((one) => one.user_id);
    if (over) await goOn(http, ctx, approval, task.node + 1);
    else {
      if (!(await changePending(ctx.tx, approval.id, {}))) throw gone();
      await askPeople(ctx, approval, asked);
    }
  }
  await record(ctx, 'approvals.decide', approval.id);
  return approval.id;
}

/** Whoever waited for a task waits for another from now on. */
export async function waitInstead(ctx: WriteContext, from: TaskRecord, to: number): Promise<void> {
  const tasks = await tasksOf(ctx.tx, [from.approval_id]);
  const waiting = tasks.filter((one) => one.after_task_id === from.id && one.id !== to);
  await setTasks(
    ctx.tx,
    waiting.map((one) => one.id),
    { after_task_id: to },
  );
}

/** People with an open task of the same node: nobody is asked twice at once. */
async function askedNow(ctx: WriteContext, task: TaskRecord): Promise<number[]> {
  return (await tasksOf(ctx.tx, [task.approval_id]))
    .filter(({ node, state }) => node === task.node && (state === 'pending' || state === 'waiting'))
    .map(({ user_id: id }) => id);
}

async function needOther(ctx: WriteContext, turn: Turn, userId: number): Promise<void> {
  const { approval, task } = turn;
  needColleague(await loadPeople(ctx.tx), userId, '/userId', [
    ctx.actor.userId,
    approval.applicant_id,
  ]);
  if ((await askedNow(ctx, task)).includes(userId)) throw fieldRefused('/userId', 'asked-already');
}

/** Hands a task on. */
export async function transfer(
  ctx: WriteContext,
  taskId: number,
  body: { userId: number; comment: string },
): Promise<number> {
  const turn = await needTurn(ctx, taskId);
  const { task, approval, behalf } = turn;
  await needOther(ctx, turn, body.userId);
  const { nodes } = await versionOf(ctx, approval);
  await end(ctx, turn, 'transferred', body.comment);
  const next = await insertTask(ctx.tx, {
    approval_id: approval.id,
    node: task.node,
    after_task_id: null,
    user_id: body.userId,
    origin: 'transfer',
    state: 'pending',
  });
  await waitInstead(ctx, task, next.id);
  await step(ctx, approval.id, 'transferred', {
    node: nodes[task.node]!.name,
    for: behalf,
    to: body.userId,
    comment: body.comment,
  });
  if (!(await changePending(ctx.tx, approval.id, {}))) throw gone();
  await askPeople(ctx, approval, [body.userId]);
  await record(ctx, 'approvals.transfer', approval.id);
  return approval.id;
}

/** A colleague decides as well: first, and then who was asked; or afterwards. */
export async function addSigner(
  ctx: WriteContext,
  taskId: number,
  body: { userId: number; when: 'before' | 'after'; comment: string },
): Promise<number> {
  const turn = await needTurn(ctx, taskId);
  const { task, approval, behalf } = turn;
  await needOther(ctx, turn, body.userId);
  const { nodes } = await versionOf(ctx, approval);
  const before = body.when === 'before';
  const added = await insertTask(ctx.tx, {
    approval_id: approval.id,
    node: task.node,
    after_task_id: before ? null : task.id,
    user_id: body.userId,
    origin: 'added',
    state: before ? 'pending' : 'waiting',
  });
  if (before) await setTasks(ctx.tx, [task.id], { state: 'waiting', after_task_id: added.id });
  else await waitInstead(ctx, task, added.id);
  await step(ctx, approval.id, 'added', {
    node: nodes[task.node]!.name,
    for: behalf,
    to: body.userId,
    comment: body.comment,
  });
  if (!(await changePending(ctx.tx, approval.id, {}))) throw gone();
  if (before) await askPeople(ctx, approval, [body.userId]);
  await record(ctx, 'approvals.addSigner', approval.id);
  return approval.id;
}

/** What only the applicant does, while it is pending. */
async function needOwn(ctx: WriteContext, id: number): Promise<ApprovalRecord> {
  const approval = await needApproval(ctx, id);
  if (approval.applicant_id !== ctx.actor.userId) throw problem('not-found');
  if (approval.state !== 'pending') throw await quicker(ctx, approval);
  return approval;
}

/** The applicant takes it back. */
export async function withdraw(
  http: Targets,
  ctx: WriteContext,
  id: number,
  reason: string,
): Promise<void> {
  const approval = await needOwn(ctx, id);
  await step(ctx, id, 'withdrawn', { comment: reason });
  await finish(http, ctx, approval, 'withdrawn', reason);
  await record(ctx, 'approvals.withdraw', id);
}

/**
 * Takes back what came to nothing meanwhile: by whoever looks after the subject now, whose right to
 * it the caller has checked. The applicant is told.
 */
export async function callOff(
  http: Targets,
  ctx: WriteContext,
  id: number,
  reason: string,
): Promise<void> {
  const approval = (await approvalById(ctx.tx, id))!;
  await step(ctx, id, 'withdrawn', { comment: reason });
  await finish(http, ctx, approval, 'withdrawn', reason);
  const { applicant_id: applicant } = approval;
  if (applicant !== ctx.actor.userId) {
    await notifyOf(ctx, id, 'approval-withdrawn', [applicant]);
  }
  await record(ctx, 'approvals.withdraw', id);
}

/** The applicant reminds whoever must decide now. */
export async function remind(ctx: WriteContext, id: number): Promise<void> {
  const approval = await needOwn(ctx, id);
  const free = (approval.reminded_at ?? approval.started_at) + REMIND_HOURS * HOUR_MS;
  if (approval.reminded_at !== null && free > ctx.now) {
    throw problem('reminded-lately', { params: { hours: REMIND_HOURS } });
  }
  if (!(await changePending(ctx.tx, id, { reminded_at: ctx.now }))) throw gone();
  const pending = (await tasksOf(ctx.tx, [id])).filter((task) => task.state === 'pending');
  await step(ctx, id, 'reminded');
  await askPeople(
    ctx,
    approval,
    pending.map((task) => task.user_id),
    'approval-reminded',
  );
  await record(ctx, 'approvals.remind', id);
}
