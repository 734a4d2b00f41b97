/** What other business areas may use of purchasing. */
export { addPrice } from './supplier-prices.ts';
export { addSupplier } from './suppliers.ts';
