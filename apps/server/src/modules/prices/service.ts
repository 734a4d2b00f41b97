/** What other business areas may use of prices. */
export {
  basePricesOf,
  pricesAt,
  type PriceRuleRecord,
} from '@xinhang/db/repositories/price-rules.ts';
export { levelOfCustomer, priceLevels } from '@xinhang/db/repositories/price-levels.ts';
export { createSheet } from './adjustments/drafts.ts';
export { proposeLines } from './adjustments/propose.ts';
export { submitSheet } from './adjustments/submit.ts';
export { adjustmentTarget } from './adjustments/target.ts';
export { addLevel, setCustomerLevel } from './levels.ts';
export { noteMarketPrice } from './market.ts';
export { putPrice, takeBackPrice, type PutAnswer } from './put.ts';
export { resolvePrices, type PriceLine } from './resolve.ts';
export { addRule } from './rules.ts';
