import { foldPairs } from './han-fold-table.ts';

const FIRST = 0x3400;
const LAST = 0x9fff;

/** By code point, the one that stands for it; 0 where it stands for itself. */
const stands = new Uint16Array(LAST - FIRST + 1);
for (const line of foldPairs) {
  for (let at = 0; at < line.length; at += 2) {
    stands[line.charCodeAt(at) - FIRST] = line.charCodeAt(at + 1);
  }
}
const letters = /[\u3400-\u9fff]/g;

/**
 * A text in which traditional, regional and simplified characters meet: 華 and 华 are both 华. For
 * keys and for finding only; it is no translation.
 */
export function foldHan(text: string): string {
  return text.replace(letters, (letter) => {
    const other = stands[letter.charCodeAt(0) - FIRST];
    return other ? String.fromCharCode(other) : letter;
  });
}
