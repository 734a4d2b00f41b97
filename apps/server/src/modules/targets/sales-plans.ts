import { may, reaches } from '@xinhang/db/actor.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  actionsOf,
  salesPlanById,
  salesPlansBetween,
  type NamedSalesPlan,
} from '@xinhang/db/repositories/sales-plans.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { SalesPlan, SalesPlanRow, Segment } from '@xinhang/shared/sales-plans.ts';
import type { TaskState } from '@xinhang/shared/tasks.ts';
import type { ReadContext } from '../../http/context.ts';
import { countFiltered } from '../customers/service.ts';
import { tasksByIds } from '../coaching/service.ts';
import { nodesFor, type Nodes } from './nodes.ts';

type Api = typeof api.salesPlans;

/** Of departments one may open; and those that hold of the own department and those above it. */
function seen(nodes: Nodes, userId: number, plan: NamedSalesPlan): boolean {
  if (nodes.mayOpen({ kind: 'dept', id: plan.dept_id })) return true;
  const own = nodes.depts.get(nodes.people.get(userId)?.dept_id ?? 0)?.path ?? '';
  const path = nodes.depts.get(plan.dept_id)?.path ?? '-';
  return plan.state === 'locked' && own.startsWith(path);
}

/** The plan if the reader may open it; one out of reach does not exist (404). */
export async function needPlan(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
): Promise<NamedSalesPlan> {
  const plan = await salesPlanById(ctx.db, id);
  if (!plan || !seen(await nodesFor(ctx), ctx.actor.userId, plan)) throw problem('not-found');
  return plan;
}

function toRow(plan: NamedSalesPlan): SalesPlanRow {
  return {
    id: plan.id,
    version: plan.version,
    dept: { id: plan.dept_id, name: plan.dept_name },
    span: plan.span as SalesPlanRow['span'],
    from: plan.from_date,
    to: plan.to_date,
    state: plan.state as SalesPlanRow['state'],
    madeBy: { id: plan.made_by, name: plan.maker_name },
    madeAt: plan.made_at,
    lockedAt: plan.locked_at,
    lockedBy: plan.locked_by === null ? null : { id: plan.locked_by, name: plan.locker_name ?? '' },
  };
}

export const segmentsOf = (plan: { segments: string }) => JSON.parse(plan.segments) as Segment[];

/** Plans of a year that the reader may open, and for which departments he may make one (S15). */
export async function listSalesPlans(
  ctx: ReadContext,
  query: EndpointInput<Api['list']>['query'],
): Promise<EndpointOutput<Api['list']>> {
  const { db, actor } = ctx;
  const zone = (await company(db))!.time_zone;
  const year = query.year ?? Number(businessDate(ctx.now, zone).slice(0, 4));
  const nodes = await nodesFor(ctx);
  const found = await salesPlansBetween(db, `${year}-01-01`, `${year}-12-31`);
  const sets = actor.reach.has('targets.update') ? await nodesFor(ctx, 'targets.update') : null;
  return {
    rows: found
      .filter((plan) => seen(nodes, actor.userId, plan))
      .filter((plan) => query.deptId === undefined || plan.dept_id === query.deptId)
      .map(toRow),
    depts: [...nodes.depts.values()]
      .filter((dept) => dept.closed === 0 && sets?.mayOpen({ kind: 'dept', id: dept.id }))
      .filter((dept) => nodes.staff(dept.id).length > 0)
      .map(({ id, name }) => ({ id, name })),
  };
}

/** Customers of the department that are in a segment and that the reader may open. */
async function counted(ctx: ReadContext, deptId: number, segment: Segment): Promise<number | null> {
  if (!may(ctx.actor, 'customers.read')) return null;
  const { industries, regions, grades } = segment;
  return await countFiltered(
    ctx,
    {
      view: 'all',
      deptId: [deptId],
      ...(industries.length > 0 && { industry: industries }),
      ...(regions.length > 0 && { region: regions }),
      ...(grades.length > 0 && { chanceGrade: grades }),
    },
    COUNT_CAP,
  );
}

/** One plan as this reader sees it. */
export async function describePlan(ctx: ReadContext, plan: NamedSalesPlan): Promise<SalesPlan> {
  const { db, actor } = ctx;
  const sets =
    actor.viewAsBy === null &&
    actor.reach.has('targets.update') &&
    (await nodesFor(ctx, 'targets.update')).mayOpen({ kind: 'dept', id: plan.dept_id });
  const segments: SalesPlan['segments'] = [];
  for (const segment of segmentsOf(plan)) {
    segments.push({ ...segment, customers: await counted(ctx, plan.dept_id, segment) });
  }
  const tasks = await tasksByIds(db, await actionsOf(db, plan.id));
  const leads = [...(actor.reach.get('tasks.create')?.ownerIds ?? [])].some(
    (id) => id !== actor.userId && reaches(actor, 'tasks.create', id),
  );
  return {
    ...toRow(plan),
    strategy: plan.strategy,
    segments,
    actions: tasks
      .filter((task) => task.state !== 'withdrawn')
      .map((task) => ({
        id: task.id,
        to: { id: task.to_user_id, name: task.to_name },
        text: task.text,
        dueOn: task.due_on === NO_DATE ? null : task.due_on,
        state: task.state as TaskState,
        // What is said when it is done stays between the two, as with every instruction.
        note: [task.from_user_id, task.to_user_id].includes(actor.userId) ? task.note : '',
      })),
    can: {
      update: sets && plan.state === 'draft',
      submit: sets && plan.state === 'draft',
      reopen: sets && plan.state === 'locked',
      act: sets && may(actor, 'tasks.create') && (leads || actor.reach.get('tasks.create')!.all),
    },
  };
}
