import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { checkBackup } from '@xinhang/server/ops/backup/check.ts';
import {
  makeRecoveryKey,
  setEncryption,
  signingKey,
  unsealKeys,
} from '@xinhang/server/ops/backup/keys.ts';
import { makeArchive } from '@xinhang/server/ops/backup/make.ts';
import {
  fingerprint,
  publicText,
  signedManifest,
  type Manifest,
} from '@xinhang/server/ops/backup/manifest.ts';
import { removeOldHalves } from '@xinhang/server/ops/backup/keeping.ts';
import { removeLeftCopies, removeOldParts } from '@xinhang/server/ops/file-garbage.ts';
import { openArchive } from '@xinhang/server/ops/backup/zip-read.ts';
import { writeZip } from '@xinhang/server/ops/backup/zip-write.ts';
import { dataDirectoryPlaces, storedFile } from '@xinhang/server/ops/paths.ts';
import { keepOfficeKeys } from '@xinhang/server/ops/tls/office-keys.ts';
import { officeTunnelKeys } from '@xinhang/server/ops/tunnel/keys.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveOf, companyWithFiles, order, quiet, refusalOf } from '../helpers/backup.ts';
import { PASSWORD } from '../helpers/password.ts';

let company: Awaited<ReturnType<typeof companyWithFiles>>;
let directory: string;
beforeAll(async () => {
  company = await companyWithFiles();
  directory = mkdtempSync(join(tmpdir(), 'xinhang-archive-'));
});
afterAll(async () => {
  await company.stop();
  rmSync(directory, { recursive: true });
});

async function unpacked(name: string, trusted: string[] | null = null) {
  const into = join(directory, `${name}-${Math.random()}`);
  const file = join(company.paths.backups, name);
  return await checkBackup({ file, into, trusted, identities: [] }, quiet);
}

test('one file holds everything, and comes back row by row and byte by byte', async () => {
  const made = await makeArchive(order(company.paths, { name: 'xinhang-20261101.zip' }), quiet);
  expect(made).toMatchObject({ encrypted: false, lost: 0 });
  expect(readdirSync(company.paths.tmp)).toEqual([]);
  const { root, manifest } = await unpacked(made.name, [made.signer]);
  expect(manifest).toMatchObject({
    company: '测试公司',
    businessDate: '2026-11-24',
    local: '2026-11-24 09:00',
    previous: null,
    lost: [],
    sealedTo: null,
  });
  const copy = dataDirectoryPlaces(root);
  expect(readFileSync(storedFile(copy, company.fileHash))).toEqual(
    readFileSync(storedFile(company.paths, company.fileHash)),
  );
  const db = await openSqlite(copy.database, 0);
  const count = async (from: typeof db) =>
    (await from.read.selectFrom('change_event').select('seq').execute()).length;
  expect(await count(db)).toBe(await count(company.db));
  expect(manifest.tables.find(({ name }) => name === 'change_event')!.rows).toBe(await count(db));
  await db.close();
  // Whoever has no program of ours opens it with the tools of the system.
  const listed = execFileSync('unzip', ['-t', join(company.paths.backups, made.name)]).toString();
  expect(listed).toContain('No errors detected');
});

test('a name that is taken is never written again, and what was begun is taken away', async () => {
  const bytes = await archiveOf(company.paths, { name: 'xinhang-20261102.zip' });
  await expect(
    makeArchive(order(company.paths, { name: 'xinhang-20261102.zip' }), quiet),
  ).rejects.toThrow(/EEXIST/);
  expect(readFileSync(join(company.paths.backups, 'xinhang-20261102.zip'))).toEqual(bytes);
  expect(readdirSync(company.paths.backups).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(readdirSync(company.paths.tmp)).toEqual([]);
});

test('an attachment that was lost or damaged before is named, and the rest is kept', async () => {
  const path = storedFile(company.paths, company.fileHash);
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.alloc(bytes.length, 1));
  const made = await makeArchive(order(company.paths, { name: 'xinhang-20261103.zip' }), quiet);
  writeFileSync(path, bytes);
  expect(made.lost).toBe(1);
  const { manifest, root } = await unpacked(made.name);
  expect(manifest.lost).toEqual([company.fileHash]);
  expect(existsSync(storedFile(dataDirectoryPlaces(root), company.fileHash))).toBe(false);
});

