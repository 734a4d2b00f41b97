import {
  countAdjustments,
  listAdjustments,
  unitsAdjusted,
} from '@xinhang/db/repositories/price-adjustments.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { findCustomer, hangRows, idsHanging } from '../../customers/service.ts';
import { needSheet } from './access.ts';
import { describeSheet, toRow } from './describe.ts';
import { changeSheet, counterSheet, createSheet, discardSheet } from './drafts.ts';
import { effectOf } from './effect.ts';
import { adjustmentFile } from './export.ts';
import { proposeLines } from './propose.ts';
import { sendBackSheet, submitSheet } from './submit.ts';
import { adjustmentTarget } from './target.ts';

/** Sheets that change many prices on a day. */
export function adjustmentRoutes(http: Http): void {
  const { priceAdjustments } = api;
  http.productUses.register({ unitsUsed: unitsAdjusted });
  http.approvals.register(adjustmentTarget(http.salesVolumes));
  http.jobs.register(sheetExportJob(adjustmentFile));
  http.owned.register({
    kind: 'priceAdjustment',
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'price_adjustment', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'price_adjustment', ids, way),
    },
  });
  implement(http, priceAdjustments.list, {
    async run(ctx, { query }) {
      const question = { text: query.q, states: query.state, productId: query.productId };
      const page = { before: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const found = await listAdjustments(ctx.db, ctx.actor, question, page);
      const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return {
        rows: rows.map(toRow),
        next,
        count: query.count ? await countAdjustments(ctx.db, ctx.actor, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, priceAdjustments.get, {
    run: async (ctx, { params }) => await describeSheet(ctx, await needSheet(ctx, params.id)),
  });
  implement(http, priceAdjustments.propose, {
    async run(ctx, { query }) {
      const { scope, region = null, levelId = null, customerId = null } = query;
      const seen =
        customerId === null ||
        (await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId));
      if (!seen) throw problem('not-found');
      const whom = { scope, region, level_id: levelId, customer_id: customerId };
      return await proposeLines(ctx, whom, {
        productIds: query.productId ?? [],
        categoryId: query.categoryId,
        on: query.on ?? (await todayOf(ctx)),
      });
    },
  });
  implement(http, priceAdjustments.create, {
    run: async (ctx, { body }) => await describeSheet(ctx, await createSheet(ctx, body)),
  });
  implement(http, priceAdjustments.update, {
    run: async (ctx, { params, body }) =>
      await describeSheet(ctx, await changeSheet(ctx, params.id, body)),
  });
  implement(http, priceAdjustments.discard, {
    async run(ctx, { params }) {
      await discardSheet(ctx, params.id);
      return { ok: true as const };
    },
  });
  implement(http, priceAdjustments.submit, {
    run: async (ctx, { params, body }) =>
      await describeSheet(
        ctx,
        await submitSheet(http, ctx, { id: params.id, version: body.version }),
      ),
  });
  implement(http, priceAdjustments.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeSheet(ctx, await sendBackSheet(http, ctx, { id: params.id, ...body })),
  });
  implement(http, priceAdjustments.counter, {
    run: async (ctx, { params }) =>
      await describeSheet(ctx, await counterSheet(ctx, params.id, await todayOf(ctx))),
  });
  implement(http, priceAdjustments.effect, {
    run: async (ctx, { params, query }) =>
      await effectOf(ctx, http.salesVolumes, await needSheet(ctx, params.id), query.months),
  });
  implement(http, priceAdjustments.export, {
    async run(ctx, { body }) {
      await needSheet(ctx, body.id);
      return { jobId: await startSheetExport(ctx, http.jobs, adjustmentFile, body) };
    },
  });
}
