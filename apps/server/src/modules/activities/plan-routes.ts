import { countPlans, listPlans } from '@xinhang/db/repositories/plans.ts';
import { may } from '@xinhang/db/actor.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { peopleAsked } from '../../http/whose.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { deskLine } from '../customers/service.ts';
import { ownedPlan } from './plan-passing.ts';
import { cancelPlan, changePlan, describePlans, makePlan } from './plans.ts';

/** What people mean to do with customers. */
export function planRoutes(http: Http): void {
  http.owned.register(ownedPlan);

  implement(http, api.plans.list, {
    async run(ctx, { query }) {
      const { from, to, customerId, state: states } = query;
      const personIds = peopleAsked(ctx.actor, { ids: query.personId, team: query.team });
      const filter = { from, to, personIds, customerId, states };
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listPlans(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.due_on,
        id: row.id,
      }));
      return { rows: await describePlans(ctx, rows), next, count: null };
    },
  });
  implement(http, api.plans.create, { run: async (ctx, { body }) => await makePlan(ctx, body) });
  implement(http, api.plans.update, {
    run: async (ctx, { params, body }) => await changePlan(ctx, params.id, body),
  });
  implement(http, api.plans.cancel, {
    run: async (ctx, { params }) => await cancelPlan(ctx, params.id),
  });
}

/** Own plans that are due: those that were missed first. */
export const plansDue: DeskSource = {
  kind: 'plansDue',
  async build(ctx, { today, limit }) {
    if (!may(ctx.actor, 'followUps.read')) return null;
    const filter = { to: today, personIds: [ctx.actor.userId], states: ['planned'], live: true };
    const rows = await listPlans(ctx.db, ctx.actor, filter, {
      after: null,
      limit,
    });
    if (rows.length === 0) return null;
    const items = rows.map((row) =>
      deskLine({
        customerId: row.customer_id,
        customerName: row.customer_name,
        on: row.due_on,
        note: [row.due_time, row.purpose].filter(Boolean).join(' '),
        planId: row.id,
        snoozeId: row.id,
      }),
    );
    return { count: await countPlans(ctx.db, ctx.actor, filter, COUNT_CAP), items, jobs: [] };
  },
};
