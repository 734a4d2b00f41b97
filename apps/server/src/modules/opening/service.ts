/** What other business areas may use of what was there before the books began here. */
export {
  insertOpeningOrder,
  insertOpeningPurchase,
  openingOrderOf,
  openingPurchaseOf,
  openingStockAt,
  standingOwed,
} from '@xinhang/db/repositories/openings.ts';
