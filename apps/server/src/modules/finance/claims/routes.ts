import { claimInReach, listClaims } from '@xinhang/db/repositories/expense-claims.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { needCustomer } from '../../customers/service.ts';
import { describeClaim, expensesOfCustomer, toClaimRow } from './describe.ts';
import { changeClaim, createClaim, discardClaim } from './drafts.ts';
import { expenseFile } from './file.ts';
import { keepClaimFile, needClaimFile, needOwnDraft, removeClaimFile } from './files.ts';
import { filterOf } from './filter.ts';
import { ownedClaims } from './owned.ts';
import { payClaim, sendBackClaim, unpayClaim } from './pay.ts';
import { expensePrintable } from './printable.ts';
import { expenseTarget, submitClaim, withdrawClaim } from './submit.ts';

const MEGABYTE = 1024 * 1024;

/** What people spent for the company: written, approved, paid. */
export function expenseRoutes(http: Http): void {
  http.approvals.register(expenseTarget);
  http.owned.register(ownedClaims);
  http.printables.register(expensePrintable);
  http.jobs.register(sheetExportJob(expenseFile));
  readRoutes(http);
  ownRoutes(http);
  payRoutes(http);
  fileRoutes(http);
}

function readRoutes(http: Http): void {
  const { expenseClaims } = api;
  implement(http, expenseClaims.list, {
    async run(ctx, { query }) {
      const page = { after: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const found = await listClaims(ctx.db, ctx.actor, await filterOf(ctx, query), page);
      const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map(toClaimRow), next, count: null };
    },
  });
  implement(http, expenseClaims.get, {
    async run(ctx, { params }) {
      const row = await claimInReach(ctx.db, ctx.actor, params.id);
      if (!row) throw problem('not-found');
      return await describeClaim(ctx, row);
    },
  });
  implement(http, expenseClaims.ofCustomer, {
    async run(ctx, { params }) {
      await needCustomer(ctx.db, ctx.actor, 'customers.read', params.id);
      return await expensesOfCustomer(ctx, params.id);
    },
  });
  implement(http, expenseClaims.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, expenseFile, body),
    }),
  });
}

function ownRoutes(http: Http): void {
  const { expenseClaims } = api;
  implement(http, expenseClaims.create, {
    run: async (ctx, { body }) => await describeClaim(ctx, await createClaim(ctx, body)),
  });
  implement(http, expenseClaims.update, {
    run: async (ctx, { params, body }) =>
      await describeClaim(ctx, await changeClaim(ctx, params.id, body)),
  });
  implement(http, expenseClaims.discard, {
    async run(ctx, { params, body }) {
      await discardClaim(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, expenseClaims.submit, {
    run: async (ctx, { params, body }) =>
      await describeClaim(ctx, await submitClaim(http, ctx, params.id, body.version)),
  });
  implement(http, expenseClaims.withdraw, {
    run: async (ctx, { params, body }) =>
      await describeClaim(ctx, await withdrawClaim(http, ctx, params.id, body.version)),
  });
}

function payRoutes(http: Http): void {
  const { expenseClaims } = api;
  implement(http, expenseClaims.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeClaim(ctx, await sendBackClaim(ctx, params.id, body)),
  });
  implement(http, expenseClaims.pay, {
    run: async (ctx, { params, body }) =>
      await describeClaim(ctx, await payClaim(ctx, params.id, body)),
  });
  implement(http, expenseClaims.unpay, {
    run: async (ctx, { params, body }) =>
      await describeClaim(ctx, await unpayClaim(ctx, params.id, body)),
  });
}

function fileRoutes(http: Http): void {
  const { expenseClaims } = api;
  implement(http, expenseClaims.upload, {
    async admit(ctx, { params }) {
      await needOwnDraft(ctx, params.id);
      return (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE;
    },
    run: async (ctx, { params, query }, _prepared, { upload }) =>
      await keepClaimFile(ctx, params.id, upload!, query.name),
  });
  implement(http, expenseClaims.download, {
    async run(ctx, { params }) {
      const { sha256, size, name, mime } = await needClaimFile(ctx, params.id);
      return { paths: http.deps.paths, sha256, size, name, mime };
    },
  });
  implement(http, expenseClaims.removeFile, {
    async run(ctx, { params }) {
      await removeClaimFile(ctx, params.id);
      return { ok: true as const };
    },
  });
}
