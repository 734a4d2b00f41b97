import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '@xinhang/server/ops/backup/zip-read.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  archiveOf,
  companyWithFiles,
  fingerprintOf,
  refusalOf,
  resealed,
} from '../helpers/backup.ts';
import { oddZip, type OddEntry } from '../helpers/odd-zip.ts';
import { dice } from '../helpers/dice.ts';

/** Kinds of mutations, and a third of as many again with a right hash. */
const KINDS = 5.4;
/** Mutants per kind: a thousand in all unless `XINHANG_TEST_MUTANTS` says another number. */
const EACH = Math.ceil(Number(process.env['XINHANG_TEST_MUTANTS'] ?? 1000) / KINDS);
vi.setConfig({ testTimeout: 120_000 + EACH * 200 });

let company: Awaited<ReturnType<typeof companyWithFiles>>;
let good: Buffer;
beforeAll(async () => {
  company = await companyWithFiles(3);
  good = await archiveOf(company.paths);
});
afterAll(() => company.stop());

const body = Buffer.from('x'.repeat(100));
const named = (name: string): OddEntry[] => [{ name, body }];

const attacks: [what: string, entries: () => OddEntry[], reason: string, claimed?: number][] = [
  ['a way up', () => named('../evil'), 'zip'],
  ['a way up inside', () => named('files/../../evil'), 'zip'],
  ['a drive', () => named('C:/evil'), 'zip'],
  ['a share', () => named('//srv/share/evil'), 'zip'],
  ['backslashes', () => named('\\\\srv\\evil'), 'zip'],
  ['an absolute path', () => named('/etc/cron.d/evil'), 'zip'],
  ['a stream of NTFS', () => named('config.toml:evil'), 'name'],
  ['a device', () => named('CON'), 'name'],
  ['a device with an ending', () => named('files/NUL.txt'), 'name'],
  ['a dot behind', () => named('config.toml.'), 'name'],
  ['a blank behind', () => named('config.toml '), 'name'],
  ['a directory', () => named('files/'), 'name'],
  ['a name of ours elsewhere', () => named('keys/backup-signing.pem'), 'name'],
  ['the same twice', () => [...named('config.toml'), ...named('config.toml')], 'duplicate'],
  ['a symbolic link', () => [{ name: 'config.toml', body, mode: 0o120777 }], 'symlink'],
  ['a bomb', () => [{ name: 'xinhang.db', body: Buffer.alloc(50_000_000) }], 'bomb'],
  [
    'a bomb that says it is small',
    () => [{ name: 'xinhang.db', body: Buffer.alloc(2_000_000), size: 1000 }],
    'zip',
  ],
  ['more than the disk holds', () => [{ name: 'xinhang.db', body, size: 4_000_000_000 }], 'bomb'],
  [
    'sizes of zip64 that are lies',
    () => [{ name: 'xinhang.db', body, zip64: 10_000_000_000_000n }],
    'bomb',
  ],
  [
    'entries that share bytes',
    () => [
      { name: 'config.toml', body, store: true },
      { name: 'README.txt', body, store: true, overlaps: true },
    ],
    'overlap',
  ],
  ['fewer entries than it says', () => named('config.toml'), 'zip', 200],
];

