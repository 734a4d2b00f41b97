/** What other business areas may use of what was there before the books began here. */
export {
  insertOpeningOrder,
  openingOrderOf,
  openingStockAt,
  standingOwed,
} from '@xinhang/db/repositories/openings.ts';