test('the keys are in the file, and only the recovery key opens them', async () => {
  const recoveryKey = await makeRecoveryKey(company.paths, 0);
  const made = await makeArchive(order(company.paths, { name: 'xinhang-20261104.zip' }), quiet);
  const { root } = await unpacked(made.name);
  const sealed = readFileSync(join(root, 'keys.age'));
  const files = await unsealKeys(sealed, recoveryKey);
  for (const name of ['backup-signing.pem', 'backup-age.txt']) {
    const secret = readFileSync(join(company.paths.keys, name));
    expect(files.get(name)).toEqual(secret);
    const archive = readFileSync(join(company.paths.backups, made.name));
    expect(archive.includes(secret.toString().split('\n')[1] || secret)).toBe(false);
  }
  expect([...files.keys()].some((name) => name.includes('recovery'))).toBe(false);
  const other = await makeRecoveryKey(company.paths, 1);
  await expect(unsealKeys(sealed, other)).rejects.toMatchObject({ code: 'recovery-key-wrong' });
});

test('no password, token or private key stands in a file that anybody opens', async () => {
  const { paths, boss } = company;
  const recoveryKey = await makeRecoveryKey(paths, 0);
  await keepOfficeKeys(paths, { now: company.clock.now, random: randomBytes }, ['localhost']);
  officeTunnelKeys(paths, randomBytes);
  const call = async (path: string, body: object) => {
    const { status, json } = await company.call(boss, 'POST', path, body);
    expect([path, status]).toEqual([path, 201]);
    return json as Record<string, string>;
  };
  const person = { login: 'newcomer', name: '新人', deptId: 1, roleIds: [] };
  const { firstPassword } = await call('/users', person);
  const bearer = await company.login('alice');
  const secrets = [PASSWORD, boss, bearer, firstPassword!, recoveryKey];
  for (const name of readdirSync(paths.keys)) {
    const text = readFileSync(join(paths.keys, name), 'utf8');
    for (const [, key] of text.matchAll(/PRIVATE KEY-----\s+([^-\s]+)/g)) secrets.push(key!);
    secrets.push(...(text.match(/AGE-SECRET-KEY-\w+|^[\w+/]{43}=$/gm) ?? []));
  }
  // The authority, the server, the signature, the server's own way into backups, the tunnels.
  expect(secrets.length).toBeGreaterThanOrEqual(5 + 5);
  const made = await makeArchive(order(paths, { name: 'xinhang-20261130.zip' }), quiet);
  const { root } = await unpacked(made.name);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(root, path)) }));
  const holding = (text: string) =>
    files.filter(({ bytes }) => bytes.includes(text)).map(({ path }) => path);
  // What is looked for would be found: the login is in the database.
  expect(holding('newcomer')).not.toEqual([]);
  expect(secrets.map(holding)).toEqual(secrets.map(() => []));
});

test('an encrypted file opens with the recovery key or the server’s own, and nothing else', async () => {
  const recoveryKey = await makeRecoveryKey(company.paths, 0);
  setEncryption(company.paths, true);
  const name = 'xinhang-20261105.zip.age';
  const bytes = await archiveOf(company.paths, { name });
  setEncryption(company.paths, false);
  expect(bytes.includes('xinhang.db')).toBe(false);
  const own = readFileSync(join(company.paths.keys, 'backup-age.txt'), 'utf8').trim();
  const other = await makeRecoveryKey(company.paths, 1);
  const check = (identities: string[], body = bytes) => refusalOf(body, null, { name, identities });
  expect(await check([recoveryKey])).toBeNull();
  expect(await check([own])).toBeNull();
  expect(await check([other])).toBe('backup-sealed');
  expect(await check([])).toBe('backup-sealed');
  const flipped = Buffer.from(bytes);
  flipped[bytes.length - 100]! ^= 1;
  expect(await check([own], flipped)).toMatch(/^backup-damaged/);
  expect(await check([own], bytes.subarray(0, bytes.length - 50))).toMatch(/^backup-damaged/);
});

/** The archive again with another manifest, signed by `key`. */
async function rewritten(
  bytes: Buffer,
  change: (manifest: Manifest) => void,
  key = signingKey(company.paths),
): Promise<Buffer> {
  const source = join(directory, 'source.zip');
  const target = join(directory, `rewritten-${Math.random()}.zip`);
  writeFileSync(source, bytes);
  const archive = await openArchive(source, 1e9);
  const parts = await Promise.all(
    [...archive.entries.keys()].map(async (name) => ({
      name,
      from: await archive.read(name, 1e9),
    })),
  );
  archive.close();
  const manifest = JSON.parse(parts[0]!.from.toString()) as Manifest;
  change(manifest);
  const { text, signature } = signedManifest(manifest, key);
  const rest = parts.slice(2);
  const all = [
    { name: 'manifest.json', from: text },
    { name: 'manifest.sig', from: signature },
  ];
  await writeZip(target, [...all, ...rest], 0, quiet);
  return readFileSync(target);
}

