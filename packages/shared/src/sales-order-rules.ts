import { divideRounded, type Fen } from './money.ts';
import { bothPrices, type PriceBasis } from './price-resolver.ts';

/** What a line is; what is free skips the floor within a budget (domain.md, `sales_order`). */
export const salesLineKinds = [
  'goods',
  'service',
  'gift',
  'sample',
  'replacement',
  'freight',
] as const;
export type SalesLineKind = (typeof salesLineKinds)[number];

/** Given and not sold: outside floor, last price, results and rankings. */
export const isFree = (kind: string): boolean =>
  kind === 'gift' || kind === 'sample' || kind === 'replacement';

/** From `draft` to `confirmed` by whoever may; by deliveries to `partly` and `done`. */
export const salesOrderStates = [
  'draft',
  'submitted',
  'approving',
  'confirmed',
  'partly',
  'done',
  'closed',
  'void',
] as const;
export type SalesOrderState = (typeof salesOrderStates)[number];

/** Why an order needs an approval. */
export const stopReasons = ['price', 'gifts', 'amount', 'credit', 'overdue'] as const;
export type StopReason = (typeof stopReasons)[number];

/** Quantities of a line in 1/10,000 of the base unit. */
export interface LineProgress {
  readonly qtyE4: number;
  readonly deliveredE4: number;
  /** Came back and is to be delivered again. */
  readonly replaceE4: number;
  readonly cancelledE4: number;
}

/** What is still to be delivered of a line: less than nothing never, whatever was delivered too much. */
export const openOf = ({ qtyE4, deliveredE4, replaceE4, cancelledE4 }: LineProgress): number =>
  Math.max(0, qtyE4 - deliveredE4 + replaceE4 - cancelledE4);

/** The state of a confirmed order by how far its lines are. */
export function stateOf(
  lines: readonly LineProgress[],
): 'confirmed' | 'partly' | 'done' | 'closed' {
  const open = lines.some((line) => openOf(line) > 0);
  const delivered = lines.some((line) => line.deliveredE4 > 0);
  if (open) return delivered ? 'partly' : 'confirmed';
  return lines.some((line) => line.cancelledE4 > 0) || !delivered ? 'closed' : 'done';
}

const WHOLE_BP = 10_000n;

/** How much more of a line may come or go than is open of it, of the base unit. */
export const toleranceOf = (orderedE4: number, percent: number): number =>
  Number(divideRounded(BigInt(orderedE4) * BigInt(percent) * 100n, WHOLE_BP));

/** How it is said that more goes or comes than is open: with the tolerance, where there is one. */
export function aboveOpen(
  openE4: number,
  orderedE4: number,
  percent: number,
): { code: string; params: Record<string, number> } {
  const overE4 = toleranceOf(orderedE4, percent);
  return overE4 === 0
    ? { code: 'above-open-quantity', params: { openE4 } }
    : { code: 'above-tolerance', params: { openE4, percent, overE4, mostE4: openE4 + overE4 } };
}

/** A price less its discount, 1/10,000 yuan, rounded once. */
export const discounted = (priceE4: number, discountBp: number): number =>
  Number(divideRounded(BigInt(priceE4) * (WHOLE_BP - BigInt(discountBp)), WHOLE_BP));

/** Whether one of the unit is sold for less than the floor, both without tax. */
export function belowFloor(
  line: {
    kind: string;
    priceE4: number | null;
    discountBp: number;
    taxBp: number;
    floorNetE4: number | null;
  },
  basis: PriceBasis,
): boolean {
  const { priceE4, floorNetE4 } = line;
  if (isFree(line.kind) || priceE4 === null || floorNetE4 === null) return false;
  return bothPrices(discounted(priceE4, line.discountBp), basis, line.taxBp).netE4 < floorNetE4;
}

/** What is given away, in basis points of what is sold; all of it where nothing is sold. */
export function giftsBp(givenFen: Fen, soldFen: Fen): number {
  if (givenFen === 0) return 0;
  if (soldFen <= 0) return Number.MAX_SAFE_INTEGER;
  return Number(divideRounded(BigInt(givenFen) * WHOLE_BP, BigInt(soldFen)));
}
