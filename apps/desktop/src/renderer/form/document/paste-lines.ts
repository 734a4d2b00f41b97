import type { PickedProduct } from '@xinhang/shared/products.ts';

/** Rows and cells of what a spreadsheet copied; rows without a word are left out. */
export function cellsOf(text: string): string[][] {
  return text
    .split(/\r\n|\r|\n/)
    .map((row) => row.split('\t').map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ''));
}

/** Whether what is pasted are lines of a document and no word of one cell. */
export const isBlock = (text: string): boolean => /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ''));

/** Long numbers are what scanners type; a code of that kind is found all the same. */
export const looksScanned = (text: string): boolean =>
  /^[0-9A-Za-z-]*\d{6,}[0-9A-Za-z-]*$/.test(text);

const folded = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Whether it was found by its barcode: neither its code nor its words hold what was typed. */
export function byBarcode(text: string, picked: PickedProduct): boolean {
  const typed = folded(text);
  return (
    looksScanned(text) &&
    ![picked.code, picked.name, picked.spec].some((word) => folded(word).includes(typed))
  );
}

/**
 * The one product that a text means: found alone, or by its whole code or name. Null where several
 * may be meant or none is.
 */
export function theOne(text: string, found: readonly PickedProduct[]): PickedProduct | null {
  const typed = folded(text);
  const exact = (of: (one: PickedProduct) => string) =>
    found.filter((one) => folded(of(one)) === typed);
  const [coded] = exact((one) => one.code);
  if (coded) return coded;
  const named = exact((one) => one.name);
  if (named.length === 1) return named[0]!;
  return found.length === 1 ? found[0]! : null;
}
