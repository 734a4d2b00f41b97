import { unitsOfTargets } from '@xinhang/db/repositories/targets.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { achievementOf } from './achievement.ts';
import { rankingOf } from './ranking.ts';
import { personPage, rampUpOf, scorecardsOf } from './team.ts';
import { ledgerRows } from './ledger-rows.ts';
import {
  actOnPlan,
  createSalesPlan,
  discardSalesPlan,
  reopenSalesPlan,
  salesPlanApproval,
  saveSalesPlan,
  submitSalesPlan,
} from './sales-plan-write.ts';
import { describePlan, listSalesPlans, needPlan } from './sales-plans.ts';
import { discardTargets, saveTargets, submitTargets, targetSheetApproval } from './set.ts';
import { partsOf } from './parts.ts';
import { planFigures } from './plan-figures.ts';
import { goodsOffered } from './planned-goods.ts';
import { resultsOfOne } from './person-figures.ts';
import { categoryDimension, productDimension } from './product-lines.ts';
import { regionDimension } from './regions.ts';
import { sheetOf } from './sheet.ts';
import { splitsOfNode } from './splits.ts';

/** Targets, and what was reached of them. */
export function targetRoutes(http: Http): void {
  http.approvals.register(targetSheetApproval(http));
  http.approvals.register(salesPlanApproval);
  http.figures.register(resultsOfOne);
  http.productUses.register({ unitsUsed: unitsOfTargets });
  for (const one of [regionDimension, categoryDimension, productDimension]) {
    http.dimensions.register(one);
  }

  implement(http, api.achievement.get, {
    run: async (ctx, { query }) => await achievementOf(http, ctx, query),
  });
  implement(http, api.achievement.parts, {
    run: async (ctx, { query }) => await partsOf(http, ctx, query),
  });
  implement(http, api.achievement.rows, {
    run: async (ctx, { query }) => await ledgerRows(ctx, query),
  });
  implement(http, api.ranking.get, { run: async (ctx, { query }) => await rankingOf(ctx, query) });
  implement(http, api.team.get, {
    run: async (ctx, { params, query }) => await personPage(http, ctx, params.id, query),
  });
  implement(http, api.team.scorecards, {
    run: async (ctx, { query }) => await scorecardsOf(http, ctx, query),
  });
  implement(http, api.team.rampUp, { run: async (ctx) => await rampUpOf(ctx) });
  implement(http, api.salesPlans.list, {
    run: async (ctx, { query }) => await listSalesPlans(ctx, query),
  });
  implement(http, api.salesPlans.get, {
    run: async (ctx, { params }) => await describePlan(ctx, await needPlan(ctx, params.id)),
  });
  implement(http, api.salesPlans.figures, {
    run: async (ctx, { params }) => await planFigures(ctx, params.id),
  });
  implement(http, api.salesPlans.create, {
    run: async (ctx, { body }) => await describePlan(ctx, await createSalesPlan(ctx, body)),
  });
  implement(http, api.salesPlans.save, {
    run: async (ctx, { params, body }) =>
      await describePlan(ctx, await saveSalesPlan(ctx, params.id, body)),
  });
  implement(http, api.salesPlans.submit, {
    run: async (ctx, { params, body }) =>
      await describePlan(ctx, await submitSalesPlan(http, ctx, params.id, body.version)),
  });
  implement(http, api.salesPlans.reopen, {
    run: async (ctx, { params, body }) =>
      await describePlan(ctx, await reopenSalesPlan(ctx, params.id, body.version)),
  });
  implement(http, api.salesPlans.discard, {
    async run(ctx, { params, body }) {
      await discardSalesPlan(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, api.salesPlans.act, {
    run: async (ctx, { params, body }) =>
      await describePlan(ctx, await actOnPlan(ctx, params.id, body)),
  });
  implement(http, api.targets.get, {
    run: async (ctx, { query }) => await sheetOf(http, ctx, query),
  });
  implement(http, api.targets.listGoods, {
    run: async (ctx, { query }) => await goodsOffered(ctx, query),
  });
  implement(http, api.targets.splits, {
    run: async (ctx, { query }) => await splitsOfNode(http, ctx, query),
  });
  implement(http, api.targets.save, {
    run: async (ctx, { body }) => await saveTargets(http, ctx, body),
  });
  implement(http, api.targets.submit, {
    run: async (ctx, { params, body }) => await submitTargets(http, ctx, params.id, body.version),
  });
  implement(http, api.targets.discard, {
    async run(ctx, { params, body }) {
      await discardTargets(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
}
