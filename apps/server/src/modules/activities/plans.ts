import {
  findPlan,
  insertPlan,
  planById,
  updatePlan,
  type NamedPlan,
  type PlanRecord,
} from '@xinhang/db/repositories/plans.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Plan } from '@xinhang/shared/plans.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { refuseDueDay } from '../../http/due-day.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { findCustomer, recordChildChange } from '../customers/service.ts';
import { loadActor, userById } from '../org/service.ts';
import { remindOf } from '../system/service.ts';
import { dealsOf, needDealOf } from './of-deal.ts';
import { needFollowable } from './owned.ts';

type CreateBody = EndpointInput<typeof api.plans.create>['body'];
type UpdateBody = EndpointInput<typeof api.plans.update>['body'];

export const PLAN = 'plan';

/** Who planned it, or goes along, does it. */
export const doers = (row: PlanRecord) => [row.person_id, row.companion_id];

/** Plans that the actor found through scope, as they are answered. */
export async function describePlans(ctx: ReadContext, rows: readonly NamedPlan[]): Promise<Plan[]> {
  const deal = await dealsOf(ctx, rows);
  const { userId, viewAsBy } = ctx.actor;
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    person: { id: row.person_id, name: row.person_name },
    companion:
      row.companion_id === null ? null : { id: row.companion_id, name: row.companion_name ?? '' },
    customer: { id: row.customer_id, name: row.customer_name },
    deal: deal(row.deal_id),
    kind: row.kind as Plan['kind'],
    purpose: row.purpose,
    dueOn: row.due_on,
    dueTime: row.due_time,
    state: row.state as Plan['state'],
    followUpId: row.follow_up_id,
    missed:
      row.missed_by === null
        ? null
        : { by: { id: row.missed_by, name: row.missed_name ?? '' }, on: row.missed_on! },
    own: viewAsBy === null && row.person_id === userId,
  }));
}

/** Audits a change of a plan and answers it as it is now. */
export async function recordPlan(
  ctx: WriteContext,
  action: string,
  customer: CustomerRecord,
  before: NamedPlan | null,
  id: number,
): Promise<Plan> {
  const after = (await planById(ctx.tx, id))!;
  await recordChildChange(ctx, action, customer, 'plan', before, after);
  return (await describePlans(ctx, [after]))[0]!;
}

/** A colleague who works here and may read what is planned. */
async function needCompanion(ctx: WriteContext, userId: number, customerId: number) {
  const person = await userById(ctx.tx, userId);
  if (!person || person.state === 'left' || userId === ctx.actor.userId) {
    throw fieldRefused('/companionId', 'unknown-user');
  }
  const actor = await loadActor(ctx.tx, userId);
  if (!actor || !(await findCustomer(ctx.tx, actor, 'followUps.read', customerId))) {
    throw fieldRefused('/companionId', 'cannot-read-it');
  }
}

/** Plans something of one's own with a customer on which one may log. */
export async function makePlan(ctx: WriteContext, body: CreateBody): Promise<Plan> {
  const { tx, actor, now } = ctx;
  const customer = await needFollowable(ctx, body.customerId);
  const deal = await needDealOf(ctx, customer.id, body.dealId ?? null);
  refuseDueDay('/dueOn', body.dueOn, await todayOf(ctx));
  const companionId = body.companionId ?? null;
  if (companionId !== null) await needCompanion(ctx, companionId, customer.id);
  const id = await insertPlan(tx, {
    person_id: actor.userId,
    companion_id: companionId,
    customer_id: customer.id,
    deal_id: deal?.id ?? null,
    kind: body.kind,
    purpose: body.purpose,
    due_on: body.dueOn,
    due_time: body.dueTime ?? null,
    state: 'planned',
    follow_up_id: null,
    at: now,
  });
  await remindOf(ctx, { kind: PLAN, id }, { on: body.dueOn, time: body.dueTime ?? null });
  if (companionId !== null) {
    await ctx.notify([companionId], {
      kind: 'plan-companion',
      about: { entity: 'customer', id: customer.id },
      route: '/plans',
    });
  }
  return await recordPlan(ctx, 'plans.create', customer, null, id);
}

/** An open plan of one's own, and its customer. */
async function needOwn(ctx: WriteContext, id: number) {
  const row = await findPlan(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  const customer = await needFollowable(ctx, row.customer_id);
  if (row.person_id !== ctx.actor.userId) throw problem('forbidden');
  if (row.state !== 'planned') throw problem('state-refused');
  return { row, customer };
}

export async function changePlan(ctx: WriteContext, id: number, body: UpdateBody): Promise<Plan> {
  const { row, customer } = await needOwn(ctx, id);
  const { version, ...wanted } = body;
  const shown = {
    kind: row.kind,
    purpose: row.purpose,
    dueOn: row.due_on,
    dueTime: row.due_time,
  };
  if (version !== row.version) throw conflict(row.version, shown, wanted);
  if (body.dueOn !== undefined && body.dueOn !== row.due_on) {
    refuseDueDay('/dueOn', body.dueOn, await todayOf(ctx));
  }
  const after = await updatePlan(ctx.tx, row, {
    ...(body.kind !== undefined && { kind: body.kind }),
    ...(body.purpose !== undefined && { purpose: body.purpose }),
    ...(body.dueOn !== undefined && { due_on: body.dueOn }),
    ...(body.dueTime !== undefined && { due_time: body.dueTime }),
  });
  if (!after) throw problem('version-conflict');
  if (after.due_on !== row.due_on || after.due_time !== row.due_time) {
    await remindOf(ctx, { kind: PLAN, id }, { on: after.due_on, time: after.due_time });
  }
  return await recordPlan(ctx, 'plans.update', customer, row, id);
}

export async function cancelPlan(ctx: WriteContext, id: number): Promise<Plan> {
  const { row, customer } = await needOwn(ctx, id);
  if (!(await updatePlan(ctx.tx, row, { state: 'cancelled' }))) throw problem('version-conflict');
  await remindOf(ctx, { kind: PLAN, id }, null);
  return await recordPlan(ctx, 'plans.cancel', customer, row, id);
}

/** The open plan that a talk with this customer does; refused where the actor has no part in it. */
export async function needPlanOf(
  ctx: ReadContext,
  customerId: number,
  planId: number | null,
): Promise<NamedPlan | null> {
  if (planId === null) return null;
  const row = await findPlan(ctx.db, ctx.actor, planId);
  const fits = row?.customer_id === customerId && doers(row).includes(ctx.actor.userId);
  if (!row || !fits) throw fieldRefused('/planId', 'not-of-this-customer');
  if (row.state !== 'planned') throw problem('state-refused');
  return row;
}

/** It was done by this follow-up. */
export async function donePlan(
  ctx: WriteContext,
  customer: CustomerRecord,
  before: NamedPlan,
  followUpId: number,
): Promise<void> {
  const done = { state: 'done', follow_up_id: followUpId };
  if (!(await updatePlan(ctx.tx, before, done))) throw problem('version-conflict');
  await remindOf(ctx, { kind: PLAN, id: before.id }, null);
  await recordPlan(ctx, 'plans.done', customer, before, before.id);
}
