/** Amount in fen, 1/100 yuan: a safe integer. */
export type Fen = number & { readonly __unit: 'fen' };

/** States that a number is an amount in fen. RangeError for anything but a safe integer. */
export function fen(value: number): Fen {
  return safeInteger(value, 'fen') as Fen;
}

export const ZERO_FEN = 0 as Fen;

export function safeInteger(value: number, unit: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of ${unit}: ${value}`);
  return value === 0 ? 0 : value;
}

/** Sum of amounts; RangeError past 2^53. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0;
  for (const amount of amounts) sum = safeInteger(sum + amount, 'fen');
  return sum as Fen;
}

/** `dividend / divisor`, halves rounded away from zero: 5/2 is 3 and -5/2 is -3. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError('division by zero');
  const negative = dividend < 0n !== divisor < 0n;
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (2n * top + bottom) / (2n * bottom);
  return negative ? -rounded : rounded;
}

/**
 * Splits an amount in proportion to whole, non-negative weights by the largest remainder: the
 * parts sum to the amount to the fen, and each is less than a fen from its exact share. Equal
 * remainders go to the earlier part. RangeError when a non-zero amount meets no weight at all.
 */
export function splitByWeights(total: Fen, weights: readonly number[]): Fen[] {
  const shares = weights.map((weight) => {
    if (weight < 0) throw new RangeError(`negative weight: ${weight}`);
    return BigInt(safeInteger(weight, 'weight'));
  });
  const sum = shares.reduce((a, b) => a + b, 0n);
  if (sum === 0n) {
    if (total !== 0) throw new RangeError('nothing to split by');
    return shares.map(() => ZERO_FEN);
  }
  const amount = BigInt(Math.abs(fen(total)));
  const parts = shares.map((share) => (amount * share) / sum);
  const rest = Number(amount - parts.reduce((a, b) => a + b, 0n));
  const byRemainder = shares
    .map((share, at) => ({ at, remainder: (amount * share) % sum }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1,
    );
  for (const { at } of byRemainder.slice(0, rest)) parts[at]! += 1n;
  return parts.map((part) => fen(total < 0 ? -Number(part) : Number(part)));
}

/** `123456789` is `1,234,567.89`; a minus sign in front when negative. */
export function formatFen(amount: Fen): string {
  const digits = String(Math.abs(fen(amount))).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`;
}

/**
 * An amount that a person typed: `1,234.5`, `￥12`, `１２．５０元`. Null when it is none, has a part
 * smaller than a fen (never rounded in silence) or is too large.
 */
export function parseFen(text: string): Fen | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^([+-]?)\s*[¥￥]\s*/u, '$1')
    .replace(/\s*元$/u, '')
    .replace(/^−/u, '-');
  const value = parseDecimal(plain, 2);
  return value === null ? null : (value as Fen);
}

/**
 * A decimal text as an integer of its last place: `12.5` with 2 decimals is 1250. Commas only
 * between thousands. Null when it is no number, has more decimals, or leaves the safe integers.
 */
export function parseDecimal(text: string, decimals: number): number | null {
  const found = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+|(?=\.\d))(?:\.(\d*))?$/.exec(text.trim());
  if (!found) return null;
  const [, sign = '', whole = '', part = ''] = found;
  const places = part.replace(/0+$/, '');
  if (places.length > decimals) return null;
  const value = Number(whole.replaceAll(',', '') + places.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return sign === '-' && value !== 0 ? -value : value;
}
