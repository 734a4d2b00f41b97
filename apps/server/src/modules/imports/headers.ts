import { createHash } from 'node:crypto';
import type { ImportColumn } from '@xinhang/shared/imports.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';

/** What each column of a file becomes; null leaves it out. */
export type Mapping = (ImportColumn | null)[];

/** A header without what people decorate it with: `*客户名称（必填）：` is `客户名称`. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const reasons: ReadonlySet<string> = new Set(Object.values(sheetWords.reason).map(headerKey));

/**
 * What a company's remembered mapping is found by: the headers in their order. An error file has
 * the reasons in one more column at its end, and is mapped like the file that it comes from.
 */
export function headerSignature(header: readonly string[]): string {
  const keys = header.map(headerKey);
  if (reasons.has(keys.at(-1) ?? '')) keys.pop();
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex');
}

/** How much a row looks like headers, and how many whole words of them it has. */
export interface HeaderScore {
  score: number;
  words: number;
}

/** How a file of a kind is told from any text. */
export interface HeaderLook {
  /** How much a row looks like headers. */
  score(cells: readonly string[]): HeaderScore;
  /** Whether rows of one cell each are a list that needs no headers. */
  plainList(rows: readonly string[][]): boolean;
}
