import { productKindWords } from '@xinhang/shared/catalog-words.ts';
import { parseDecimal } from '@xinhang/shared/money.ts';

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
const yes = new Set('是 对 對 有 y yes true 1 √ ✓ ✔ v 启用 啟用 在用'.split(' '));
const no = new Set('否 不 不是 无 無 没有 沒有 n no false 0 × x 停用'.split(' '));

/** Yes or no; null for anything else. */
export function flagOf(text: string): boolean | null {
  const word = plain(text);
  return yes.has(word) ? true : no.has(word) ? false : null;
}

const kinds = new Map<string, 'goods' | 'service'>([
  ...(['goods', 'service'] as const).flatMap((kind) =>
    [kind, ...Object.values(productKindWords[kind])].map((word): [string, typeof kind] => [
      plain(word),
      kind,
    ]),
  ),
  ...'商品 产品 產品 实物 實物 物料 材料 product'
    .split(' ')
    .map((word): [string, 'goods'] => [word, 'goods']),
  ...'劳务 勞務 费用 費用 虚拟 虛擬 services'
    .split(' ')
    .map((word): [string, 'service'] => [word, 'service']),
]);
export const kindOf = (text: string) => kinds.get(plain(text)) ?? null;

/**
 * A number without signs of money and thousands, as an integer of its last place; null for none.
 * What a formula or a database has left beyond four decimals is rounded away.
 */
export function numberOf(text: string, decimals: 0 | 4): number | null {
  const digits = text.normalize('NFKC').replaceAll(/[¥￥$元\s]/g, '');
  const long = /^-?[\d,]+\.\d{5,}$/.test(digits);
  return parseDecimal(
    long && decimals === 4 ? Number(digits.replaceAll(',', '')).toFixed(4) : digits,
    decimals,
  );
}

const free = new Set('免税 免稅 不征税 不徵稅 零税率 零稅率'.split(' '));
/** `13%`, `13` and the 0.13 that a spreadsheet keeps of it, as basis points; null for none. */
export function rateOf(text: string): number | null {
  if (free.has(plain(text))) return 0;
  const [, digits, percent] = /^([\d.]+)(%?)$/.exec(plain(text)) ?? [];
  const value = digits === undefined ? null : parseDecimal(digits, 4);
  if (value === null) return null;
  // Below 1 it is the part itself: nobody is taxed at half a percent.
  const bp = percent === '%' || value >= 10_000 ? value / 100 : value;
  return Number.isInteger(bp) && bp <= 10_000 ? bp : null;
}

const LARGEST_PART = 1_000_000_000;
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** `24`, `0.5` and `1/3` as num/den, in lowest terms; null for none. */
export function factorOf(text: string): { num: number; den: number } | null {
  const [top, bottom, ...rest] = plain(text).split('/');
  if (rest.length > 0 || top === undefined) return null;
  const num = parseDecimal(top, 4);
  const den = bottom === undefined ? 10_000 : parseDecimal(bottom, 4);
  if (num === null || den === null || num <= 0 || den <= 0) return null;
  const by = divisor(num, den);
  const found = { num: num / by, den: den / by };
  return found.num <= LARGEST_PART && found.den <= LARGEST_PART ? found : null;
}

/** The barcodes of a cell, each once, as they are stored: one width, no spaces. */
export function barcodesOf(text: string): string[] {
  const parts = text.normalize('NFKC').split(/[\s;,、]+/u);
  return [...new Set(parts.filter(Boolean))];
}
/** What a spreadsheet leaves of a long barcode that was no text. */
export const isRounded = (code: string) => /^\d(\.\d+)?e\+?\d+$/i.test(code);

/** The names of a category from the top down. */
export const pathOf = (text: string): string[] =>
  text
    .split(/[/＞>»\\]/u)
    .map((part) => part.trim())
    .filter(Boolean);
