import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';
import { customerBook } from './book.ts';
import { ofCustomer } from './describe.ts';
import { oneStatementFile, statementListFile } from './file.ts';
import { makeStatements, proposeStatements } from './make.ts';
import { pageOfStatements, printableOf, wholeById } from './read.ts';
import {
  clearStatement,
  confirmStatement,
  disputeStatement,
  sendStatement,
  withdrawStatement,
} from './track.ts';

/** Statements as they were sent to customers, and what those said of them. */
export function statementRoutes(http: Http): void {
  const { statements } = api;
  http.owned.register({
    kind: 'statement',
    sight: (ctx, ids) => sightOf(ctx, 'receivables.read', ids),
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'account_statement', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'account_statement', ids, way),
    },
  });
  http.printables.register(printableOf(customerBook, 'monthStatement'));
  http.jobs.register(sheetExportJob(statementListFile));
  http.jobs.register(sheetExportJob(oneStatementFile));
  implement(http, statements.list, {
    async run(ctx, { query }) {
      const { customerId: partyId, ...asked } = query;
      const { rows, ...page } = await pageOfStatements(ctx, customerBook, { ...asked, partyId });
      return { ...page, rows: rows.map(ofCustomer) };
    },
  });
  implement(http, statements.get, {
    async run(ctx, { params }) {
      return ofCustomer(await wholeById(ctx, customerBook, params.id));
    },
  });
  implement(http, statements.proposal, {
    async run(ctx, { query }) {
      const { rows, more } = await proposeStatements(ctx, customerBook, query);
      return { rows: rows.map(({ party, ...row }) => ({ ...row, customer: party })), more };
    },
  });
  implement(http, statements.make, {
    run: async (ctx, { body: { customerIds: partyIds, ...span } }) =>
      await makeStatements(ctx, customerBook, { ...span, partyIds }),
  });
  implement(http, statements.send, {
    run: async (ctx, { params, body }) =>
      ofCustomer(await sendStatement(ctx, customerBook, params.id, body)),
  });
  implement(http, statements.confirm, {
    run: async (ctx, { params, body }) =>
      ofCustomer(await confirmStatement(ctx, customerBook, params.id, body)),
  });
  implement(http, statements.dispute, {
    run: async (ctx, { params, body }) =>
      ofCustomer(await disputeStatement(ctx, customerBook, params.id, body)),
  });
  implement(http, statements.clear, {
    run: async (ctx, { params, body }) =>
      ofCustomer(await clearStatement(ctx, customerBook, params.id, body)),
  });
  implement(http, statements.withdraw, {
    run: async (ctx, { params, body }) =>
      ofCustomer(await withdrawStatement(ctx, customerBook, params.id, body)),
  });
  implement(http, statements.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, statementListFile, body),
    }),
  });
  implement(http, statements.file, {
    async run(ctx, { body }) {
      await wholeById(ctx, customerBook, body.statementId);
      return { jobId: await startSheetExport(ctx, http.jobs, oneStatementFile, body) };
    },
  });
}
