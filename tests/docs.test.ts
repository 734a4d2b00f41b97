import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => join('docs', path));

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

test('every test and page that the documents name is there', () => {
  const missing: string[] = [];
  for (const page of [...pages, 'README.md']) {
    const text = textOf(page);
    const named = [...text.matchAll(/`((?:tests|apps|packages)\/[\w./-]+\.(?:ts|tsx|mjs))`/g)];
    for (const [, path] of named)
      if (!existsSync(join(root, path!))) missing.push(`${page}: ${path}`);
    for (const [, link] of text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!existsSync(join(root, dirname(page), decodeURI(link!))))
        missing.push(`${page}: ${link}`);
    }
  }
  expect(missing).toEqual([]);
});

test('the security standard is answered row by row, and its sums are right', () => {
  const rows = [
    ...textOf('docs/asvs.md').matchAll(/^\| ([\d.]+) \| ([12]) \| ([\w/]+) \| (.+) \|$/gm),
  ];
  expect(new Set(rows.map(([, id]) => id)).size).toBe(rows.length);
  // ASVS 5.0.0 has 70 requirements of level 1 and 183 of level 2.
  for (const [level, all] of Object.entries({ 1: 70, 2: 183 })) {
    const own = rows.filter(([, , of]) => of === level);
    const count = (state: string) => own.filter(([, , , found]) => found === state).length;
    const sums = ['held', 'partly', 'no', 'n/a'].map(count);
    expect(textOf('docs/asvs.md')).toContain(`| ${level} | ${sums.join(' | ')} | ${all} |`);
    expect(sums.reduce((sum, n) => sum + n)).toBe(all);
  }
});
