import {
  listStatements,
  statementInScope,
  sumStatements,
} from '@xinhang/db/repositories/statements.ts';
import { may } from '@xinhang/db/actor.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { StatementState } from '@xinhang/shared/statements.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import type { Printable } from '../../../registry/printables.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';
import { clockOf, sentUpTo, toStatement, wholeStatement } from './describe.ts';
import { oneStatementFile, statementListFile } from './file.ts';
import { makeStatements, proposeStatements } from './make.ts';
import {
  clearStatement,
  confirmStatement,
  disputeStatement,
  sendStatement,
  withdrawStatement,
} from './track.ts';

const printable: Printable = {
  kinds: ['monthStatement'],
  async reads(ctx, _kind, id) {
    if (!may(ctx.actor, 'receivables.read')) throw problem('forbidden');
    return (await statementInScope(ctx.db, ctx.actor, id)) !== undefined;
  },
};

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
  http.printables.register(printable);
  http.jobs.register(sheetExportJob(statementListFile));
  http.jobs.register(sheetExportJob(oneStatementFile));
  implement(http, statements.list, {
    async run(ctx, { query }) {
      const { limit, cursor: _, state: states, q: text, late, ...more } = query;
      const clock = await clockOf(ctx);
      const filter = {
        ...more,
        text,
        late: late ? { sentUpTo: sentUpTo(clock), today: clock.today } : undefined,
      };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listStatements(ctx.db, ctx.actor, { ...filter, states }, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const totals = (await sumStatements(ctx.db, ctx.actor, filter)).map((one) => ({
        ...one,
        state: one.state as StatementState,
      }));
      return { rows: rows.map((row) => toStatement(ctx, row, clock)), next, count: null, totals };
    },
  });
  implement(http, statements.get, {
    async run(ctx, { params }) {
      const row = await statementInScope(ctx.db, ctx.actor, params.id);
      if (!row) throw problem('not-found');
      return await wholeStatement(ctx, row);
    },
  });
  implement(http, statements.proposal, {
    run: async (ctx, { query }) => await proposeStatements(ctx, query),
  });
  implement(http, statements.make, {
    run: async (ctx, { body }) => await makeStatements(ctx, body),
  });
  implement(http, statements.send, {
    run: async (ctx, { params, body }) => await sendStatement(ctx, params.id, body),
  });
  implement(http, statements.confirm, {
    run: async (ctx, { params, body }) => await confirmStatement(ctx, params.id, body),
  });
  implement(http, statements.dispute, {
    run: async (ctx, { params, body }) => await disputeStatement(ctx, params.id, body),
  });
  implement(http, statements.clear, {
    run: async (ctx, { params, body }) => await clearStatement(ctx, params.id, body),
  });
  implement(http, statements.withdraw, {
    run: async (ctx, { params, body }) => await withdrawStatement(ctx, params.id, body),
  });
  implement(http, statements.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, statementListFile, body),
    }),
  });
  implement(http, statements.file, {
    async run(ctx, { body }) {
      const found = await statementInScope(ctx.tx, ctx.actor, body.statementId);
      if (!found) throw problem('not-found');
      return { jobId: await startSheetExport(ctx, http.jobs, oneStatementFile, body) };
    },
  });
}
