import { countDeviations, listDeviations } from '@xinhang/db/repositories/price-deviations.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { deviationFile } from './deviations-file.ts';
import { toDeviation } from './deviations.ts';

/** At which other prices than the rules said orders were taken, by whom and why. */
export function deviationRoutes(http: Http): void {
  http.jobs.register(sheetExportJob(deviationFile));
  implement(http, api.salesOrders.deviations, {
    async run({ db, actor }, { query }) {
      const { q: text, customerId, productId, userId, side, from, to, limit } = query;
      const question = { text, customerId, productId, userId, side, from, to };
      const page = { after: startOf(query, 'string'), limit: limit + 1 };
      const found = await listDeviations(db, actor, question, page);
      const { rows, next } = cutPage(found, limit, (row) => ({
        value: row.business_date,
        id: row.id,
      }));
      const counts = query.count === true;
      return {
        rows: rows.map(toDeviation),
        next,
        count: counts ? await countDeviations(db, actor, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, api.salesOrders.exportDeviations, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, deviationFile, body),
    }),
  });
}
