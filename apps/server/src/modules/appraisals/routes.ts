import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { resultExport } from './export.ts';
import { makeByHand } from './make.ts';
import { makingSheets } from './night.ts';
import { ownedSheet } from './owned.ts';
import { describeSheet, needSheet, pageOfSheets } from './read.ts';
import { resultsOf } from './results.ts';
import { addScheme, catalogueOf, changeScheme, describeSchemes } from './schemes.ts';
import { confirmSheet, countAnew, fillSheet, giveSheetBack, scoreSheet } from './work.ts';

/** Appraisal schemes, the sheets that are made by them, and what comes out. */
export function appraisalRoutes(http: Http): void {
  const { appraisals } = api;
  http.owned.register(ownedSheet);
  http.clockwork.register(makingSheets(http));
  http.jobs.register(sheetExportJob(resultExport));

  implement(http, appraisals.catalogue, { run: async (ctx) => await catalogueOf(http, ctx) });
  implement(http, appraisals.listSchemes, {
    run: async (ctx) => ({ rows: await describeSchemes(ctx.db) }),
  });
  implement(http, appraisals.createScheme, {
    run: async (ctx, { body }) => await addScheme(http, ctx, body),
  });
  implement(http, appraisals.updateScheme, {
    run: async (ctx, { params, body }) => await changeScheme(http, ctx, params.id, body),
  });
  implement(http, appraisals.list, {
    run: async (ctx, { query }) => await pageOfSheets(ctx, query),
  });
  implement(http, appraisals.get, {
    run: async (ctx, { params }) => await describeSheet(http, ctx, await needSheet(ctx, params.id)),
  });
  implement(http, appraisals.make, {
    run: async (ctx, { body }) => ({ made: await makeByHand(http, ctx, body) }),
  });
  implement(http, appraisals.count, {
    run: async (ctx, { params }) => await countAnew(http, ctx, params.id),
  });
  implement(http, appraisals.fill, {
    run: async (ctx, { params, body }) => await fillSheet(http, ctx, params.id, body),
  });
  implement(http, appraisals.score, {
    run: async (ctx, { params, body }) => await scoreSheet(http, ctx, params.id, body),
  });
  implement(http, appraisals.giveBack, {
    run: async (ctx, { params, body }) => await giveSheetBack(http, ctx, params.id, body),
  });
  implement(http, appraisals.confirm, {
    run: async (ctx, { params, body }) => await confirmSheet(http, ctx, params.id, body),
  });
  implement(http, appraisals.results, {
    run: async (ctx, { query }) => await resultsOf(ctx, query.period),
  });
  implement(http, appraisals.exportResults, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, resultExport, body),
    }),
  });
}
