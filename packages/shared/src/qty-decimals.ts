import type { QtyE4 } from './quantity.ts';

/** Whether a quantity has no more decimals than these (0 to 4). */
export function fitsDecimals(quantity: QtyE4, decimals: number): boolean {
  return quantity % 10 ** (4 - decimals) === 0;
}
