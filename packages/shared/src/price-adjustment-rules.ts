import { divideRounded } from './money.ts';
import { priceE4, type PriceE4 } from './quantity.ts';

/** `released` from the approval on; before its first day it is waiting. Nothing of it changes then. */
export const adjustmentStates = ['draft', 'approving', 'released'] as const;
export type AdjustmentState = (typeof adjustmentStates)[number];

/**
 * How old prices become new ones. `percent`: basis points that are added, negative to take off.
 * `amount`: 1/10,000 yuan that is added. `price`: each line says its own.
 */
export const adjustmentWays = ['percent', 'amount', 'price'] as const;
export type AdjustmentWay = (typeof adjustmentWays)[number];

/** Steps that new prices are rounded to, 1/10,000 yuan. */
export const roundingSteps = [1, 100, 1000, 10_000, 100_000] as const;

/** Lines of one sheet, at most. */
export const MOST_ADJUSTMENT_LINES = 500;

/** The new price of an old one, rounded to the step, halves up and never below zero; 1/10,000 yuan. */
export function adjustedPrice(
  oldE4: number,
  { way, value, roundingE4 }: { way: AdjustmentWay; value: number; roundingE4: number },
): PriceE4 {
  const exact =
    way === 'percent'
      ? divideRounded(BigInt(oldE4) * BigInt(10_000 + value), 10_000n)
      : way === 'amount'
        ? BigInt(oldE4) + BigInt(value)
        : BigInt(oldE4);
  const step = BigInt(roundingE4);
  const rounded = divideRounded(exact, step) * step;
  return priceE4(Number(rounded < 0n ? 0n : rounded));
}

/** Whether a new price leaves the range that held before. */
export const leavesRange = (line: {
  newPriceE4: number;
  oldFloorE4: number | null;
  oldCeilingE4: number | null;
}): boolean =>
  (line.oldFloorE4 !== null && line.newPriceE4 < line.oldFloorE4) ||
  (line.oldCeilingE4 !== null && line.newPriceE4 > line.oldCeilingE4);
