import { divideRounded } from '@xinhang/shared/money.ts';

interface Fraction {
  top: bigint;
  bottom: bigint;
}

const units: Readonly<Record<string, bigint>> = {
  万: 10_000n,
  萬: 10_000n,
  亿: 10n ** 8n,
  億: 10n ** 8n,
};

/** Longer texts are none that a person types for an amount. */
const LONGEST = 60;

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s,¥￥元]/gu, '')
    .replaceAll('×', '*')
    .replaceAll('÷', '/')
    .replaceAll('−', '-');
}

function numberOf(text: string): Fraction | null {
  const found = /^(\d*)(?:\.(\d*))?([万萬亿億]?)$/u.exec(text);
  const [, whole = '', places = '', unit = ''] = found ?? [];
  if (whole === '' && places === '') return null;
  return {
    top: BigInt(whole + places) * (units[unit] ?? 1n),
    bottom: 10n ** BigInt(places.length),
  };
}

const operations: Readonly<Record<string, (a: Fraction, b: Fraction) => Fraction>> = {
  '+': (a, b) => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }),
  '-': (a, b) => ({ top: a.top * b.bottom - b.top * a.bottom, bottom: a.bottom * b.bottom }),
  '*': (a, b) => ({ top: a.top * b.top, bottom: a.bottom * b.bottom }),
  '/': (a, b) => ({ top: a.top * b.bottom, bottom: a.bottom * b.top }),
};

/** Numbers and what stands between them, or null: `12*35` is 12, *, 35. */
function calculate(text: string): Fraction | null {
  const parts = text.split(/([-+*/])/u);
  const [first, ...rest] = parts;
  const begin = numberOf(first ?? '');
  if (!begin) return null;
  // Products first, their sum afterwards.
  const sums: { sign: string; value: Fraction }[] = [{ sign: '+', value: begin }];
  for (let at = 0; at < rest.length; at += 2) {
    const operator = rest[at]!;
    const value = numberOf(rest[at + 1] ?? '');
    if (!value || (operator === '/' && value.top === 0n)) return null;
    if (operator === '+' || operator === '-') sums.push({ sign: operator, value });
    else sums.at(-1)!.value = operations[operator]!(sums.at(-1)!.value, value);
  }
  return sums
    .slice(1)
    .reduce((sum, { sign, value }) => operations[sign]!(sum, value), sums[0]!.value);
}

/**
 * A number that is no less than nothing, as a person types it, in units of its last decimal:
 * `1.5` with two of them is 150. Null when it is none, or has more decimals than that; what a
 * calculation leaves beyond them is rounded.
 */
export function readNumber(text: string, decimals: number): number | null {
  const plain = tidy(text);
  if (plain.length > LONGEST) return null;
  const value = calculate(plain);
  if (!value || value.top < 0n) return null;
  const scaled = value.top * 10n ** BigInt(decimals);
  const calculated = /[-+*/]/u.test(plain);
  if (!calculated && scaled % value.bottom !== 0n) return null;
  const number = divideRounded(scaled, value.bottom);
  return number > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(number);
}

/** An amount in fen, typed in yuan: `1,234.5`, `12*35`, `8万`, `3000/7`. */
export const readAmount = (text: string): number | null => readNumber(text, 2);