test.each(attacks)(
  'refused before anything is unpacked: %s',
  async (_what, entries, reason, claimed) => {
    const bytes = oddZip(entries(), claimed);
    const directory = mkdtempSync(join(tmpdir(), 'xinhang-odd-'));
    const file = join(directory, 'odd.zip');
    writeFileSync(file, bytes);
    try {
      // What declares itself honestly is refused by the directory alone, the rest when it is read.
      const opened = openArchive(file, 1_000_000_000).then(async (archive) => {
        try {
          for (const name of archive.entries.keys()) await archive.read(name, 1_000_000_000);
        } finally {
          archive.close();
        }
      });
      if (reason === 'zip') await expect(opened).rejects.toThrow();
      else await expect(opened).rejects.toMatchObject({ details: { params: { reason } } });
      expect(await refusalOf(bytes)).toMatch(/^backup-damaged/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);

test('a million entries are refused by their number', async () => {
  const before = process.memoryUsage().rss;
  const one = oddZip(named('config.toml'));
  // The end of the directory says how many there are: 65,535 points to zip64, which is not there.
  for (const count of [65_535, 60_000]) {
    const bytes = Buffer.from(one);
    const end = bytes.indexOf(Buffer.from('PK\x05\x06', 'latin1'));
    bytes.writeUInt16LE(count, end + 8);
    bytes.writeUInt16LE(count, end + 10);
    expect(await refusalOf(resealed(bytes))).toMatch(/^backup-damaged/);
  }
  const many = Array.from({ length: 201_000 }, (): OddEntry => ({
    name: 'README.txt',
    body,
    store: true,
    overlaps: true,
  }));
  const real = oddZip([{ name: 'README.txt', body, store: true }, ...many.slice(0, 60_000)]);
  expect(await refusalOf(real)).toMatch(/^backup-damaged/);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});

const seed = Number(process.env['XINHANG_TEST_SEED'] ?? Date.now() % 1_000_000);

type Mutation = (bytes: Buffer, roll: (below: number) => number) => Buffer;
const flip: Mutation = (bytes, roll) => {
  const copy = Buffer.from(bytes);
  copy[roll(copy.length)]! ^= 1 << roll(8);
  return copy;
};
const mutations: Record<string, Mutation> = {
  'a flipped bit': flip,
  'cut off': (bytes, roll) => bytes.subarray(0, roll(bytes.length)),
  'a zeroed block': (bytes, roll) => {
    const copy = Buffer.from(bytes);
    const at = roll(copy.length - 100);
    // Where there were zeros before, nothing would be changed.
    copy.fill(0, at, Math.min(copy.length, at + 100 + roll(4000)));
    return copy;
  },
  'two blocks swapped': (bytes, roll) => {
    const [a, b, length] = [roll(bytes.length >> 1), bytes.length >> 1, 64 + roll(512)];
    const copy = Buffer.from(bytes);
    bytes.copy(copy, a, b, b + length);
    bytes.copy(copy, b, a, a + length);
    return copy;
  },
  'bytes put in': (bytes, roll) => {
    const at = roll(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.alloc(1 + roll(20), 7),
      bytes.subarray(at),
    ]);
  },
};

test.each(Object.entries(mutations))('every mutant is refused: %s', async (name, mutate) => {
  const roll = dice(seed);
  const before = fingerprintOf(company.paths.root);
  for (let at = 0; at < EACH; at += 1) {
    const mutant = mutate(good, roll);
    if (mutant.equals(good)) continue;
    expect(await refusalOf(mutant), `${name} ${at}, XINHANG_TEST_SEED=${seed}`).not.toBeNull();
  }
  expect(fingerprintOf(company.paths.root)).toEqual(before);
});

test('a mutant with a right hash is refused, or holds the very same', async () => {
  const roll = dice(seed + 1);
  let refused = 0;
  const some = Math.ceil(EACH / 3);
  for (let at = 0; at < some; at += 1) {
    if ((await refusalOf(resealed(flip(good, roll)))) !== null) refused += 1;
  }
  // What passes differs in a date or another field that nobody reads; the check compared the rest.
  expect(refused).toBeGreaterThan(some * 0.8);
});

test('the control: whoever unpacks and compares nothing takes damaged bytes for good ones', async () => {
  expect(await refusalOf(good)).toBeNull();
  const roll = dice(seed + 2);
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-control-'));
  const file = join(directory, 'x.zip');
  let taken = 0;
  for (let at = 0; at < 40; at += 1) {
    const mutant = Buffer.from(good);
    // The attached file is random bytes, which deflate keeps as they are.
    mutant[good.indexOf(`files/${company.fileHash.slice(0, 2)}/`) + 200 + roll(2000)]! ^=
      1 << roll(8);
    writeFileSync(file, mutant);
    const archive = await openArchive(file, 1e9);
    const name = [...archive.entries.keys()].at(-1)!;
    const read = await archive.read(name, 1e9).catch(() => null);
    archive.close();
    if (read && createHash('sha256').update(read).digest('hex') !== company.fileHash) taken += 1;
    expect(await refusalOf(mutant)).not.toBeNull();
  }
  rmSync(directory, { recursive: true });
  expect(taken).toBeGreaterThan(0);
});
