import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { startUndo, undoJob } from '../../jobs/bulk.ts';
import { dealBulkJob, startDealBulk, undoing } from './bulk.ts';
import { dealExportJob, startDealExport } from './export.ts';

/** What is done with many deals at once. */
export function dealWorkRoutes(http: Http): void {
  const { jobs, deps } = http;
  const [bulk, undo, exporting] = [dealBulkJob(http), undoing(http), dealExportJob(deps)];
  jobs.register(bulk);
  jobs.register(undoJob(undo));
  jobs.register(exporting);

  implement(http, api.deals.bulk, {
    run: async (ctx, { body }) => ({ jobId: await startDealBulk(ctx, jobs, bulk, body) }),
  });
  implement(http, api.deals.undoBulk, {
    run: async (ctx, { params }) => ({ jobId: await startUndo(ctx, jobs, undo, params.id) }),
  });
  implement(http, api.deals.exportList, {
    run: async (ctx, { body }) => ({ jobId: await startDealExport(ctx, jobs, exporting, body) }),
  });
}
