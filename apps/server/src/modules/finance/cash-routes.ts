import { cashTransferInReach, listCashTransfers } from '@xinhang/db/repositories/cash-transfers.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import {
  addCashAccount,
  cashAccountNow,
  changeCashAccount,
  journalOf,
  listCashAccounts,
} from './cash-accounts.ts';
import { expenseRoutes } from './claims/routes.ts';
import { dayBook, dayBookFile } from './day-book.ts';
import { openCashAccount, undoOpening } from './cash-openings.ts';
import { transferDrafts } from './closing.ts';
import { otherCashRoutes } from './other-cash/routes.ts';
import { confirmTransfer, undoTransfer } from './transfers/confirm.ts';
import { changeTransfer, createTransfer, discardTransfer, toTransfer } from './transfers/drafts.ts';
import { transferFile } from './transfers/file.ts';

/** Where money lies, and how it goes from one own account to another. */
export function cashSideRoutes(http: Http): void {
  http.closings.registerDrafts(transferDrafts);
  http.jobs.register(sheetExportJob(transferFile));
  http.jobs.register(sheetExportJob(dayBookFile));
  accountRoutes(http);
  transferRoutes(http);
  otherCashRoutes(http);
  expenseRoutes(http);
}

function accountRoutes(http: Http): void {
  const { cashAccounts } = api;
  implement(http, cashAccounts.list, {
    run: async (ctx, { query }) => ({
      rows: await listCashAccounts(ctx, query.names),
      mayAdd: ctx.actor.viewAsBy === null && accountsOf(ctx.actor, 'cash.manage') === null,
    }),
  });
  implement(http, cashAccounts.create, {
    run: async (ctx, { body }) => await addCashAccount(ctx, body),
  });
  implement(http, cashAccounts.update, {
    run: async (ctx, { params, body }) => await changeCashAccount(ctx, params.id, body),
  });
  implement(http, cashAccounts.open, {
    run: async (ctx, { params, body }) => await openCashAccount(ctx, params.id, body),
  });
  implement(http, cashAccounts.reverseOpening, {
    run: async (ctx, { params, body }) => await undoOpening(ctx, params.id, body),
  });
  implement(http, api.cashBook.read, {
    run: async (ctx, { query }) => await dayBook(ctx, query),
  });
  implement(http, api.cashBook.export, {
    async run(ctx, { body }) {
      if (body.accountId !== undefined) await cashAccountNow(ctx, body.accountId, 'cash.read');
      return { jobId: await startSheetExport(ctx, http.jobs, dayBookFile, body) };
    },
  });
  implement(http, cashAccounts.journal, {
    run: async (ctx, { params, query }) => await journalOf(ctx, params.id, query),
  });
}

function transferRoutes(http: Http): void {
  const { cashTransfers } = api;
  implement(http, cashTransfers.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, limit, cursor: _, ...filter } = query;
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listCashTransfers(ctx.db, ctx.actor, { ...filter, states, text }, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toTransfer(ctx, row)), next, count: null };
    },
  });
  implement(http, cashTransfers.get, {
    async run(ctx, { params }) {
      const row = await cashTransferInReach(ctx.db, ctx.actor, params.id);
      if (!row) throw problem('not-found');
      return toTransfer(ctx, row);
    },
  });
  implement(http, cashTransfers.create, {
    run: async (ctx, { body }) => toTransfer(ctx, await createTransfer(ctx, body)),
  });
  implement(http, cashTransfers.update, {
    run: async (ctx, { params, body }) =>
      toTransfer(ctx, await changeTransfer(ctx, params.id, body)),
  });
  implement(http, cashTransfers.discard, {
    async run(ctx, { params, body }) {
      await discardTransfer(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, cashTransfers.confirm, {
    run: async (ctx, { params, body }) =>
      toTransfer(ctx, await confirmTransfer(ctx, params.id, body.version)),
  });
  implement(http, cashTransfers.reverse, {
    run: async (ctx, { params, body }) => toTransfer(ctx, await undoTransfer(ctx, params.id, body)),
  });
  implement(http, cashTransfers.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, transferFile, body),
    }),
  });
}