test('what the manifest says is compared with what is there', async () => {
  const bytes = await archiveOf(company.paths, { name: 'xinhang-20261106.zip' });
  expect(await refusalOf(await rewritten(bytes, () => {}))).toBeNull();
  const cases: [string, (manifest: Manifest) => void][] = [
    ['backup-newer', (all) => (all.schemaVersion = 999)],
    ['backup-newer', (all) => ((all as { format: number }).format = 2)],
    ['backup-damaged schema', (all) => (all.schemaVersion -= 1)],
    ['backup-damaged rows', (all) => all.tables.pop()],
    ['backup-damaged rows', (all) => Object.assign(all.tables[3]!, { rows: 9 })],
    ['backup-damaged audit', (all) => (all.audit = { seq: 9999, hash: '0'.repeat(64) })],
    ['backup-damaged audit', (all) => (all.audit!.hash = '0'.repeat(64))],
    ['backup-damaged entry', (all) => (all.entries[1]!.size += 1)],
    ['backup-damaged entry', (all) => (all.entries[1]!.sha256 = '0'.repeat(64))],
    ['backup-damaged missing', (all) => all.entries.push({ ...all.entries[0]!, name: 'x' })],
    ['backup-damaged manifest', (all) => all.entries.push(all.entries[0]!)],
    ['backup-damaged entry', (all) => all.entries.pop()],
  ];
  for (const [refusal, change] of cases) {
    expect(await refusalOf(await rewritten(bytes, change)), String(change)).toBe(refusal);
  }
});

test('what a killed process left behind goes after a day, and nothing younger', () => {
  const { tmp, backups } = company.paths;
  const copy = join(tmp, 'rehearsal-0123456789ab');
  const half = join(backups, 'xinhang-20261001.zip.part');
  mkdirSync(join(copy, 'store-0001'), { recursive: true });
  writeFileSync(half, 'x');
  const now = Date.now();
  const clear = (at: number) => {
    removeOldParts(company.paths, at);
    removeOldHalves(company.app.backups, at);
    return [existsSync(copy), existsSync(half)];
  };
  expect(clear(now + 3_600_000)).toEqual([true, true]);
  expect(clear(now + 2 * 86_400_000)).toEqual([false, false]);
  expect(existsSync(join(backups, 'xinhang-20261101.zip'))).toBe(true);
});

test('the next start clears the copies of a killed process, the next backup its own half alone', () => {
  const { tmp, backups } = company.paths;
  const [own, foreign] = [join(tmp, 'backup-0123456789ab'), join(tmp, 'verify-0123456789ab')];
  for (const copy of [own, foreign]) mkdirSync(join(copy, 'store-0001'), { recursive: true });
  removeLeftCopies(company.paths);
  // Somebody may be verifying a file beside a server that starts.
  expect([existsSync(own), existsSync(foreign)]).toEqual([false, true]);

  const { records } = company.app.backups;
  const [half, other] = ['xinhang-20261002.zip.part', 'xinhang-20261003.zip.part'];
  for (const name of [half, other]) writeFileSync(join(backups, name), 'x');
  records.change((record) => {
    record.making = join(backups, half);
  });
  records.removeHalf();
  expect([half, other].map((name) => existsSync(join(backups, name)))).toEqual([false, true]);
  for (const path of [foreign, join(backups, other)]) rmSync(path, { recursive: true });
});

test('a signature of somebody else is refused with its fingerprint, and a wrong one always', async () => {
  const bytes = await archiveOf(company.paths, { name: 'xinhang-20261107.zip' });
  const own = publicText(signingKey(company.paths));
  const { privateKey } = generateKeyPairSync('ed25519');
  const foreign = await rewritten(
    bytes,
    (all) => (all.signer = publicText(privateKey)),
    privateKey,
  );
  const file = join(directory, 'foreign.zip');
  writeFileSync(file, foreign);
  const check = (trusted: string[] | null) =>
    checkBackup(
      { file, into: join(directory, `f-${Math.random()}`), trusted, identities: [] },
      quiet,
    );
  await expect(check([own])).rejects.toMatchObject({
    code: 'backup-foreign',
    details: { params: { signer: fingerprint(publicText(privateKey)) } },
  });
  await expect(check(null)).resolves.toMatchObject({ manifest: { company: '测试公司' } });
  // Signed by one and said to be of the other.
  const mixed = await rewritten(bytes, () => {}, privateKey);
  expect(await refusalOf(mixed)).toBe('backup-damaged signature');
});
