import {
  countDeals,
  dealPlace,
  listDeals,
  sumByStage,
  sumDeals,
  type DealSort,
} from '@xinhang/db/repositories/deal-list.ts';
import { hasDealFile } from '@xinhang/db/repositories/deal-files.ts';
import { stages } from '@xinhang/db/repositories/pipelines.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { needDeal } from './access.ts';
import { changeDeal } from './change.ts';
import { addCompetitor, changeCompetitor, listOfCompetitors } from './competitors.ts';
import { describeDeal, describeDeals } from './describe.ts';
import { outcomesOf, stageTimesOf } from './figures.ts';
import { askerOf, toDealConditions } from './filters.ts';
import { assignDeal, checkDeal, closeDeal, moveDeal, reopenDeal, withdrawMove } from './move.ts';
import { dealMoveTarget } from './gate-approval.ts';
import { openDeal } from './open.ts';
import { ownedDeal } from './owned.ts';
import { dealsOfOne } from './person-figures.ts';
import { addPipeline, changePipeline, describePipelines, flowsOfMoves } from './pipelines.ts';
import { dealUse, lastWonPrice } from './prices.ts';
import { dealWorkRoutes } from './work-routes.ts';

const textSorts: ReadonlySet<DealSort> = new Set(['expectedOn', 'closedOn', 'name']);
/** Cards of a column stand in the order of the list that goes on from them. */
const CARDS = { sort: 'expectedOn', descending: false, after: null } as const;
const NOTHING = { count: 0, fen: 0, weighted: 0 };

function pipelineRoutes(http: Http): void {
  implement(http, api.pipelines.list, {
    run: async (ctx) => ({
      rows: await describePipelines(ctx.db),
      flows: await flowsOfMoves(ctx.db),
    }),
  });
  implement(http, api.pipelines.create, {
    run: async (ctx, { body }) => await addPipeline(ctx, body),
  });
  implement(http, api.pipelines.update, {
    run: async (ctx, { params, body }) => await changePipeline(ctx, params.id, body),
  });
  implement(http, api.pipelines.listCompetitors, {
    run: async (ctx) => ({ rows: await listOfCompetitors(ctx) }),
  });
  implement(http, api.pipelines.createCompetitor, {
    run: async (ctx, { body }) => await addCompetitor(ctx, body),
  });
  implement(http, api.pipelines.updateCompetitor, {
    run: async (ctx, { params, body }) => await changeCompetitor(ctx, params.id, body),
  });
}

function readingRoutes(http: Http): void {
  implement(http, api.deals.list, {
    async run(ctx, { query }) {
      const asked = await toDealConditions(askerOf(ctx), query);
      const found = await listDeals(ctx.db, ctx.actor, asked, {
        sort: query.sort,
        descending: query.dir === 'desc',
        after: startOf(query, textSorts.has(query.sort) ? 'string' : 'number'),
        limit: query.limit + 1,
      });
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: dealPlace(query.sort, row),
        id: row.id,
      }));
      return {
        rows: await describeDeals(ctx, rows),
        next,
        count: query.count ? await countDeals(ctx.db, ctx.actor, asked, COUNT_CAP) : null,
        amountFen: query.count ? await sumDeals(ctx.db, ctx.actor, asked) : null,
      };
    },
  });

  implement(http, api.deals.board, {
    async run(ctx, { query }) {
      const { pipelineId, limit, ...filter } = query;
      const own = (await stages(ctx.db)).filter((stage) => stage.pipeline_id === pipelineId);
      const byId = new Map(own.map((stage) => [stage.id, stage]));
      const asked = await toDealConditions(askerOf(ctx), {
        ...filter,
        pipelineId,
        state: ['open'],
      });
      const sums = await sumByStage(ctx.db, ctx.actor, { ...asked, stageIds: [...byId.keys()] });
      const found = [];
      for (const { id } of own.filter((stage) => sums.has(stage.id))) {
        const inStage = { ...asked, stageIds: [id] };
        found.push(...(await listDeals(ctx.db, ctx.actor, inStage, { ...CARDS, limit })));
      }
      const cards = Map.groupBy(await describeDeals(ctx, found, byId), (row) => row.stage.id);
      return {
        columns: own.map(({ id }) => {
          const { count, fen, weighted } = sums.get(id) ?? NOTHING;
          const sum = { count, amountFen: fen, weightedFen: weighted };
          return { stageId: id, ...sum, rows: cards.get(id) ?? [] };
        }),
      };
    },
  });

  implement(http, api.deals.outcomes, {
    run: async (ctx, { query }) => await outcomesOf(ctx, query),
  });
  implement(http, api.deals.stageTimes, {
    run: async (ctx, { query }) => await stageTimesOf(ctx, query),
  });

  implement(http, api.deals.get, {
    run: async (ctx, { params }) =>
      await describeDeal(ctx, await needDeal(ctx.db, ctx.actor, 'deals.read', params.id)),
  });
}

/** Pipelines, competitors, deals, their board and their figures. */
export function dealRoutes(http: Http): void {
  http.lastPrices.register(lastWonPrice);
  http.productUses.register(dealUse);
  http.figures.register(dealsOfOne);
  http.owned.register(ownedDeal);
  http.approvals.register(dealMoveTarget);
  http.dealProofs.register('file', hasDealFile);
  pipelineRoutes(http);
  readingRoutes(http);
  dealWorkRoutes(http);

  implement(http, api.deals.create, {
    run: async (ctx, { body }) => await describeDeal(ctx, await openDeal(ctx, body)),
  });
  implement(http, api.deals.update, {
    run: async (ctx, { params, body }) =>
      await describeDeal(ctx, await changeDeal(ctx, params.id, body)),
  });
  implement(http, api.deals.move, {
    run: async (ctx, { params, body }) =>
      await describeDeal(ctx, await moveDeal(http, ctx, params.id, body)),
  });
  implement(http, api.deals.withdrawMove, {
    run: async (ctx, { params, body }) =>
      await describeDeal(ctx, await withdrawMove(http, ctx, params.id, body)),
  });
  implement(http, api.deals.check, {
    run: async (ctx, { params, body }) =>
      await describeDeal(ctx, await checkDeal(ctx, params.id, body)),
  });
  implement(http, api.deals.close, {
    run: async (ctx, { params, body }) =>
      await describeDeal(ctx, await closeDeal(http, ctx, params.id, body)),
  });
  implement(http, api.deals.reopen, {
    run: async (ctx, { params, body }) =>
      await describeDeal(ctx, await reopenDeal(ctx, params.id, body)),
  });
  implement(http, api.deals.assign, {
    async run(ctx, { params, body }) {
      await assignDeal(ctx, params.id, body);
      return { ok: true as const };
    },
  });
}
