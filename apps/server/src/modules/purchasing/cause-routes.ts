import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { needSalesOrder, salesLinesOf } from '../sales/service.ts';
import { causesNow, supplyOf, type CauseNow } from './causes.ts';
import { needOrder } from './orders/access.ts';

const productOf = ({ product_id: id, code, name, spec }: CauseNow) => ({ id, code, name, spec });

/** What was ordered for whom, each side of the wall seeing its own half. */
export function causeRoutes(http: Http): void {
  const { purchaseCauses } = api;
  implement(http, purchaseCauses.supply, {
    async run(ctx, { params }) {
      const order = await needSalesOrder(ctx.db, ctx.actor, 'salesOrders.read', params.id);
      const lines = await salesLinesOf(ctx.db, order.id);
      const found = await supplyOf(
        ctx.db,
        lines.map((line) => line.id),
      );
      return {
        rows: found.map((cause) => ({
          lineId: cause.sales_line_id,
          product: productOf(cause),
          qtyE4: cause.sharedE4,
          receivedE4: cause.receivedE4,
          comingOn: cause.comingOn,
        })),
      };
    },
  });
  implement(http, purchaseCauses.causes, {
    async run(ctx, { params }) {
      const order = await needOrder(ctx.db, params.id);
      return {
        rows: (await causesNow(ctx.db, [order.id])).map((cause) => ({
          id: cause.id,
          product: productOf(cause),
          wantedOn: cause.due_on,
          qtyE4: cause.sharedE4,
          receivedE4: cause.receivedE4,
        })),
      };
    },
  });
}
