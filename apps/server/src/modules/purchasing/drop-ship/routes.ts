import {
  countWantedLines,
  droppedOrders,
  wantedLines,
} from '@xinhang/db/repositories/drop-ship.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { describeSalesOrder, markDropShip } from '../../sales/service.ts';
import { describeOrder, toProduct } from '../orders/describe.ts';
import { proposalsFor } from '../shortages.ts';
import { shippedTo } from '../ship-to.ts';
import { changedLines, moveShipTo } from './changed.ts';
import { orderDropShip } from './order.ts';
import { postHeld, reverseStraight, shipStraight } from './ship.ts';

const dayAfter = (position: ReturnType<typeof startOf>) =>
  position && { value: String(position.value), id: position.id };

/** What suppliers ship straight to customers. */
export function dropShipRoutes(http: Http): void {
  const { dropShipments } = api;
  http.lineSupplies.register(({ db }, ids) => droppedOrders(db, ids, { drafts: false }));
  implement(http, dropShipments.mark, {
    async run(ctx, { params, body }) {
      const marked = await markDropShip(
        ctx,
        params.id,
        body,
        async (ids) => new Set((await droppedOrders(ctx.tx, ids, { drafts: true })).keys()),
      );
      return await describeSalesOrder(ctx, marked);
    },
  });
  implement(http, dropShipments.wanted, {
    async run(ctx, { query }) {
      const { productId, limit } = query;
      const page = { after: dayAfter(startOf(query, 'string')), limit: limit + 1 };
      const found = await wantedLines(ctx.db, { productId }, page);
      const { rows, next } = cutPage(found, limit, (row) => ({ value: row.due_on, id: row.id }));
      const propose = await proposalsFor(
        ctx,
        rows.map((row) => row.product_id),
      );
      return {
        rows: rows.map((row) => ({
          lineId: row.id,
          product: toProduct(row),
          openE4: Number(row.left_e4),
          wantedOn: row.due_on === NO_DATE ? null : row.due_on,
          shipTo: shippedTo(row.ship_to),
          supplier:
            propose({ id: row.product_id, taxBp: row.tax_bp }, Number(row.left_e4))?.supplier ??
            null,
        })),
        next,
        count: query.count ? await countWantedLines(ctx.db, { productId }, COUNT_CAP) : null,
      };
    },
  });
  implement(http, dropShipments.changed, {
    run: async (ctx, { query }) => ({ rows: await changedLines(ctx.db, query.orderId) }),
  });
  implement(http, dropShipments.moveShipTo, {
    run: async (ctx, { params, body }) =>
      await describeOrder(ctx, await moveShipTo(ctx, params.id, body.version)),
  });
  implement(http, dropShipments.order, {
    async run(ctx, { body }) {
      const made = await orderDropShip(ctx, body);
      return {
        rows: made.map((row) => ({
          id: row.id,
          supplier: { id: row.supplier_id, name: row.supplier_name },
          lineCount: row.line_count,
        })),
      };
    },
  });
  implement(http, dropShipments.ship, {
    run: async (ctx, { params, body }) => await shipStraight(ctx, params.id, body),
  });
  implement(http, dropShipments.post, {
    run: async (ctx, { params, body }) => await postHeld(ctx, params.id, body.version),
  });
  implement(http, dropShipments.reverse, {
    run: async (ctx, { params, body }) => await reverseStraight(ctx, params.id, body),
  });
}
