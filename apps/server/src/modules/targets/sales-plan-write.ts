import {
  actionsOf,
  deleteSalesPlan,
  insertSalesPlan,
  linkAction,
  salesPlanById,
  salesPlanOf,
  updateSalesPlan,
  type NamedSalesPlan,
} from '@xinhang/db/repositories/sales-plans.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { periodOf } from '@xinhang/shared/periods.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { ApprovalTarget, ApprovalTargets, SubjectLook } from '../../registry/approvals.ts';
import { giveTask } from '../coaching/service.ts';
import { startApproval } from '../system/service.ts';
import { nodesFor } from './nodes.ts';
import { needPlan } from './sales-plans.ts';
import { tellDept } from './tell.ts';

type Api = typeof api.salesPlans;
type Body<K extends 'create' | 'save' | 'act'> = EndpointInput<Api[K]>['body'];
type Places = { readonly approvals: ApprovalTargets };

const SALES_PLAN = 'salesPlan';

/** Found by the reader, and of a department whose plans he makes. */
async function needOwn(ctx: WriteContext, id: number): Promise<NamedSalesPlan> {
  const plan = await needPlan(ctx, id);
  const sets = await nodesFor(ctx, 'targets.update');
  if (!sets.mayOpen({ kind: 'dept', id: plan.dept_id })) throw problem('forbidden');
  return plan;
}

async function needIn(
  ctx: WriteContext,
  id: number,
  version: number,
  state: string,
): Promise<NamedSalesPlan> {
  const plan = await needOwn(ctx, id);
  if (plan.version !== version) throw stale(plan);
  if (plan.state !== state) throw problem('state-refused');
  return plan;
}

const stale = (plan: { version: number }) =>
  problem('version-conflict', { data: { version: plan.version, fields: [] } });

async function change(
  ctx: WriteContext,
  action: string,
  before: NamedSalesPlan,
  changes: Parameters<typeof updateSalesPlan>[2],
): Promise<NamedSalesPlan> {
  if (!(await updateSalesPlan(ctx.tx, before, changes))) throw stale(before);
  const after = (await salesPlanById(ctx.tx, before.id))!;
  await record(ctx, action, before, after);
  return after;
}

const told = (plan: NamedSalesPlan) => ({
  deptId: plan.dept_id,
  span: plan.span,
  from: plan.from_date,
  strategy: plan.strategy,
  segments: plan.segments,
  state: plan.state,
});

async function record(
  ctx: WriteContext,
  action: string,
  before: NamedSalesPlan | null,
  after: NamedSalesPlan | null,
): Promise<void> {
  await ctx.audit({
    action,
    entity: 'salesPlan',
    entityId: (after ?? before)!.id,
    before: before && told(before),
    after: after && told(after),
  });
  await tellDept(ctx, 'salesPlan', (after ?? before)!);
}

