import { divideRounded, fen, parseDecimal, safeInteger, type Fen } from './money.ts';

/** Quantity in 1/10,000 of the base unit: a safe integer. */
export type QtyE4 = number & { readonly __unit: 'qtyE4' };
/** Unit price in 1/10,000 yuan: a safe integer. */
export type PriceE4 = number & { readonly __unit: 'priceE4' };

/** States that a number is a quantity in 1/10,000. RangeError for anything but a safe integer. */
export function qtyE4(value: number): QtyE4 {
  return safeInteger(value, '1/10,000 of a unit') as QtyE4;
}

/** States that a number is a unit price in 1/10,000 yuan. RangeError as for `qtyE4`. */
export function priceE4(value: number): PriceE4 {
  return safeInteger(value, '1/10,000 yuan') as PriceE4;
}

/**
 * Quantity times unit price in fen, less a discount in basis points, halves rounded away from zero.
 * The only place where the two are multiplied: in Number the product leaves 2^53 at 90 million yuan
 * a line.
 */
export function mulQtyPrice(quantity: QtyE4, price: PriceE4, discountBp = 0): Fen {
  const part = BigInt(10_000 - discountBp);
  return fen(Number(divideRounded(BigInt(quantity) * BigInt(price) * part, 10_000_000_000n)));
}

/** A typed quantity or unit price with at most four decimals, `1,234.5`; null when it is none. */
export function parseE4(text: string): number | null {
  return parseDecimal(text.normalize('NFKC'), 4);
}

/** `12345000` is `1,234.5`; at least `decimals` decimals are shown, and never one is cut off. */
export function formatE4(value: QtyE4 | PriceE4, decimals = 0): string {
  const digits = String(Math.abs(safeInteger(value, '1/10,000'))).padStart(5, '0');
  const whole = digits.slice(0, -4).replace(/\B(?=(\d{3})+$)/g, ',');
  const places = digits.slice(-4).replace(/0+$/, '').padEnd(decimals, '0');
  return `${value < 0 ? '-' : ''}${whole}${places && `.${places}`}`;
}

/** How much of the base unit one of a unit is: num/den, whole and positive. */
export interface Factor {
  readonly num: number;
  readonly den: number;
}

/**
 * A quantity in a unit as one of the base unit, halves rounded away from zero to 1/10,000.
 * RangeError past the safe integers.
 */
export function toBaseQty(quantity: QtyE4, { num, den }: Factor): QtyE4 {
  return qtyE4(Number(divideRounded(BigInt(quantity) * BigInt(num), BigInt(den))));
}

/** A price of the base unit as that of a unit, halves rounded away from zero to 1/10,000 yuan. */
export function toUnitPrice(price: PriceE4, { num, den }: Factor): PriceE4 {
  return priceE4(Number(divideRounded(BigInt(price) * BigInt(num), BigInt(den))));
}

/** A price of a unit as that of the base unit, halves rounded away from zero to 1/10,000 yuan. */
export function toBasePrice(price: PriceE4, { num, den }: Factor): PriceE4 {
  return priceE4(Number(divideRounded(BigInt(price) * BigInt(den), BigInt(num))));
}
