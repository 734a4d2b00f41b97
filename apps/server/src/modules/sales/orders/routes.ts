import { may } from '@xinhang/db/actor.ts';
import {
  listOpenLines,
  listSalesOrders,
  sumSalesOrders,
} from '@xinhang/db/repositories/sales-order-list.ts';
import { salesLinesOf } from '@xinhang/db/repositories/sales-orders.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { openOf, type SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import type { OpenOrderLine } from '@xinhang/shared/sales-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../../jobs/sheet-export.ts';
import { todayOf } from '../../../http/today.ts';
import { findCustomer, needCustomer } from '../../customers/service.ts';
import { needOrder } from './access.ts';
import { checkOrder } from './check.ts';
import { confirmByHand, sendBackOrder, shownStop, submitOrder } from './confirm.ts';
import { describeOrder, describeOrders } from './describe.ts';
import { deviationRoutes } from './deviation-routes.ts';
import { createOrder, discardOrder, updateOrder } from './drafts.ts';
import { salesOrderFile } from './export.ts';
import { lineFactsFor, orderCustomerOf } from './facts.ts';
import { lastOrderedPrice } from './last-prices.ts';
import { orderUse, ownedSalesOrder } from './owned.ts';
import { salesOrderPrintable } from './printable.ts';
import { closeLines, voidOrder } from './progress.ts';
import { salesOrderTarget } from './target.ts';
import { progressOf } from './keep.ts';

/** Orders of customers: lists, drafts, and what becomes of them. */
export function salesOrderRoutes(http: Http): void {
  http.owned.register(ownedSalesOrder);
  http.productUses.register(orderUse);
  http.approvals.register(salesOrderTarget);
  http.lastPrices.register(lastOrderedPrice);
  http.printables.register(salesOrderPrintable);
  http.jobs.register(sheetExportJob(salesOrderFile));
  readRoutes(http);
  deviationRoutes(http);
  draftRoutes(http);
  moveRoutes(http);
}

function readRoutes(http: Http): void {
  const { salesOrders } = api;
  implement(http, salesOrders.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, overdue, limit, count } = query;
      const { customerId, userId, productId, from, to } = query;
      const overdueOn = overdue ? await todayOf(ctx) : undefined;
      const filter = { states, text, customerId, userId, productId, from, to, overdueOn };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listSalesOrders(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const sums = count ? await sumSalesOrders(ctx.db, ctx.actor, filter, COUNT_CAP) : null;
      return {
        rows: await describeOrders(ctx, rows),
        next,
        count: sums?.count ?? null,
        grossFen: sums?.grossFen ?? null,
      };
    },
  });
  implement(http, salesOrders.get, {
    run: async (ctx, { params }) =>
      await describeOrder(ctx, await needOrder(ctx.db, ctx.actor, 'salesOrders.read', params.id)),
  });
  implement(http, salesOrders.check, {
    async run(ctx, { params }) {
      const order = await needOrder(ctx.db, ctx.actor, 'salesOrders.read', params.id);
      const lines = await salesLinesOf(ctx.db, order.id);
      return await shownStop(ctx, order.gross_fen, await checkOrder(ctx, order, lines));
    },
  });
  implement(http, salesOrders.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, salesOrderFile, body),
    }),
  });
  implement(http, salesOrders.customer, {
    run: async (ctx, { params }) => await orderCustomerOf(ctx, await offeredTo(ctx, params.id)),
  });
  implement(http, salesOrders.lineFacts, {
    async run(ctx, { params: { id: customerId }, query }) {
      const { on, line = [] } = query;
      await offeredTo(ctx, customerId);
      const lines = line.map((text) => {
        const [productId, unitId, qtyE4] = text.split(':').map(Number) as [number, number, number];
        return { productId, unitId, qtyE4 };
      });
      return { rows: await lineFactsFor(ctx, http.lastPrices, { customerId, on, lines }) };
    },
  });
  implement(http, salesOrders.openLines, {
    async run(ctx, { query }) {
      const { customerId, productId, warehouseId, to, limit } = query;
      const filter = { customerId, productId, warehouseId, to };
      const page = { after: startOf(query, 'string'), limit: limit + 1 };
      const right = may(ctx.actor, 'salesOrders.open') ? 'salesOrders.open' : 'salesOrders.read';
      const found = await listOpenLines(ctx.db, ctx.actor, right, filter, page);
      const { rows, next } = cutPage(found, limit, (row) => ({ value: row.due_on, id: row.id }));
      return { rows: rows.map(toOpenLine), next, count: null };
    },
  });
}

/** A customer for whom the reader writes orders or quotations. */
const offeredTo = async ({ db, actor }: ReadContext, id: number) =>
  (await findCustomer(db, actor, 'quotations.update', id)) ??
  (await needCustomer(db, actor, 'salesOrders.update', id));

const toOpenLine = (row: Awaited<ReturnType<typeof listOpenLines>>[number]): OpenOrderLine => ({
  id: row.id,
  orderId: row.order_id,
  orderNo: row.no ?? '',
  customer: { id: row.customer_id, name: row.customer_name },
  kind: row.line_kind as SalesLineKind,
  product: {
    id: row.product_id!,
    code: row.code,
    name: row.name,
    spec: row.spec,
    unit: { id: row.base_unit_id, name: row.base_unit_name },
    qtyDecimals: row.qty_decimals,
  },
  warehouse:
    row.warehouse_id === null ? null : { id: row.warehouse_id, name: row.location_name ?? '' },
  requiredDate: row.required_date,
  promisedDate: row.promised_date,
  qtyE4: row.qty_e4!,
  deliveredE4: row.delivered_e4,
  openE4: openOf(progressOf(row)),
  reservedE4: row.reserved_e4,
});

function draftRoutes(http: Http): void {
  const { salesOrders } = api;
  implement(http, salesOrders.create, {
    run: async (ctx, { body }) =>
      await describeOrder(ctx, await createOrder(ctx, http.lastPrices, body)),
  });
  implement(http, salesOrders.update, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await updateOrder(ctx, http.lastPrices, params.id, body)),
  });
  implement(http, salesOrders.discard, {
    async run(ctx, { params, body }) {
      await discardOrder(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
}

function moveRoutes(http: Http): void {
  const { salesOrders } = api;
  implement(http, salesOrders.submit, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await submitOrder(http, ctx, params.id, body)),
  });
  implement(http, salesOrders.confirm, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await confirmByHand(http, ctx, params.id, body.version)),
  });
  implement(http, salesOrders.sendBack, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await sendBackOrder(http, ctx, params.id, body)),
  });
  implement(http, salesOrders.close, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await closeLines(ctx, params.id, body)),
  });
  implement(http, salesOrders.makeVoid, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await voidOrder(ctx, params.id, body)),
  });
}
