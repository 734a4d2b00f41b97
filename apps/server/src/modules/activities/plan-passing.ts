import { openPlansWith, plansOfPool } from '@xinhang/db/repositories/plan-estate.ts';
import {
  planById,
  planPurposes,
  updatePlan,
  type PlanRecord,
} from '@xinhang/db/repositories/plans.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { OwnedKind, Passed } from '../../registry/owned.ts';
import {
  customerById,
  hangRows,
  idsHanging,
  recordChildChange,
  sightOf,
} from '../customers/service.ts';
import { userById } from '../org/service.ts';
import { remindOf } from '../system/service.ts';
import { planEstate } from './estate.ts';
import { doers, PLAN, recordPlan } from './plans.ts';

/** Plans, as lower modules speak of them. */
export const ownedPlan: OwnedKind = {
  kind: PLAN,
  names: (ctx, ids) => planPurposes(ctx.db, ctx.actor, ids),
  estate: planEstate,
  personOut: giveUpPlans,
  customerPassed: passPlans,
  goesOn: goOnWithPlans,
  async reminds(ctx, id) {
    const row = await planById(ctx.db, id);
    if (row?.state !== 'planned') return null;
    if ((await customerById(ctx.db, row.customer_id))?.archived_at !== null) return null;
    const userIds = doers(row).flatMap((one) => one ?? []);
    return { userIds, notice: 'plan-due', route: '/plans' };
  },
  sight: (ctx, customerIds) => sightOf(ctx, 'followUps.read', customerIds),
  follows: {
    // What is planned is no figure of a merge.
    count: () => Promise.resolve(null),
    ids: (ctx, customerId) => idsHanging(ctx.db, 'plan', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'plan', ids, way),
  },
};

/** Somebody is gone: what he meant to do with customers of the pool nobody else takes up. */
async function giveUpPlans(ctx: WriteContext, userId: number): Promise<void> {
  for (const id of await plansOfPool(ctx.tx, userId)) {
    const before = (await planById(ctx.tx, id))!;
    if (!(await updatePlan(ctx.tx, before, { state: 'cancelled' }))) continue;
    const customer = (await customerById(ctx.tx, before.customer_id))!;
    await recordPlan(ctx, 'plans.cancel', customer, before, id);
  }
}

/** That a plan was missed before it is passed on; whoever has it again had it all along. */
function missedOf({ person_id: had, due_on: due, ...row }: PlanRecord, to: number, today: string) {
  if (row.missed_by === to) return { missed_by: null, missed_on: null };
  if (due >= today || (row.missed_on !== null && row.missed_on >= due)) return {};
  return { missed_by: had, missed_on: due };
}

/** What its former owner planned its new owner does; nobody does anything with one in the pool. */
async function passPlans(ctx: WriteContext, { customer, from }: Passed): Promise<number[]> {
  const { owner_id: to } = customer;
  if (to !== null && from === null) return [];
  const ids = await openPlansWith(ctx.tx, customer.id, to === null ? null : from);
  const today = await todayOf(ctx);
  for (const id of ids) {
    const before = (await planById(ctx.tx, id))!;
    // Nobody goes along with himself.
    const alone = before.companion_id === to && { companion_id: null };
    const changes =
      to === null
        ? { state: 'cancelled' }
        : { person_id: to, ...alone, ...missedOf(before, to, today) };
    if (!(await updatePlan(ctx.tx, before, changes))) throw problem('version-conflict');
    const after = (await planById(ctx.tx, id))!;
    const action = to === null ? 'plans.cancel' : 'plans.pass';
    await recordChildChange(ctx, action, customer, 'plan', before, after);
  }
  return ids;
}

/** The customer is back from the pool: what ended there is to be done again by whoever planned it. */
async function goOnWithPlans(
  ctx: WriteContext,
  customer: CustomerRecord,
  ids: readonly number[],
): Promise<void> {
  for (const id of ids) {
    const before = await planById(ctx.tx, id);
    if (before?.state !== 'cancelled' || before.customer_id !== customer.id) continue;
    if ((await userById(ctx.tx, before.person_id))?.state === 'left') continue;
    if (!(await updatePlan(ctx.tx, before, { state: 'planned' }))) continue;
    if (before.due_time !== null && before.due_on >= (await todayOf(ctx))) {
      await remindOf(ctx, { kind: PLAN, id }, { on: before.due_on, time: before.due_time });
    }
    await recordPlan(ctx, 'plans.reopen', customer, before, id);
  }
}
