import { pinyin, polyphonic } from 'pinyin-pro';

export interface PinyinKeys {
  /** First letters, the likeliest reading first: `cqca`, `zqca`. Latin and digits stay whole. */
  initials: string[];
  /** Syllables without tones and spaces, the likeliest reading first; `ü` is written `v`. */
  full: string[];
  /** Pinyin order by plain comparison of code points; Latin and digits come before Chinese. */
  sort: string;
}

/** Readings of one character without tone, the likeliest first; anything not Chinese has one. */
type Readings = readonly [string, ...string[]];

const MAX_VARIANTS = 8;
const MAX_LETTERS = 200;
const han = /\p{Script=Han}/u;
const kept = /[\p{L}\p{N}\p{M}]/u;
let lastRead: { text: string; keys: PinyinKeys } | null = null;
const knownReadings = new Map<string, readonly string[]>();

/**
 * Pinyin of a name for search and sorting. Compute it per field: words that run together are read
 * wrongly. `surname` reads the first characters as a Chinese surname (单 is shan, 曾 is zeng).
 */
export function pinyinKeys(text: string, options: { surname?: boolean } = {}): PinyinKeys {
  if (options.surname) return read(text, options);
  // A name is read for its place in lists, and again for the search, right after each other.
  if (lastRead?.text !== text) lastRead = { text, keys: read(text, options) };
  return lastRead.keys;
}

function read(text: string, options: { surname?: boolean }): PinyinKeys {
  const letters = Array.from(text.normalize('NFKC')).slice(0, MAX_LETTERS);
  const toned = pinyin(letters.join(''), {
    type: 'array',
    toneType: 'num',
    nonZh: 'spaced',
    ...(options.surname && { surname: 'head' as const }),
  });
  const readings: Readings[] = [];
  let sort = '';
  for (const [at, letter] of letters.entries()) {
    if (!kept.test(letter)) continue;
    const syllable = (toned[at] ?? letter).replaceAll('ü', 'v').toLowerCase();
    if (!han.test(letter)) {
      const plain = letter.toLowerCase();
      readings.push([plain]);
      sort += plain;
    } else if (syllable === letter) {
      readings.push([letter]);
      sort += `{~${letter}`;
    } else {
      const likeliest = syllable.replace(/\d$/, '');
      const others = readingsOf(letter).filter((reading) => reading !== likeliest);
      readings.push([likeliest, ...others]);
      sort += `{${syllable}${letter}`;
    }
  }
  return {
    initials: variants(readings.map(initialsOf)),
    full: variants(readings),
    sort: sort || text,
  };
}

/** All readings of a character, remembered: a list of 50,000 names meets few characters. */
function readingsOf(letter: string): readonly string[] {
  let found = knownReadings.get(letter);
  if (!found) {
    const plain = polyphonic(letter, { type: 'array', toneType: 'none' })[0] ?? [];
    const written = plain.flatMap((reading) =>
      reading.includes('ü') ? [reading.replace('ü', 'v'), reading.replace('ü', 'u')] : [reading],
    );
    found = [...new Set(written)];
    knownReadings.set(letter, found);
  }
  return found;
}

function initialsOf(readings: Readings): Readings {
  const [first, ...others] = readings.map((reading) => Array.from(reading)[0] ?? '');
  return [first ?? '', ...new Set(others.filter((other) => other !== first))];
}

/**
 * The likeliest reading, then those with one character read otherwise, then with two, up to the
 * cap. `bases` holds where the last change was made, so that none is met twice.
 */
function variants(readings: readonly Readings[]): string[] {
  const likeliest = readings.map(([first]) => first);
  const found = new Set([likeliest.join('')]);
  let bases: { syllables: string[]; from: number }[] = [{ syllables: likeliest, from: 0 }];
  while (bases.length > 0) {
    const next: typeof bases = [];
    for (const base of bases) {
      for (let at = base.from; at < readings.length; at++) {
        for (const other of readings[at]!.slice(1)) {
          if (found.size >= MAX_VARIANTS) return [...found];
          const syllables = base.syllables.with(at, other);
          found.add(syllables.join(''));
          next.push({ syllables, from: at + 1 });
        }
      }
    }
    bases = next;
  }
  return found.has('') ? [] : [...found];
}
