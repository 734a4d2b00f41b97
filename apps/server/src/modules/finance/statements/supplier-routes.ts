import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { supplierBook } from './book.ts';
import { ofSupplier } from './describe.ts';
import { oneSupplierStatementFile, supplierStatementListFile } from './file.ts';
import { makeStatements, proposeStatements } from './make.ts';
import { pageOfStatements, printableOf, wholeById } from './read.ts';
import {
  clearStatement,
  confirmStatement,
  disputeStatement,
  sendStatement,
  withdrawStatement,
} from './track.ts';

/** Statements with suppliers, made and tracked as those with customers. */
export function supplierStatementRoutes(http: Http): void {
  const { supplierStatements } = api;
  http.printables.register(printableOf(supplierBook, 'supplierMonthStatement'));
  http.jobs.register(sheetExportJob(supplierStatementListFile));
  http.jobs.register(sheetExportJob(oneSupplierStatementFile));
  implement(http, supplierStatements.list, {
    async run(ctx, { query }) {
      const { supplierId: partyId, ...asked } = query;
      const { rows, ...page } = await pageOfStatements(ctx, supplierBook, { ...asked, partyId });
      return { ...page, rows: rows.map(ofSupplier) };
    },
  });
  implement(http, supplierStatements.get, {
    run: async (ctx, { params }) => ofSupplier(await wholeById(ctx, supplierBook, params.id)),
  });
  implement(http, supplierStatements.proposal, {
    async run(ctx, { query }) {
      const { rows, more } = await proposeStatements(ctx, supplierBook, query);
      const shown = rows.map((row) => {
        const { party: supplier, owner: _, ...rest } = row;
        return { ...rest, supplier };
      });
      return { rows: shown, more };
    },
  });
  implement(http, supplierStatements.make, {
    run: async (ctx, { body: { supplierIds: partyIds, ...span } }) =>
      await makeStatements(ctx, supplierBook, { ...span, partyIds }),
  });
  implement(http, supplierStatements.send, {
    run: async (ctx, { params, body }) =>
      ofSupplier(await sendStatement(ctx, supplierBook, params.id, body)),
  });
  implement(http, supplierStatements.confirm, {
    run: async (ctx, { params, body }) =>
      ofSupplier(await confirmStatement(ctx, supplierBook, params.id, body)),
  });
  implement(http, supplierStatements.dispute, {
    run: async (ctx, { params, body }) =>
      ofSupplier(await disputeStatement(ctx, supplierBook, params.id, body)),
  });
  implement(http, supplierStatements.clear, {
    run: async (ctx, { params, body }) =>
      ofSupplier(await clearStatement(ctx, supplierBook, params.id, body)),
  });
  implement(http, supplierStatements.withdraw, {
    run: async (ctx, { params, body }) =>
      ofSupplier(await withdrawStatement(ctx, supplierBook, params.id, body)),
  });
  implement(http, supplierStatements.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, supplierStatementListFile, body),
    }),
  });
  implement(http, supplierStatements.file, {
    async run(ctx, { body }) {
      await wholeById(ctx, supplierBook, body.statementId);
      return { jobId: await startSheetExport(ctx, http.jobs, oneSupplierStatementFile, body) };
    },
  });
}
