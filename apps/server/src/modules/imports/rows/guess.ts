import type { ImportColumn } from '@xinhang/shared/imports.ts';
import { columnText, sheetWords } from '@xinhang/shared/sheet-words.ts';
import { languages } from '@xinhang/shared/auth.ts';
import { headerKey, type HeaderLook, type Mapping } from '../headers.ts';

/** Columns of the company's own, by their headers. */
export interface OwnHeader {
  target: ImportColumn;
  headers: readonly string[];
}

export interface HeaderGuess extends HeaderLook {
  /** What each column seems to be. A target is given once; of repeated headers the first counts. */
  guess(header: readonly string[], own?: readonly OwnHeader[]): Mapping;
}

/**
 * Tells the columns of a kind: by whole headers in the three languages, those of `known` beside our
 * own words, and by parts of longer ones, the more telling first.
 */
export function headerGuess<T extends ImportColumn>(
  targets: readonly T[],
  known: Readonly<Partial<Record<T, string>>>,
  telling: readonly [RegExp, T][],
): HeaderGuess {
  const words = new Map<string, T | null>();
  for (const word of Object.values(sheetWords.reason)) words.set(headerKey(word), null);
  for (const target of targets) {
    for (const word of known[target]?.split(/\s+/) ?? []) words.set(headerKey(word), target);
  }
  for (const target of targets) {
    for (const lang of languages) words.set(headerKey(columnText(target, lang)), target);
  }
  words.delete('');

  function guess(header: readonly string[], own: readonly OwnHeader[] = []): Mapping {
    const ours = new Map(
      own.flatMap(({ target, headers }) =>
        headers.map((word): [string, ImportColumn] => [headerKey(word), target]),
      ),
    );
    const taken = new Set<ImportColumn>();
    return header.map((text) => {
      const key = headerKey(text);
      const found =
        ours.get(key) ??
        (words.has(key) ? words.get(key) : telling.find(([part]) => part.test(key))?.[1]) ??
        null;
      if (found === null || taken.has(found)) return null;
      taken.add(found);
      return found;
    });
  }
  return {
    guess,
    score(cells) {
      const told = guess(cells).filter((target) => target !== null).length;
      const whole = cells.filter((cell) => cell !== '' && words.get(headerKey(cell))).length;
      return { score: told + Math.min(whole, told), words: whole };
    },
    plainList: () => false,
  };
}
