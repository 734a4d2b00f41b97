import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coreBeginnings, nameCore } from '@xinhang/shared/name-core.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 900_000 });

const file = resolve(import.meta.dirname, '../../../shared/data/names/company_short_names.txt');
/** All 53,000 of them, which takes the better part of a minute, with `XINHANG_TEST_ALL_NAMES=1`. */
const SLICE = process.env['XINHANG_TEST_ALL_NAMES'] ? Number.MAX_SAFE_INTEGER : 3000;

if (!existsSync(file)) {
  console.log('The list of real company names is not here: its import is not tested.');
  test('the list of real names is optional', () => expect(existsSync(file)).toBe(false));
} else {
  describe('real company names', () => {
    const all = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    // Spread over the whole list, which is sorted.
    const every = Math.max(1, Math.floor(all.length / SLICE));
    const names = all.filter((_, at) => at % every === 0);
    const distinct = new Map(names.map((name) => [nameKey(name), name]));
    let company: Awaited<ReturnType<typeof startCompany>>;
    let boss: string;
    let imports: ReturnType<typeof importer>;
    beforeAll(async () => {
      company = await startCompany({ elapsed: () => performance.now() });
      boss = await company.login('boss');
      imports = importer(company, boss);
    });
    afterAll(async () => {
      await company.stop();
    });

    test('few of them are likely the same customer as another', () => {
      const cores = all.map(nameCore);
      const by = Map.groupBy(cores.keys(), (at) => cores[at]!);
      const alike = new Set<number>();
      for (const [at, core] of cores.entries()) {
        if (core === '') continue;
        const same = by.get(core)!.filter((other) => nameKey(all[other]!) !== nameKey(all[at]!));
        const begun = coreBeginnings(core).flatMap((beginning) => by.get(beginning) ?? []);
        for (const other of [...same, ...begun]) alike.add(at).add(other);
      }
      const percent = (alike.size / all.length) * 100;
      console.log(
        `similar to another: ${alike.size} of ${all.length} names, ${percent.toFixed(2)} %`,
      );
      expect(alike.size).toBeGreaterThan(0);
      expect(percent).toBeLessThan(0.5);
    });

    async function found(q: string): Promise<string[]> {
      const path = `/search?limit=50&q=${encodeURIComponent(q)}`;
      const { hits } = (await company.call(boss, 'GET', path)).json as {
        hits: { title: string }[];
      };
      return hits.map(({ title }) => title);
    }

    test('a plain list comes in whole, and a second time not at all', async () => {
      const first = await imports.all('names.txt', names.join('\n'));
      console.log(
        `imported: ${names.length} of ${all.length} names` +
          (names.length < all.length ? '; all of them with XINHANG_TEST_ALL_NAMES=1' : ''),
      );
      const repeated = names.length - distinct.size;
      expect(first.batch.counts).toEqual({
        create: distinct.size,
        ...(repeated > 0 && { duplicate: repeated }),
      });
      const again = await imports.all('names.txt', names.slice(0, 500).join('\n'));
      expect(again.batch.counts['create']).toBeUndefined();
    });

    test('search finds by characters, the middle, pinyin and initials, as reading the list does', async () => {
      for (const q of ['科技', '王', '生物', '安']) {
        const expected = names.filter((name) => name.includes(q));
        const hits = await found(q);
        expect(hits.length, q).toBe(Math.min(50, expected.length));
        for (const hit of hits) expect(hit).toContain(q);
      }
      const some = names.filter((name) => /^\p{Script=Han}{4}$/u.test(name)).slice(0, 400);
      for (const name of some.filter((_, at) => at % 80 === 0)) {
        const { full, initials } = pinyinKeys(name);
        for (const q of [name.slice(1, 3), full[0]!, initials[0]!]) {
          const hits = await found(`${q} ${name.slice(0, 2)}`);
          expect(hits, `${q} for ${name}`).toContain(name);
        }
      }
    });
  });
}
