import {
  countMarketPrices,
  listMarketPrices,
  unitsOfMarketPrices,
} from '@xinhang/db/repositories/market-prices.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { marketFile } from './market-export.ts';
import { describeMarket, dropMarketPrice, noteMarketPrice } from './market.ts';

/** What competitors ask. */
export function marketRoutes(http: Http): void {
  const { marketPrices } = api;
  http.productUses.register({ unitsUsed: unitsOfMarketPrices });
  http.jobs.register(sheetExportJob(marketFile));
  implement(http, marketPrices.list, {
    async run(ctx, { query }) {
      const { q = '', productId, competitorId, region, from, to } = query;
      const question = { productId, competitorId, region, from, to, words: searchRuns(q) };
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listMarketPrices(ctx.db, question, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.seen_on,
        id: row.id,
      }));
      return {
        rows: await describeMarket(ctx, rows),
        next,
        count: query.count ? await countMarketPrices(ctx.db, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, marketPrices.create, {
    run: async (ctx, { body }) => await noteMarketPrice(ctx, body),
  });
  implement(http, marketPrices.remove, {
    async run(ctx, { params }) {
      await dropMarketPrice(ctx, params.id);
      return { ok: true as const };
    },
  });
  implement(http, marketPrices.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, marketFile, body),
    }),
  });
}
