// Writes the table under which traditional and simplified characters meet, from OpenCC's data
// (Apache-2.0): `node build/han-fold.mjs`. A test says when the table is not what OpenCC says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './node.mjs';

export const file = join(root, 'packages/shared/src/han-fold-table.ts');
const PER_LINE = 45;

/** `a` then `b` of each line of one of OpenCC's dictionaries; of several meanings the first. */
async function pairsOf(name) {
  const { default: text } = await import(`opencc-js/dict/${name}`);
  return text.split('|').map((entry) => entry.split(' ').slice(0, 2));
}

/** One character that `\u4e00`-like tables reach: no surrogate pair. */
const plain = (text) => text.length === 1;

export async function tableText() {
  const folded = new Map();
  const fold = (letter) => folded.get(letter) ?? letter;
  for (const [from, to] of await pairsOf('TSCharacters')) {
    if (plain(from) && plain(to) && from !== to) folded.set(from, to);
  }
  // How Taiwan and Hong Kong write a character stands for the same one.
  for (const name of ['TWVariants', 'HKVariants']) {
    for (const [standard, local] of await pairsOf(name)) {
      const to = fold(standard);
      const from = fold(local);
      if (plain(from) && plain(to) && from !== to) folded.set(from, to);
    }
  }
  const pairs = [...folded.keys()]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((letter) => {
      let to = fold(letter);
      while (fold(to) !== to) to = fold(to);
      return letter + to;
    });
  const lines = [];
  for (let at = 0; at < pairs.length; at += PER_LINE) {
    lines.push(`  '${pairs.slice(at, at + PER_LINE).join('')}',`);
  }
  return [
    '/**',
    ' * Each traditional or regional character before the one that stands for both, from the data of',
    ' * OpenCC (Apache-2.0). Written by `build/han-fold.mjs`.',
    ' */',
    'export const foldPairs: readonly string[] = [',
    ...lines,
    '];',
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(file, await tableText());
}
