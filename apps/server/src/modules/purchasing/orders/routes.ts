import {
  incomingOf,
  listOpenPurchaseLines,
  listPurchaseOrders,
  unitsOrdered,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { openOfPurchase } from '@xinhang/shared/purchase-order-rules.ts';
import type { OpenPurchaseLine } from '@xinhang/shared/purchase-orders.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { productsByIds } from '../../products/service.ts';
import { availablePlaces } from '../../stock/service.ts';
import { shippedTo } from '../ship-to.ts';
import { needOrder } from './access.ts';
import { describeOrder, describeOrders, toProduct } from './describe.ts';
import { createFromShortages, createOrder, discardOrder, updateOrder } from './drafts.ts';
import { purchaseOrderFile } from './export.ts';
import { lineFactsFor } from './facts.ts';
import { closeLines, confirmOrder, voidOrder, moveDates } from './progress.ts';

/** Orders to suppliers: lists, drafts, and what becomes of them. */
export function purchaseOrderRoutes(http: Http): void {
  http.productUses.register({ unitsUsed: unitsOrdered });
  http.jobs.register(sheetExportJob(purchaseOrderFile));
  readRoutes(http);
  writeRoutes(http);
}

function readRoutes(http: Http): void {
  const { purchaseOrders } = api;
  implement(http, purchaseOrders.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, supplierId, productId, from, to, late, limit } = query;
      const lateOn = late ? await todayOf(ctx) : undefined;
      const filter = { states, text, supplierId, productId, from, to, lateOn };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listPurchaseOrders(ctx.db, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: await describeOrders(ctx, rows), next, count: null };
    },
  });
  implement(http, purchaseOrders.get, {
    run: async (ctx, { params }) => await describeOrder(ctx, await needOrder(ctx.db, params.id)),
  });
  implement(http, purchaseOrders.lineFacts, {
    async run(ctx, { params, query: { on, line = [] } }) {
      const lines = line.map((text) => {
        const [productId, unitId, qtyE4] = text.split(':').map(Number) as [number, number, number];
        return { productId, unitId, qtyE4 };
      });
      const asked = { supplierId: params.id, on: on ?? (await todayOf(ctx)), lines };
      return { rows: await lineFactsFor(ctx, asked) };
    },
  });
  implement(http, purchaseOrders.openLines, {
    async run(ctx, { query }) {
      const { supplierId, orderId, productId, warehouseId, dropShip, q: text, limit } = query;
      const filter = { supplierId, orderId, productId, warehouseId, dropShip, text };
      const page = { after: startOf(query, 'string'), limit: limit + 1 };
      const found = await listOpenPurchaseLines(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, (row) => ({ value: row.due_on, id: row.id }));
      return { rows: rows.map(toOpenLine), next, count: null };
    },
  });
  implement(http, purchaseOrders.incoming, {
    async run(ctx, { params }) {
      const [product] = await productsByIds(ctx.db, [params.id]);
      if (!product) throw problem('not-found');
      return { rows: await incomingOf(ctx.db, product.id, availablePlaces(ctx.actor)) };
    },
  });
  implement(http, purchaseOrders.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, purchaseOrderFile, body),
    }),
  });
}

const toOpenLine = (
  row: Awaited<ReturnType<typeof listOpenPurchaseLines>>[number],
): OpenPurchaseLine => ({
  id: row.id,
  orderId: row.order_id,
  orderNo: row.no ?? '',
  supplier: { id: row.supplier_id, name: row.supplier_name },
  product: toProduct(row),
  warehouse:
    row.warehouse_id === null ? null : { id: row.warehouse_id, name: row.warehouse_name ?? '' },
  expectedDate: row.due_on === NO_DATE ? null : row.due_on,
  qtyE4: row.qty_e4!,
  receivedE4: row.received_e4,
  openE4: openOfPurchase(row),
  tracksBatch: row.tracks_batch === 1,
  tracksSerial: row.tracks_serial === 1,
  shipTo: shippedTo(row.ship_to),
});

function writeRoutes(http: Http): void {
  const { purchaseOrders } = api;
  implement(http, purchaseOrders.create, {
    run: async (ctx, { body }) => await describeOrder(ctx, await createOrder(ctx, body)),
  });
  implement(http, purchaseOrders.fromShortages, {
    async run(ctx, { body }) {
      const made = await createFromShortages(ctx, body);
      return {
        rows: made.map((row) => ({
          id: row.id,
          supplier: { id: row.supplier_id, name: row.supplier_name },
          lineCount: row.line_count,
        })),
      };
    },
  });
  implement(http, purchaseOrders.update, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await updateOrder(ctx, params.id, body)),
  });
  implement(http, purchaseOrders.discard, {
    async run(ctx, { params, body }) {
      await discardOrder(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, purchaseOrders.confirm, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await confirmOrder(ctx, params.id, body.version)),
  });
  implement(http, purchaseOrders.close, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await closeLines(ctx, params.id, body)),
  });
  implement(http, purchaseOrders.moveDates, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await moveDates(ctx, params.id, body)),
  });
  implement(http, purchaseOrders.makeVoid, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await voidOrder(ctx, params.id, body)),
  });
}
