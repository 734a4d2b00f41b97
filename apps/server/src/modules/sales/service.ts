/** What other business areas may use of sales. */
export { salesLinesOf, salesOrderById } from '@xinhang/db/repositories/sales-orders.ts';
export { createOrder, writeOrder, type OrderBody } from './orders/drafts.ts';
export { moveLines, standingOrder, type LineMove } from './orders/progress.ts';
export { confirmByHand, type Doors } from './orders/confirm.ts';
export { enterOrder } from './orders/enter.ts';
export { voidOrder } from './orders/progress.ts';
export { deliverAll, enterDelivery } from './deliveries/enter.ts';
export { contractEndsOf } from './contracts/ends.ts';
export { creditedOf } from '@xinhang/db/repositories/sales-returns.ts';
export { ordersNumbered } from '@xinhang/db/repositories/sales-orders.ts';
export { sumDeliveries } from '@xinhang/db/repositories/deliveries.ts';
export { sumSalesOrders } from '@xinhang/db/repositories/sales-order-list.ts';
export { needOrder as needSalesOrder } from './orders/access.ts';
export { takeOffer } from './quotations/take-offer.ts';
export { takeOfferIntoOrder } from './orders/take-offer.ts';
export { markDropShip } from './orders/drop-ship.ts';
export { describeOrder as describeSalesOrder } from './orders/describe.ts';
export {
  confirmShipped,
  discardShipped,
  draftShipped,
  reverseShipped,
} from './deliveries/straight.ts';
