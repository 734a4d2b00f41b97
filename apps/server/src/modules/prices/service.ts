/** What other business areas may use of prices. */
export { levelOfCustomer } from '@xinhang/db/repositories/price-levels.ts';
export { addLevel, setCustomerLevel } from './levels.ts';
export { noteMarketPrice } from './market.ts';
export { resolvePrices, type PriceLine } from './resolve.ts';
export { addRule } from './rules.ts';
