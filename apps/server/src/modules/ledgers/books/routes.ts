import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { voucherFile } from './file.ts';
import { needCost, readBalances, readTotals, readVoucher, readVouchers } from './read.ts';

/** Vouchers and what they sum up to. */
export function bookRoutes(http: Http): void {
  const { vouchers } = api;
  http.jobs.register(sheetExportJob(voucherFile));
  implement(http, vouchers.list, {
    async run(ctx, { query }) {
      needCost(ctx.actor);
      const { limit, cursor: _, totals, ...asked } = query;
      const start = startOf(query, 'string');
      const after = start && { date: String(start.value), id: start.id };
      const found = await readVouchers(ctx.db, asked, { after, limit: limit + 1 });
      const { rows, next } = cutPage(found, limit, (row) => ({
        value: row.businessDate,
        id: row.id,
      }));
      return { rows, next, count: null, totals: totals ? await readTotals(ctx.db, asked) : null };
    },
  });
  implement(http, vouchers.get, {
    async run(ctx, { params }) {
      needCost(ctx.actor);
      return await readVoucher(ctx, params.id);
    },
  });
  implement(http, vouchers.balances, {
    async run(ctx, { query }) {
      needCost(ctx.actor);
      return { rows: await readBalances(ctx.db, query) };
    },
  });
  implement(http, vouchers.export, {
    async run(ctx, { body }) {
      needCost(ctx.actor);
      return { jobId: await startSheetExport(ctx, http.jobs, voucherFile, body) };
    },
  });
}
