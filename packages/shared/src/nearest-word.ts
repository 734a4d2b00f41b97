/** From so many characters on a word may differ in two places and still be the same one misspelt. */
const LONG = 8;
const SHORT = 4;

/**
 * The word of a list that somebody likely meant: one edit away (two for long words), an edit being
 * a character more, less, another one, or two that changed places. Null for a word of the list, for
 * one that resembles none, and for short ones, which are other words rather than misspelt.
 */
export function nearestWord(text: string, words: readonly string[]): string | null {
  const wanted = folded(text);
  if (words.some((word) => folded(word) === wanted) || wanted.length < SHORT) return null;
  const most = wanted.length >= LONG ? 2 : 1;
  let best: { word: string; edits: number } | null = null;
  for (const word of words) {
    const other = folded(word);
    if (other.length < SHORT || Math.abs(other.length - wanted.length) > most) continue;
    const edits = editsBetween(wanted, other);
    if (edits <= most && edits < (best?.edits ?? Infinity)) best = { word, edits };
  }
  return best?.word ?? null;
}

const folded = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Optimal string alignment. */
function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const same = a[row - 1] === b[at - 1];
      let edits = Math.min(above[at]! + 1, here[at - 1]! + 1, above[at - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      if (swapped) edits = Math.min(edits, before[at - 2]! + 1);
      here.push(edits);
    }
    [before, above] = [above, here];
  }
  return above[b.length]!;
}
