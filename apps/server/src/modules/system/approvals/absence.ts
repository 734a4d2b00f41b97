import {
  delegationById,
  delegationsOf,
  endDelegation,
  endDelegationsOf,
  insertDelegation,
  type DelegationRecord,
} from '@xinhang/db/repositories/approval-people.ts';
import {
  insertTask,
  openTasksOf,
  setTasks,
  tasksOf,
  type TaskRecord,
} from '@xinhang/db/repositories/approval-tasks.ts';
import { approvalById, changePending } from '@xinhang/db/repositories/approvals.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { Delegation } from '@xinhang/shared/approvals.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { refuseDueDay } from '../../../http/due-day.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { userNames } from '../../org/service.ts';
import { askPeople, goOn, record, step, versionOf, type Targets } from './engine.ts';
import { waitInstead } from './decide.ts';
import { loadPeople, needColleague } from './people.ts';
import { successorOf, type People } from './route.ts';

/** Longest absence for which a deputy is named, in days. */
const MOST_DAYS = 366;

/** Takes a task away; whoever waited for it goes on as if it were done. */
async function drop(ctx: WriteContext, task: TaskRecord): Promise<number[]> {
  await setTasks(ctx.tx, [task.id], { state: 'void' });
  const waited = (await tasksOf(ctx.tx, [task.approval_id])).filter(
    (one) => one.after_task_id === task.id && one.state === 'waiting',
  );
  await setTasks(
    ctx.tx,
    waited.map((one) => one.id),
    task.state === 'pending'
      ? { state: 'pending', after_task_id: null }
      : { after_task_id: task.after_task_id },
  );
  return task.state === 'pending' ? waited.map((one) => one.user_id) : [];
}

/** Gives a task of somebody who is gone to the head above; who is asked already, decides once. */
async function moveTask(
  http: Targets,
  ctx: WriteContext,
  people: People,
  task: TaskRecord,
): Promise<void> {
  const approval = (await approvalById(ctx.tx, task.approval_id))!;
  const { nodes } = await versionOf(ctx, approval);
  const to = successorOf(people, task.user_id, [approval.applicant_id]);
  const others = (await tasksOf(ctx.tx, [approval.id])).filter(
    (one) =>
      one.node === task.node &&
      one.id !== task.id &&
      (one.state === 'pending' || one.state === 'waiting'),
  );
  const twice = others.some((one) => one.user_id === to);
  await step(ctx, approval.id, 'moved', {
    node: nodes[task.node]!.name,
    by: null,
    for: task.user_id,
    ...(to !== null && { to }),
  });
  if (to === null || twice) {
    const asked = await drop(ctx, task);
    if (others.length === 0) await goOn(http, ctx, approval, task.node + 1);
    else await askPeople(ctx, approval, asked);
  } else {
    await setTasks(ctx.tx, [task.id], { state: 'void' });
    const next = await insertTask(ctx.tx, {
      approval_id: approval.id,
      node: task.node,
      after_task_id: task.after_task_id,
      user_id: to,
      origin: 'moved',
      state: task.state,
    });
    await waitInstead(ctx, task, next.id);
    if (task.state === 'pending') await askPeople(ctx, approval, [to]);
  }
  await changePending(ctx.tx, approval.id, {});
  await record(ctx, 'approvals.move', approval.id);
}

/** Somebody may log in no more: what waits for him goes to the head above, and deputies end. */
export async function personOut(http: Targets, ctx: WriteContext, userId: number): Promise<void> {
  await endDelegationsOf(ctx.tx, userId, ctx.now);
  const people = await loadPeople(ctx.tx);
  for (const { id } of await openTasksOf(ctx.tx, userId)) {
    // As it stands by now: the one before may have changed it.
    const task = (await openTasksOf(ctx.tx, userId)).find((one) => one.id === id);
    if (task) await moveTask(http, ctx, people, task);
  }
}

async function toDelegations(
  ctx: ReadContext,
  rows: readonly DelegationRecord[],
): Promise<Delegation[]> {
  const names = await userNames(
    ctx.db,
    rows.flatMap((row) => [row.user_id, row.to_user_id]),
  );
  const ref = (id: number) => ({ id, name: names.get(id) ?? '' });
  return rows.map((row) => ({
    id: row.id,
    from: ref(row.user_id),
    to: ref(row.to_user_id),
    fromOn: row.from_on,
    toOn: row.to_on,
    note: row.note,
    endable: row.user_id === ctx.actor.userId && ctx.actor.viewAsBy === null,
  }));
}

export async function ownDelegations(ctx: ReadContext): Promise<Delegation[]> {
  const rows = await delegationsOf(ctx.db, ctx.actor.userId, await todayOf(ctx));
  return await toDelegations(ctx, rows);
}

/** Names a deputy for some days; several may be named, and the person himself decides all the same. */
export async function nameDeputy(
  ctx: WriteContext,
  body: { toUserId: number; fromOn: string; toOn: string; note: string },
): Promise<Delegation> {
  const me = ctx.actor.userId;
  needColleague(await loadPeople(ctx.tx), body.toUserId, '/toUserId', [me]);
  refuseDueDay('/fromOn', body.fromOn, await todayOf(ctx));
  if (body.toOn < body.fromOn || body.toOn > addDays(body.fromOn, MOST_DAYS)) {
    throw fieldRefused('/toOn', 'dates-out-of-order');
  }
  const row = await insertDelegation(ctx.tx, {
    user_id: me,
    to_user_id: body.toUserId,
    from_on: body.fromOn,
    to_on: body.toOn,
    note: body.note,
    made_at: ctx.now,
    ended_at: null,
  });
  await ctx.audit({
    action: 'approvals.delegate',
    entity: 'approvalDelegation',
    entityId: row.id,
    after: { user_id: me, userId: body.toUserId, fromOn: body.fromOn, toOn: body.toOn },
  });
  await ctx.notify([body.toUserId], { kind: 'approval-deputy', route: '/approvals' });
  return (await toDelegations(ctx, [row]))[0]!;
}

export async function endDeputy(ctx: WriteContext, id: number): Promise<void> {
  const row = await delegationById(ctx.tx, id);
  if (!row || row.user_id !== ctx.actor.userId || row.ended_at !== null) throw problem('not-found');
  await endDelegation(ctx.tx, id, ctx.now);
  await ctx.audit({
    action: 'approvals.endDelegation',
    entity: 'approvalDelegation',
    entityId: id,
    before: { userId: row.to_user_id, fromOn: row.from_on, toOn: row.to_on },
  });
}
