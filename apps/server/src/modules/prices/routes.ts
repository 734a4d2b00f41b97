import { levelRowsOf, moveLevel } from '@xinhang/db/repositories/price-levels.ts';
import {
  countPriceRules,
  listPriceRules,
  unitsPriced,
} from '@xinhang/db/repositories/price-rules.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import { hangRows, idsHanging } from '../customers/service.ts';
import { toRule } from './describe.ts';
import { addLevel, changeLevel, customerLevel, listLevels, setCustomerLevel } from './levels.ts';
import { adjustmentRoutes } from './adjustments/routes.ts';
import { marketRoutes } from './market-routes.ts';
import { resolvePrices, type PriceLine } from './resolve.ts';
import { addRule, changeRule, endRule, releaseRule, removeRule } from './rules.ts';

/** `product:unit:quantity`, as the contract has checked it. */
function toLine(text: string): PriceLine {
  const [productId = 0, unitId = 0, qtyE4 = 0] = text.split(':').map(Number);
  return { productId, unitId, qtyE4 };
}

/** Rules of prices, levels of customers, and the price that comes out. */
export function priceRoutes(http: Http): void {
  http.productUses.register({ unitsUsed: unitsPriced });
  http.owned.register({
    kind: 'priceRule',
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'price_rule', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'price_rule', ids, way),
    },
  });
  http.owned.register({
    kind: 'customerPriceLevel',
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => levelRowsOf(ctx.db, customerId),
      move: (ctx, ids, way) => moveLevel(ctx.tx, ids, way),
    },
  });
  levelRoutes(http);
  ruleRoutes(http);
  marketRoutes(http);
  adjustmentRoutes(http);
  implement(http, api.prices.resolve, {
    run: async (ctx, { query }) =>
      await resolvePrices(ctx, http.lastPrices, {
        customerId: query.customerId ?? null,
        on: query.on,
        lines: (query.line ?? []).map(toLine),
        explain: query.explain,
      }),
  });
}

function levelRoutes(http: Http): void {
  const { prices } = api;
  implement(http, prices.listLevels, {
    run: async (ctx) => ({ rows: await listLevels(ctx) }),
  });
  implement(http, prices.createLevel, {
    run: async (ctx, { body }) => await addLevel(ctx, body),
  });
  implement(http, prices.updateLevel, {
    run: async (ctx, { params, body }) => await changeLevel(ctx, params.id, body),
  });
  implement(http, prices.getCustomerLevel, {
    run: async (ctx, { params }) => await customerLevel(ctx, params.id),
  });
  implement(http, prices.setCustomerLevel, {
    run: async (ctx, { params, body }) => await setCustomerLevel(ctx, params.id, body.levelId),
  });
}

function ruleRoutes(http: Http): void {
  const { prices } = api;
  implement(http, prices.listRules, {
    async run(ctx, { query }) {
      const today = await todayOf(ctx);
      const { q = '', productId, categoryId, customerId, levelId, region, scope, state } = query;
      const words = searchRuns(q);
      const asked = { productId, categoryId, customerId, levelId, region, state };
      const question = { ...asked, words, scopes: scope, today };
      const page = { before: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const found = await listPriceRules(ctx.db, ctx.actor, question, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({ value: row.id, id: row.id }));
      return {
        rows: rows.map((row) => toRule(row, today)),
        next,
        count: query.count ? await countPriceRules(ctx.db, ctx.actor, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, prices.createRule, {
    run: async (ctx, { body }) => await addRule(ctx, body),
  });
  implement(http, prices.updateRule, {
    run: async (ctx, { params, body }) => await changeRule(ctx, params.id, body),
  });
  implement(http, prices.releaseRule, {
    run: async (ctx, { params, body }) => await releaseRule(ctx, params.id, body.version),
  });
  implement(http, prices.endRule, {
    run: async (ctx, { params, body }) => await endRule(ctx, params.id, body),
  });
  implement(http, prices.removeRule, {
    async run(ctx, { params }) {
      await removeRule(ctx, params.id);
      return { ok: true as const };
    },
  });
}
