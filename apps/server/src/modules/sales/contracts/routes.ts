import { listContracts, sumContracts } from '@xinhang/db/repositories/contract-list.ts';
import { dueMilestones, sumMilestones } from '@xinhang/db/repositories/contract-milestones.ts';
import { ordersOfContract } from '@xinhang/db/repositories/contract-orders.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { SalesOrderState } from '@xinhang/shared/sales-order-rules.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { userNames } from '../../org/service.ts';
import { needContract } from './access.ts';
import { amendContract } from './amend.ts';
import { beginContract } from './begin.ts';
import { describeContract, toContractRow, toMilestone } from './describe.ts';
import { changeContract, createContract, discardContract } from './drafts.ts';
import { contractFile } from './export.ts';
import { keepContractFile, listContractFiles, needToAttach } from './files.ts';
import { toMilestoneRow } from './milestones.ts';
import { markMilestone, moveContract, orderContract, signContract } from './moves.ts';
import { contractPrintable, contractUse, ownedContract } from './owned.ts';
import { sendBackContract, submitContract } from './submit.ts';
import { contractTarget } from './target.ts';
import { earlierVersions } from './versions.ts';

const MEGABYTE = 1024 * 1024;

/** What is agreed with customers: lists, drafts, amendments, what is called off and how it is paid. */
export function contractRoutes(http: Http): void {
  http.owned.register(ownedContract);
  http.productUses.register(contractUse);
  http.approvals.register(contractTarget);
  http.printables.register(contractPrintable);
  http.jobs.register(sheetExportJob(contractFile));
  readRoutes(http);
  draftRoutes(http);
  moveRoutes(http);
  planRoutes(http);
  fileRoutes(http);
}

function readRoutes(http: Http): void {
  const { contracts } = api;
  implement(http, contracts.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, kind, customerId, dealId, ownerId } = query;
      const { from, to, endingTo, limit, count } = query;
      const filter = { states, text, kind, customerId, dealId, ownerId, from, to, endingTo };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listContracts(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const sums = count ? await sumContracts(ctx.db, ctx.actor, filter, COUNT_CAP) : null;
      return {
        rows: rows.map(toContractRow),
        next,
        count: sums?.count ?? null,
        amountFen: sums?.amountFen ?? null,
      };
    },
  });
  implement(http, contracts.get, {
    run: async (ctx, { params }) =>
      await describeContract(
        ctx,
        await needContract(ctx.db, ctx.actor, 'contracts.read', params.id),
      ),
  });
  implement(http, contracts.versions, {
    async run(ctx, { params }) {
      const row = await needContract(ctx.db, ctx.actor, 'contracts.read', params.id);
      return { rows: await earlierVersions(ctx, row) };
    },
  });
  implement(http, contracts.orders, {
    async run(ctx, { params, query }) {
      const row = await needContract(ctx.db, ctx.actor, 'contracts.read', params.id);
      const page = { after: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const found = await ordersOfContract(ctx.db, ctx.actor, row.id, page);
      const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return {
        rows: rows.map((order) => ({
          id: order.id,
          no: order.no ?? '',
          state: order.state as SalesOrderState,
          businessDate: order.business_date,
          grossFen: order.gross_fen,
          deliveredFen: Number(order.delivered_fen ?? 0),
        })),
        next,
        count: null,
      };
    },
  });
  implement(http, contracts.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, contractFile, body),
    }),
  });
}

function draftRoutes(http: Http): void {
  const { contracts } = api;
  implement(http, contracts.create, {
    run: async (ctx, { body }) =>
      await describeContract(ctx, await createContract(ctx, http.lastPrices, body)),
  });
  implement(http, contracts.begin, {
    run: async (ctx, { body }) =>
      await describeContract(ctx, await beginContract(ctx, http.lastPrices, body)),
  });
  implement(http, contracts.update, {
    run: async (ctx, { params, body }) =>
      await describeContract(ctx, await changeContract(ctx, http.lastPrices, params.id, body)),
  });
  implement(http, contracts.discard, {
    async run(ctx, { params, body }) {
      await discardContract(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, contracts.submit, {
    run: async (ctx, { params, body }) =>
      await describeContract(ctx, await submitContract(http, ctx, params.id, body)),
  });
  implement(http, contracts.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeContract(ctx, await sendBackContract(http, ctx, params.id, body)),
  });
  implement(http, contracts.amend, {
    run: async (ctx, { params, body }) =>
      await describeContract(ctx, await amendContract(ctx, params.id, body)),
  });
}

function moveRoutes(http: Http): void {
  const { contracts } = api;
  const seenOf = ({ id }: { id: number }, { version }: { version: number }) => ({ id, version });
  implement(http, contracts.sign, {
    run: async (ctx, { params, body }) =>
      await describeContract(ctx, await signContract(ctx, seenOf(params, body), body)),
  });
  implement(http, contracts.order, {
    run: async (ctx, { params, body }) => ({
      orderId: await orderContract(ctx, http.lastPrices, seenOf(params, body), body.lines),
    }),
  });
  implement(http, contracts.fulfil, {
    run: async (ctx, { params, body }) =>
      await describeContract(ctx, await moveContract(ctx, seenOf(params, body), 'fulfilled')),
  });
  implement(http, contracts.terminate, {
    run: async (ctx, { params, body }) =>
      await describeContract(
        ctx,
        await moveContract(ctx, seenOf(params, body), 'terminated', body.reason),
      ),
  });
  implement(http, contracts.reopen, {
    run: async (ctx, { params, body }) =>
      await describeContract(
        ctx,
        await moveContract(ctx, seenOf(params, body), 'active', body.reason),
      ),
  });
}

function planRoutes(http: Http): void {
  const { contracts } = api;
  implement(http, contracts.milestones, {
    async run(ctx, { query }) {
      const { customerId, ownerId, dueTo, overdue, limit, count } = query;
      const today = await todayOf(ctx);
      const filter = { customerId, ownerId, dueTo, overdueOn: overdue ? today : undefined };
      const page = { after: startOf(query, 'string'), limit: limit + 1 };
      const found = await dueMilestones(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, (row) => ({ value: row.sort_on, id: row.id }));
      const sums = count ? await sumMilestones(ctx.db, ctx.actor, filter, COUNT_CAP) : null;
      return {
        rows: rows.map((row) => toMilestoneRow(ctx, row, today)),
        next,
        count: sums?.count ?? null,
        amountFen: sums?.amountFen ?? null,
      };
    },
  });
  implement(http, contracts.mark, {
    async run(ctx, { params, body }) {
      const row = await markMilestone(ctx, params.id, body);
      const names = await userNames(ctx.db, row.reached_by === null ? [] : [row.reached_by]);
      const reacher = row.reached_by === null ? null : (names.get(row.reached_by) ?? '');
      return toMilestone({ ...row, reacher_name: reacher }, await todayOf(ctx));
    },
  });
}

function fileRoutes(http: Http): void {
  const { contracts } = api;
  implement(http, contracts.files, {
    run: async (ctx, { params }) => ({ rows: await listContractFiles(ctx, params.id) }),
  });
  implement(http, contracts.upload, {
    async admit(ctx, { params }) {
      await needToAttach(ctx, params.id);
      return (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE;
    },
    run: async (ctx, { params, query }, _prepared, { upload }) =>
      await keepContractFile(ctx, params.id, upload!, query.name),
  });
}
