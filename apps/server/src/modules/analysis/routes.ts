import { salesLines, salesSums } from '@xinhang/db/repositories/sales-figures.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { MOST_PRODUCTS, type SalesLine } from '@xinhang/shared/product-sales.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import { sheetExportJob } from '../../jobs/sheet-export.ts';
import { countProducts, productsByIds } from '../products/service.ts';
import { overviewOf } from './overview.ts';
import { productSalesFile } from './product-file.ts';
import { needMay, productSalesOf, shownSums, toProduct } from './product-sales.ts';
import { questionOf } from './question.ts';
import { tradingHistoryOf } from './trading.ts';

const kinds: readonly SalesLine['kind'][] = ['delivery', 'return', 'imported'];

/** Figures of what was sold, down to the documents. */
export function analysisRoutes(http: Http): void {
  const { productSales } = api;
  const file = sheetExportJob(productSalesFile);
  http.jobs.register(file);
  implement(http, productSales.list, {
    run: async (ctx, { query }) => await productSalesOf(ctx, query, MOST_PRODUCTS),
  });
  implement(http, productSales.lines, {
    async run(ctx, { params, query }) {
      const [product] = await productsByIds(ctx.db, [params.id]);
      if (!product) throw problem('not-found');
      const question = { ...(await questionOf(ctx, query)), productId: params.id };
      const start = startOf(query, 'string');
      const after = start && { date: String(start.value), place: start.id };
      const page = { after, limit: query.limit + 1 };
      const found = await salesLines(ctx.db, ctx.actor, question, page);
      const { rows, next } = cutPage(found, query.limit, ({ date, place }) => ({
        value: date,
        id: place,
      }));
      const { lines, ...sums } = await salesSums(ctx.db, ctx.actor, question);
      return {
        product: toProduct(product),
        rows: rows.map((row): SalesLine => ({
          id: row.place,
          kind: kinds[row.kind]!,
          docId: row.docId,
          no: row.no,
          date: row.date,
          customer: row.customer,
          ...shownSums(ctx, row),
        })),
        next,
        count: null,
        totals: { ...shownSums(ctx, sums), lines },
      };
    },
  });
  implement(http, api.overview.read, { run: async (ctx) => await overviewOf(ctx) });
  implement(http, api.tradingHistory.ofCustomer, {
    run: async (ctx, { params, query }) => await tradingHistoryOf(ctx, params.id, query),
  });
  implement(http, productSales.export, {
    async run(ctx, { body }) {
      needMay(ctx, body);
      // No more rows than there are products: what they come to is read by the job, not in here.
      await assertSmall(ctx, (most) => countProducts(ctx.db, {}, most));
      return { jobId: await http.jobs.enqueue(ctx, file, body) };
    },
  });
}
