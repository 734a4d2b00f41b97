import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_LEVEL } from '../../packages/shared/src/contract/api.ts';
import { checkLevels, CLIENT_LEVEL, readHandshake } from '../../apps/desktop/src/main/handshake.ts';
import { goodHandshake, startFakeServer, type FakeServer } from './fake-server.ts';

const refusal = (code: string) => expect.objectContaining({ code });

test('the client level is the level of the contract', () => expect(CLIENT_LEVEL).toBe(API_LEVEL));

describe('the handshake', () => {
  let server: FakeServer;
  beforeAll(async () => void (server = await startFakeServer()));
  afterAll(() => server.close());

  test('reads a server of any later age', async () => {
    server.handshake.value = { ...goodHandshake, more: { things: 1 } };
    expect(await readHandshake(server.address, null)).toEqual(goodHandshake);
  });

  test.each([
    ['another product', { ...goodHandshake, product: 'printer' }],
    ['no object', 'hello'],
    ['too much', { ...goodHandshake, more: 'x'.repeat(100_000) }],
  ])('%s is not our server', async (_name, value) => {
    server.handshake.value = value;
    await expect(readHandshake(server.address, null)).rejects.toThrow(
      refusal('server-not-xinhang'),
    );
  });

  test('an answer that never ends is not waited for', async () => {
    const drip = createPlainServer((_request, reply) => {
      const timer = setInterval(() => reply.write(' '), 50);
      reply.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((ready) => drip.listen(0, '127.0.0.1', ready));
    const address = `http://127.0.0.1:${(drip.address() as AddressInfo).port}`;
    const asked = readHandshake(address, null, 300);
    await expect(asked).rejects.toThrow(refusal('server-unreachable'));
    drip.closeAllConnections();
    await new Promise((done) => drip.close(done));
  });

  test('nobody there, and a level on either side, are told apart', async () => {
    await expect(readHandshake('http://127.0.0.1:1', null)).rejects.toThrow(
      refusal('server-unreachable'),
    );
    const found = { ...goodHandshake, product: 'xinhang' as const, apiLevel: 5, minClientLevel: 3 };
    expect(() => checkLevels(found, 2)).toThrow(refusal('client-too-old'));
    expect(() => checkLevels(found, 6)).toThrow(refusal('server-too-old'));
    expect(() => checkLevels(found, 4)).not.toThrow();
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl) console.log('The pin is not tested: openssl is not here.');
describe.skipIf(!openssl)('the pin', () => {
  let dir: string;
  let server: Server;
  let address: string;
  const makeCertificate = (name: string) => {
    const [key, cert] = [join(dir, `${name}.key`), join(dir, `${name}.pem`)];
    const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(
      ' ',
    );
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = spawnSync('openssl', [...request, ...subject, '-keyout', key, '-out', cert]);
    expect(made.status, made.stderr.toString()).toBe(0);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  };
  let ours: { key: string; cert: string };
  let other: { key: string; cert: string };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'xinhang-pin-'));
    ours = makeCertificate('ours');
    other = makeCertificate('other');
    server = createServer(ours, (_request, reply) => reply.end(JSON.stringify(goodHandshake)));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });

  test('lets the pinned server through and no other', async () => {
    expect(await readHandshake(address, ours.cert)).toEqual(goodHandshake);
    await expect(readHandshake(address, other.cert)).rejects.toThrow(refusal('server-untrusted'));
  });

  test('without a pin there is no https at all', async () => {
    await expect(readHandshake(address, null)).rejects.toThrow(refusal('not-enrolled'));
  });
});
