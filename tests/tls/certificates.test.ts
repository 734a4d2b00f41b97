import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { issueDevice, issueServer, makeAuthority } from '@xinhang/server/ops/tls/certificate.ts';
import {
  keepOfficeKeys,
  KeyFileError,
  readAuthority,
  readServerPair,
  speaksFor,
} from '@xinhang/server/ops/tls/office-keys.ts';
import { hostName, ownNames } from '@xinhang/server/ops/tls/own-names.ts';
import { afterEach, expect, test } from 'vitest';

const DAY = 86_400_000;
const start = Date.UTC(2026, 10, 24);
const at = (now: number) => ({ now, random: randomBytes });
const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function directory() {
  const root = mkdtempSync(join(tmpdir(), 'xinhang-tls-'));
  roots.push(root);
  return openDataDirectory(root);
}

test('a certificate speaks for its names and addresses, and for no other', async () => {
  const authority = await makeAuthority(at(start));
  const names = ['crm.example.cn', '192.168.1.20', 'fd00::2', '::ffff:1.2.3.4'];
  const { certificate, key } = await issueServer(authority, names, at(start));
  expect(certificate.checkIssued(authority.certificate)).toBe(true);
  expect(certificate.verify(authority.certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(key)).toBe(true);
  expect(names.map((name) => speaksFor(certificate, name))).toEqual([true, true, true, true]);
  const others = ['example.cn', 'Xinhang server', '192.168.1.21', 'fd00::3'];
  expect(others.map((name) => speaksFor(certificate, name))).toEqual([false, false, false, false]);
  expect(certificate.ca).toBe(false);
  expect(authority.certificate.ca).toBe(true);
});

test('another authority of the same name has not signed it', async () => {
  const authority = await makeAuthority(at(start));
  const forger = await makeAuthority(at(start));
  const { certificate } = await issueServer(forger, ['localhost'], at(start));
  expect(certificate.verify(authority.certificate.publicKey)).toBe(false);
});

test('a device gets a certificate for its own key, for logging in and nothing else', async () => {
  const authority = await makeAuthority(at(start));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await issueDevice(
    authority,
    { commonName: '小王的电脑 "1", CN=boss', publicKey },
    at(start),
  );
  expect(certificate.checkPrivateKey(privateKey)).toBe(true);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(certificate.subject.startsWith('CN=')).toBe(true);
  expect(certificate.subject.split('\n')).toHaveLength(1);
  expect(certificate.subjectAltName).toBeUndefined();
});

test('what is made once stays, readable for the owner alone', async () => {
  const paths = directory();
  expect(readAuthority(paths)).toBeNull();
  const first = await keepOfficeKeys(paths, at(start), ['localhost']);
  expect(first.made).toBe('all');
  const again = await keepOfficeKeys(paths, at(start + DAY), ['localhost']);
  expect(again.made).toBeNull();
  expect(again.server.certificate.fingerprint256).toBe(first.server.certificate.fingerprint256);
  for (const name of ['authority.pem', 'server.pem']) {
    expect(statSync(join(paths.keys, name)).mode & 0o777).toBe(0o600);
  }
});

test('the server is renewed a month before the end, by the same authority', async () => {
  const paths = directory();
  const first = await keepOfficeKeys(paths, at(start), ['localhost']);
  const ends = first.server.certificate.validToDate.getTime();
  expect(ends - start).toBe(398 * DAY);
  expect((await keepOfficeKeys(paths, at(ends - 30 * DAY), ['localhost'])).made).toBeNull();
  const later = await keepOfficeKeys(paths, at(ends - 30 * DAY + 1), ['localhost']);
  expect(later.made).toBe('time');
  expect(later.authority.certificate.fingerprint256).toBe(
    first.authority.certificate.fingerprint256,
  );
  // A year in which nobody started the server.
  expect((await keepOfficeKeys(paths, at(ends + 900 * DAY), ['localhost'])).made).toBe('time');
});

test('a clock that was ahead leaves nothing behind that is not good yet', async () => {
  const paths = directory();
  await keepOfficeKeys(paths, at(start), ['localhost']);
  await keepOfficeKeys(paths, at(start + 400 * DAY), ['localhost']);
  expect((await keepOfficeKeys(paths, at(start), ['localhost'])).made).toBe('time');
});

test('an authority at its end gives nothing longer than itself, and not at every look', async () => {
  const paths = directory();
  const { authority } = await keepOfficeKeys(paths, at(start), ['localhost']);
  const end = authority.certificate.validToDate.getTime();
  const last = await keepOfficeKeys(paths, at(end - 20 * DAY), ['localhost']);
  expect(last.made).toBe('time');
  expect(last.server.certificate.validToDate.getTime()).toBe(end);
  expect((await keepOfficeKeys(paths, at(end - 19 * DAY), ['localhost'])).made).toBeNull();
});

test('a new name or address of the machine is a reason, one that went is none', async () => {
  const paths = directory();
  await keepOfficeKeys(paths, at(start), ['localhost', '192.168.1.20']);
  const moved = await keepOfficeKeys(paths, at(start), ['localhost', '192.168.1.77']);
  expect(moved.made).toBe('names');
  expect(speaksFor(moved.server.certificate, '192.168.1.77')).toBe(true);
  expect((await keepOfficeKeys(paths, at(start), ['localhost'])).made).toBeNull();
});

test('a server certificate of another authority is replaced, whatever it says of itself', async () => {
  const paths = directory();
  await keepOfficeKeys(paths, at(start), ['localhost']);
  const other = directory();
  await keepOfficeKeys(other, at(start), ['localhost']);
  writeFileSync(join(paths.keys, 'server.pem'), readFileSync(join(other.keys, 'server.pem')));
  expect((await keepOfficeKeys(paths, at(start), ['localhost'])).made).toBe('authority');
});

test('a damaged file, or a key with a foreign certificate, is named and not replaced', async () => {
  const paths = directory();
  await keepOfficeKeys(paths, at(start), ['localhost']);
  const file = join(paths.keys, 'authority.pem');
  const good = readFileSync(file, 'utf8');
  const foreign = (await makeAuthority(at(start))).certificate.toString();
  const wrong = ['', good.slice(0, 200), good.replace(/-----BEGIN CERTIFICATE[^]*$/, foreign)];
  for (const text of wrong) {
    writeFileSync(file, text);
    await expect(keepOfficeKeys(paths, at(start), ['localhost'])).rejects.toThrow(KeyFileError);
    await expect(keepOfficeKeys(paths, at(start), ['localhost'])).rejects.toThrow(/authority\.pem/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
  writeFileSync(file, good);
  expect(readServerPair(paths)).not.toBeNull();
});

test('the machine knows its names; what no certificate may carry is left out', async () => {
  expect(ownNames()).toEqual(expect.arrayContaining(['localhost', '127.0.0.1']));
  expect(hostName('OFFICE-PC.')).toBe('office-pc');
  expect(hostName('前台电脑')).toBe('xn--ldrt3bb08d85j');
  expect(hostName('a b')).toBeNull();
  expect(hostName('')).toBeNull();
  const made = (await issueServer(await makeAuthority(at(start)), ownNames(), at(start)))
    .certificate;
  expect(ownNames().filter((name) => !speaksFor(made, name))).toEqual([]);
  expect(
    createPublicKey(new X509Certificate(made.raw).publicKey.export({ type: 'spki', format: 'pem' }))
      .asymmetricKeyType,
  ).toBe('ec');
});
