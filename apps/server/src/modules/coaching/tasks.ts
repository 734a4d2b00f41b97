import { reaches } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { insertTask, taskById, updateTask } from '@xinhang/db/repositories/tasks.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { refuseDueDay } from '../../http/due-day.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { loadActor, userById } from '../org/service.ts';
import { remindOf } from '../system/service.ts';
import { findSubject } from './messages.ts';

type CreateBody = EndpointInput<typeof api.tasks.create>['body'];
export type Named = NonNullable<Awaited<ReturnType<typeof taskById>>>;

/** Tasks as this reader sees them; what they are about only where he may read that now. */
export async function describeTasks(
  ctx: ReadContext,
  owned: OwnedKinds,
  rows: readonly Named[],
): Promise<Task[]> {
  const names = new Map<string, string>();
  const byKind = Map.groupBy(rows, (row) => row.about_kind);
  for (const [kind, of] of byKind) {
    if (kind === null) continue;
    const ids = [...new Set(of.flatMap((row) => row.about_id ?? []))];
    const found = await owned.get(kind)?.names?.(ctx, ids);
    for (const [id, name] of found ?? []) names.set(`${kind}/${id}`, name);
  }
  return rows.map((row): Task => {
    const name = names.get(`${row.about_kind}/${row.about_id}`);
    return {
      id: row.id,
      from: { id: row.from_user_id, name: row.from_name },
      to: { id: row.to_user_id, name: row.to_name },
      text: row.text,
      dueOn: row.due_on === NO_DATE ? null : row.due_on,
      dueTime: row.due_time,
      about:
        name === undefined ? null : { kind: row.about_kind as 'customer', id: row.about_id!, name },
      state: row.state as Task['state'],
      at: row.at,
      acknowledgedAt: row.acknowledged_at,
      closedAt: row.closed_at,
      note: row.note,
    };
  });
}

async function recordTask(
  ctx: WriteContext,
  action: string,
  before: Named | null,
  id: number,
): Promise<Named> {
  const after = (await taskById(ctx.tx, id))!;
  await ctx.audit({ action, entity: 'task', entityId: id, before, after });
  const audience = [after.from_user_id, after.to_user_id];
  await ctx.emit({ entity: 'task', id, version: after.version, audience });
  return after;
}

export async function tell(ctx: WriteContext, userId: number, kind: NoticeKind, id: number) {
  await ctx.notify([userId], { kind, about: { entity: 'task', id }, route: '/tasks' });
}

/** Tells somebody in reach what to do, about something that both can open. */
export async function giveTask(ctx: WriteContext, body: CreateBody): Promise<Named> {
  const { tx, actor, now } = ctx;
  const to = await userById(tx, body.toId);
  if (!to || to.state === 'left') throw fieldRefused('/toId', 'unknown-user');
  if (to.id === actor.userId || !reaches(actor, 'tasks.create', to.id)) {
    throw fieldRefused('/toId', 'person-out-of-reach');
  }
  const today = await todayOf(ctx);
  refuseDueDay('/dueOn', body.dueOn, today);
  if (body.dueTime && !body.dueOn) throw fieldRefused('/dueTime', 'needs-a-date');
  const about = body.about ?? null;
  if (about) {
    if (!(await findSubject(ctx, actor, about))) throw problem('not-found');
    const receiver = await loadActor(tx, to.id);
    if (!receiver || !(await findSubject(ctx, receiver, about))) {
      throw fieldRefused('/about', 'cannot-read-it');
    }
  }
  const id = await insertTask(tx, {
    from_user_id: actor.userId,
    to_user_id: to.id,
    text: body.text,
    due_on: body.dueOn ?? NO_DATE,
    due_time: body.dueTime ?? null,
    about_kind: about?.kind ?? null,
    about_id: about?.id ?? null,
    state: 'given',
    closed: 0,
    at: now,
    acknowledged_at: null,
    closed_at: null,
    note: '',
  });
  if (body.dueOn && body.dueTime) {
    await remindOf(ctx, { kind: 'task', id }, { on: body.dueOn, time: body.dueTime });
  }
  await tell(ctx, to.id, 'task-given', id);
  return await recordTask(ctx, 'tasks.create', null, id);
}

/** An open task of this person: who neither gave nor received it does not find it. */
async function needOpen(ctx: WriteContext, id: number, as: 'to_user_id' | 'from_user_id') {
  const row = await taskById(ctx.tx, id);
  const mine = [row?.to_user_id, row?.from_user_id].includes(ctx.actor.userId);
  if (!row || !mine) throw problem('not-found');
  if (row[as] !== ctx.actor.userId) throw problem('forbidden');
  if (row.closed === 1) throw problem('state-refused');
  return row;
}

/** Changes a task, and audits it. */
export async function change(
  ctx: WriteContext,
  action: string,
  before: Named,
  changes: Parameters<typeof updateTask>[2],
): Promise<Named> {
  if (!(await updateTask(ctx.tx, before, changes))) throw problem('version-conflict');
  if (changes.closed === 1) await remindOf(ctx, { kind: 'task', id: before.id }, null);
  return await recordTask(ctx, action, before, before.id);
}

export async function acknowledgeTask(ctx: WriteContext, id: number): Promise<Named> {
  const before = await needOpen(ctx, id, 'to_user_id');
  if (before.state !== 'given') throw problem('state-refused');
  const changes = { state: 'acknowledged', acknowledged_at: ctx.now };
  return await change(ctx, 'tasks.acknowledge', before, changes);
}

/** What was not acknowledged before is with that. */
export async function finishTask(ctx: WriteContext, id: number, note: string): Promise<Named> {
  const before = await needOpen(ctx, id, 'to_user_id');
  await tell(ctx, before.from_user_id, 'task-done', id);
  return await change(ctx, 'tasks.finish', before, {
    state: 'done',
    closed: 1,
    closed_at: ctx.now,
    acknowledged_at: before.acknowledged_at ?? ctx.now,
    note,
  });
}

export async function withdrawTask(ctx: WriteContext, id: number): Promise<Named> {
  const before = await needOpen(ctx, id, 'from_user_id');
  await tell(ctx, before.to_user_id, 'task-withdrawn', id);
  const changes = { state: 'withdrawn', closed: 1, closed_at: ctx.now };
  return await change(ctx, 'tasks.withdraw', before, changes);
}