/** Begins the plan of a department for a period; there is one each. */
export async function createSalesPlan(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<NamedSalesPlan> {
  const { tx } = ctx;
  (await nodesFor(ctx)).need('dept', body.deptId);
  const sets = await nodesFor(ctx, 'targets.update');
  if (!sets.mayOpen({ kind: 'dept', id: body.deptId })) throw problem('forbidden');
  const { from, to } = periodOf(body.span, body.on);
  if (await salesPlanOf(tx, { deptId: body.deptId, span: body.span, from })) {
    throw problem('already-exists');
  }
  const id = await insertSalesPlan(tx, {
    dept_id: body.deptId,
    span: body.span,
    from_date: from,
    to_date: to,
    strategy: '',
    segments: '[]',
    state: 'draft',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    locked_at: null,
    locked_by: null,
  });
  const plan = (await salesPlanById(tx, id))!;
  await record(ctx, 'salesPlans.create', null, plan);
  return plan;
}

export async function saveSalesPlan(
  ctx: WriteContext,
  id: number,
  body: Body<'save'>,
): Promise<NamedSalesPlan> {
  const before = await needIn(ctx, id, body.version, 'draft');
  const changes = { strategy: body.strategy, segments: JSON.stringify(body.segments) };
  if (before.strategy === changes.strategy && before.segments === changes.segments) return before;
  return await change(ctx, 'salesPlans.save', before, changes);
}

/** Gives somebody an action of the plan: an instruction like every other. */
export async function actOnPlan(
  ctx: WriteContext,
  id: number,
  body: Body<'act'>,
): Promise<NamedSalesPlan> {
  const plan = await needOwn(ctx, id);
  const task = await giveTask(ctx, body);
  await linkAction(ctx.tx, id, task.id);
  await tellDept(ctx, 'salesPlan', plan);
  return plan;
}

export async function discardSalesPlan(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const before = await needIn(ctx, id, version, 'draft');
  if ((await actionsOf(ctx.tx, id)).length > 0) throw problem('state-refused');
  await deleteSalesPlan(ctx.tx, id);
  await record(ctx, 'salesPlans.discard', before, null);
}

/** A plan says something: how, whom it aims at, or what somebody does for it. */
async function refuseEmpty({ tx }: WriteContext, plan: NamedSalesPlan): Promise<void> {
  const says = plan.strategy.trim() !== '' || plan.segments !== '[]';
  if (says || (await actionsOf(tx, plan.id)).length > 0) return;
  throw fieldRefused('/strategy', 'plan-says-nothing');
}

/** Asks for approval; where nobody has to decide it holds at once. */
export async function submitSalesPlan(
  http: Places,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedSalesPlan> {
  const before = await needIn(ctx, id, version, 'draft');
  await refuseEmpty(ctx, before);
  const sent = await change(ctx, 'salesPlans.submit', before, { state: 'submitted' });
  const approval = await startApproval(http, ctx, {
    kind: SALES_PLAN,
    subjectId: id,
    subjectVersion: sent.version,
    facts: {},
    changeSet: null,
  });
  if (!approval) await lock(ctx, sent, null);
  return (await salesPlanById(ctx.tx, id))!;
}

const lock = async (ctx: WriteContext, plan: NamedSalesPlan, by: number | null) =>
  await change(ctx, 'salesPlans.lock', plan, {
    state: 'locked',
    locked_at: ctx.now,
    locked_by: by,
  });

/** What holds becomes a draft again; until it is approved nothing holds. */
export async function reopenSalesPlan(ctx: WriteContext, id: number, version: number) {
  const before = await needIn(ctx, id, version, 'locked');
  const changes = { state: 'draft', locked_at: null, locked_by: null };
  return await change(ctx, 'salesPlans.reopen', before, changes);
}

/** Approved: it holds. Rejected or withdrawn: it is a draft again, as it was written. */
export const salesPlanApproval: ApprovalTarget = {
  kind: SALES_PLAN,
  fields: [],
  look: looksOf,
  version: async (ctx, id) => (await salesPlanById(ctx.db, id))?.version ?? null,
  async apply(ctx, { subjectId, applicantId }) {
    const plan = await salesPlanById(ctx.tx, subjectId);
    if (plan?.state !== 'submitted') throw problem('subject-changed');
    await lock(ctx, plan, ctx.actor.userId === applicantId ? null : ctx.actor.userId);
  },
  async discard(ctx, { subjectId }) {
    const plan = await salesPlanById(ctx.tx, subjectId);
    if (plan?.state !== 'submitted') return;
    await change(ctx, 'salesPlans.reject', plan, { state: 'draft' });
  },
};

async function looksOf(
  ctx: ReadContext,
  ids: readonly number[],
): Promise<Map<number, SubjectLook>> {
  const nodes = await nodesFor(ctx);
  const looks = new Map<number, SubjectLook>();
  for (const id of ids) {
    const plan = await salesPlanById(ctx.db, id);
    if (!plan || !nodes.mayOpen({ kind: 'dept', id: plan.dept_id })) continue;
    looks.set(id, {
      title: `${plan.dept_name} ${plan.from_date} – ${plan.to_date}`,
      lines: plan.strategy === '' ? [] : [{ name: 'text', text: plan.strategy, fen: null }],
      route: `/sales-plans/${id}`,
    });
  }
  return looks;
}
