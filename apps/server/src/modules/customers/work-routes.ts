import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { startUndo, undoJob } from '../../jobs/bulk.ts';
import { bulkJob, startBulk, undoing } from './bulk.ts';
import { factsOf } from './distribute.ts';
import { describeValue, setValue } from './value.ts';
import { valueSchedule } from './value-night.ts';
import { exportJob, startExport } from './export.ts';

/** What is done with many customers at once, and what each is worth. */
export function customerWorkRoutes(http: Http): void {
  const { jobs, deps, owned } = http;
  const bulk = bulkJob(owned);
  const undo = undoing(owned);
  const exporting = exportJob(deps);
  jobs.register(bulk);
  jobs.register(undoJob(undo));
  jobs.register(exporting);

  http.clockwork.register(valueSchedule);
  implement(http, api.customerValue.get, {
    run: async (ctx, { params }) => await describeValue(ctx, params.id),
  });
  implement(http, api.customerValue.set, {
    run: async (ctx, { params, body }) => await setValue(ctx, params.id, body),
  });

  implement(http, api.customerWork.bulk, {
    run: async (ctx, { body }) => ({ jobId: await startBulk(ctx, { jobs, bulk }, body) }),
  });
  implement(http, api.customerWork.undoBulk, {
    run: async (ctx, { params }) => ({ jobId: await startUndo(ctx, jobs, undo, params.id) }),
  });
  implement(http, api.customerWork.listSplitFacts, {
    async run(ctx, { query }) {
      const rows = await factsOf(ctx, query.id ?? []);
      return { rows: rows.map(({ ownerId: _owner, ...fact }) => fact) };
    },
  });
  implement(http, api.customerWork.exportList, {
    run: async (ctx, { body }) => ({ jobId: await startExport(ctx, jobs, exporting, body) }),
  });
}
