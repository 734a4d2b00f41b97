import BetterSqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ftsPhrase,
  indexTokens,
  numberHas,
  numberTokens,
  parseQuery,
  searchRuns,
  tsPhrase,
  type Term,
} from './search-tokens.ts';

const sqlite = new BetterSqlite(':memory:');
sqlite.exec(
  `CREATE VIRTUAL TABLE x USING
   fts5(t, content='', contentless_delete=1, tokenize='unicode61', detail=full)`,
);
const insert = sqlite.prepare('INSERT INTO x(rowid, t) VALUES (?, ?)');
const remove = sqlite.prepare('DELETE FROM x WHERE rowid = ?');
const select = sqlite.prepare('SELECT rowid FROM x WHERE x MATCH ? ORDER BY rowid').pluck();

const termsOf = (query: string) => parseQuery(query).map((word) => word.text);
const ftsMatch = (terms: readonly Term[]) => terms.map(ftsPhrase).join(' AND ');

/** What the index must answer: every word stands in some run of the text. */
function truth(text: string, query: string): boolean {
  const runs = searchRuns(text);
  return searchRuns(query).every((word) => runs.some((run) => run.includes(word)));
}

/** A phrase matcher over tokens, as small as can be. */
function matches(text: string, terms: readonly Term[]): boolean {
  const index = indexTokens(text).split(' ');
  return terms.every(({ tokens, prefix }) =>
    index.some((_, at) =>
      tokens.every((token, n) =>
        prefix ? (index[at + n] ?? '').startsWith(token) : index[at + n] === token,
      ),
    ),
  );
}

const texts = [
  '深圳华瑞科技有限公司',
  '李',
  '张李',
  '电话13812345678',
  '北京科技 深圳分部',
  '华瑞(集团)股份',
  'Ａ4纸 １２３',
  'A纸4',
  'xyz 中兴 Straße',
  '0755-88888888',
  '技术 科学',
  '\u{20BB7}野家 café',
  'ΟΔΟΣ',
  '吕 lvyou MÜLLER',
];

test.each([
  ['科技', [0, 4]],
  ['李', [1, 2]],
  ['技', [0, 4, 10]],
  ['13812', [3]],
  ['5678', [3]],
  ['8', [3, 9]],
  ['科技 深圳', [0, 4]],
  ['深圳　科技 有限', [0]],
  ['(集团)', [5]],
  ['A4纸', [6]],
  ['a４', [6]],
  ['纸', [6, 7]],
  ['123', [3, 6]],
  ['１２３', [3, 6]],
  ['a', [6, 7, 8, 11]],
  ['X', [8]],
  ['z', [8]],
  ['yz', [8]],
  ['zy', []],
  ['技有限公司', [0]],
  ['技科', []],
  ['0755-8888', [9]],
  ['\u{20BB7}', [11]],
  ['CAFÉ', [11]],
  ['οδο', [12]],
  ['lüyou', [13]],
  ['Lu\u0308', [13]],
  ['müller', [13]],
  ['不存在', []],
])('SQLite finds %s', (query, expected) => {
  sqlite.exec("INSERT INTO x(x) VALUES('delete-all')");
  for (const [at, text] of texts.entries()) insert.run(at, indexTokens(text));
  expect(select.all(ftsMatch(termsOf(query)))).toEqual(expected);
  for (const [at, text] of texts.entries()) {
    expect(matches(text, termsOf(query)), text).toBe(expected.includes(at));
  }
});

test('nothing searchable gives no words', () => {
  for (const query of ['', '  ', '()', '"*', '\ud800']) expect(parseQuery(query)).toEqual([]);
});

test('both query languages', () => {
  const terms = termsOf('abc w 李');
  expect(terms.map(ftsPhrase)).toEqual(['"ab bc"', '"w"*', '"y4zy"*']);
  expect(terms.map((term) => tsPhrase(term))).toEqual(['(ab <-> bc)', '(w:*)', '(y4zy:*)']);
  expect(tsPhrase(terms[0]!, 'AB')).toBe('(ab:AB <-> bc:AB)');
  expect(tsPhrase(terms[1]!, 'C')).toBe('(w:*C)');
});

const letter = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Array.from('科技李深圳a4Xyz01eE５Ａ')) },
  { weight: 2, arbitrary: fc.constantFrom(' ', '(', '-', '，', '"', '*') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const text = fc.array(letter, { maxLength: 14 }).map((letters) => letters.join(''));
/** A piece of the text, or any other text. */
const textAndQuery = fc
  .tuple(text, text, fc.nat(), fc.nat(5), fc.boolean())
  .map(([doc, other, from, length, inside]) => {
    const letters = Array.from(doc);
    const at = letters.length ? from % letters.length : 0;
    return [doc, inside ? letters.slice(at, at + length + 1).join('') : other.slice(0, 4)] as const;
  });

test('found exactly when the word is a substring', () => {
  let found = 0;
  fc.assert(
    fc.property(textAndQuery, ([doc, query]) => {
      const terms = termsOf(query);
      if (terms.length === 0) return;
      const expected = truth(doc, query);
      if (expected) found++;
      expect(matches(doc, terms)).toBe(expected);
      insert.run(9999, indexTokens(doc));
      const rows = select.all(ftsMatch(terms));
      remove.run(9999);
      expect(rows.includes(9999)).toBe(expected);
    }),
    { numRuns: 4000 },
  );
  expect(found).toBeGreaterThan(500);
});

test('token lists of two texts may be joined', () => {
  const joined = `${indexTokens('深圳科')} ${indexTokens('技术')}`;
  insert.run(7777, joined);
  expect(select.all(ftsMatch(termsOf('科技')))).not.toContain(7777);
  expect(select.all(ftsMatch(termsOf('技术')))).toContain(7777);
});

test('a number is found by three digits inside it, and by fewer at its end', () => {
  const digits = fc.string({ unit: fc.constantFrom('1', '3', '8'), minLength: 1, maxLength: 9 });
  const pieceOf = (number: string) =>
    fc
      .tuple(fc.nat(number.length - 1), fc.nat(number.length - 1))
      .map((ends) => number.slice(Math.min(...ends), Math.max(...ends) + 1));
  // Half of the words are a piece of a number, so that as many as are needed can be found.
  const numbersAndWord = fc.array(digits, { minLength: 1, maxLength: 3 }).chain((numbers) =>
    fc.tuple(
      fc.constant(numbers),
      fc.oneof(
        digits,
        fc.constantFrom(...numbers).chain((number) => pieceOf(number)),
      ),
    ),
  );
  let found = 0;
  fc.assert(
    fc.property(numbersAndWord, ([numbers, word]) => {
      const [parsed] = parseQuery(word);
      insert.run(8888, numberTokens(numbers.join(' ')));
      const rows = select.all(ftsPhrase(parsed!.number!));
      remove.run(8888);
      const expected = numbers.some((number) => numberHas(number, word));
      if (expected) found++;
      expect(rows.includes(8888)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
  expect(found).toBeGreaterThan(400);
});

test('numbers and texts share no token', () => {
  const signs = Array.from('aw xyz 0189 李科', (letter) => `${letter}1`).join(' ');
  const ofTexts = new Set(indexTokens(`${signs} xyz zyx 138 z138 zz1`).split(' '));
  for (const token of numberTokens('13812345678 1 38 z138').split(' ')) {
    expect([...ofTexts].filter((other) => other.startsWith(token))).toEqual([]);
  }
  expect(parseQuery('z138')[0]!.number).toBeNull();
});
