import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConnection, type Connection } from '../../apps/desktop/src/main/connection.ts';
import { createProxy } from '../../apps/desktop/src/main/proxy.ts';
import { createTokenStore, type TokenStore } from '../../apps/desktop/src/main/token-store.ts';
import { fakeLog, fakeSafeStorage, type LogLine } from './fake-electron.ts';
import { CANARY, startFakeServer, type FakeServer } from './fake-server.ts';

let dir: string;
let server: FakeServer;
let connection: Connection;
let tokens: TokenStore;
let ended: number;
let lines: LogLine[];
let forward: (incoming: Request) => Promise<Response>;

const ask = (path: string, init?: RequestInit) =>
  forward(new Request(`app://xinhang${path}`, init));
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const login = () => post('/api/v1/auth/login', { login: 'wang', password: 'p' });
const last = () => server.asked.at(-1)!;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xinhang-proxy-'));
  server = await startFakeServer();
  connection = openConnection(server.address, null, null);
  const logged = fakeLog();
  const { log } = logged;
  lines = logged.lines;
  tokens = createTokenStore({
    file: join(dir, 'session.json'),
    safeStorage: fakeSafeStorage(),
    platform: 'linux',
    log,
  });
  await tokens.load();
  ended = 0;
  forward = createProxy({
    connection: () => connection,
    tokens,
    identity: { clientVersion: '0.1.0', apiLevel: 1 },
    onSessionEnded: () => void (ended += 1),
    log,
  });
});
afterEach(async () => {
  await connection.close();
  await server.close();
  await rm(dir, { recursive: true });
});

describe('the token', () => {
  test('is taken out of the login answer, sealed on disk, and sent from then on', async () => {
    const answer = await login();
    expect(last().headers['x-xinhang-token']).toBe('bearer');
    expect(await answer.json()).toEqual({ me: { user: { id: 1, name: '王伟' } }, token: null });
    expect(await readFile(join(dir, 'session.json'), 'utf8')).not.toContain(CANARY);
    await ask('/api/v1/customers');
    expect(last().headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(last().headers).toMatchObject({ 'x-client-version': '0.1.0', 'x-api-level': '1' });
    expect(last().headers['user-agent']).toBe('Xinhang/0.1.0');
  });

  test('is cleared by logout, also when the server does not answer', async () => {
    await login();
    await post('/api/v1/auth/logout', {});
    expect(last().headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(tokens.state().signedIn).toBe(false);
    await login();
    await server.close();
    expect((await post('/api/v1/auth/logout', {})).status).toBe(503);
    expect(tokens.state().signedIn).toBe(false);
    await expect(readFile(join(dir, 'session.json'))).rejects.toThrow('ENOENT');
  });

  test('is cleared by session-ended and by no other 401', async () => {
    await login();
    expect(await (await ask('/api/v1/refused')).json()).toMatchObject({ code: 'unauthenticated' });
    expect([tokens.state().signedIn, ended]).toEqual([true, 0]);
    expect(await (await ask('/api/v1/ended')).json()).toMatchObject({ code: 'session-ended' });
    expect([tokens.state().signedIn, ended]).toEqual([false, 1]);
  });

  test('of a new session survives a late word about the old one', async () => {
    await login();
    const release = server.hold('GET /api/v1/ended');
    const late = ask('/api/v1/ended');
    await expect.poll(() => last().url).toBe('/api/v1/ended');
    const body = JSON.stringify({ token: 'newer' });
    server.answers.set('POST /api/v1/auth/login', { body });
    await login();
    expect(last().headers.authorization).toBeUndefined();
    release();
    expect((await late).status).toBe(401);
    expect([tokens.tokenFor(server.address), ended]).toEqual(['newer', 0]);
  });

  test('of one server is never sent to another', async () => {
    await login();
    const other = await startFakeServer();
    const first = connection;
    connection = openConnection(other.address, null, null);
    await ask('/api/v1/customers');
    expect(other.asked.at(-1)!.headers.authorization).toBeUndefined();
    await connection.close();
    connection = first;
    await other.close();
  });

  test('cannot be asked for by the page on a path that only resembles login', async () => {
    const sly = ['/api/v1/auth/%6Cogin', '/api/v1/auth/login/', '/api/v1//auth/login'];
    for (const path of sly) {
      await post(path, {}, { 'x-xinhang-token': 'bearer' });
      expect(last().headers['x-xinhang-token'], path).toBeUndefined();
    }
  });

  test('an unreadable login answer is not passed on', async () => {
    const bodies = [
      `"${CANARY}" not json`,
      `${CANARY}`,
      `{"token":"${CANARY}"`,
      `"${CANARY}"`,
    ].concat(JSON.stringify({ token: CANARY, padding: 'x'.repeat(1_100_000) }));
    for (const body of bodies) {
      server.answers.set('POST /api/v1/auth/login', { body });
      const answer = await login();
      expect(answer.status, body.slice(0, 50)).toBe(502);
      expect(await answer.text()).not.toContain(CANARY);
    }
    expect(lines.map((line) => line.event)).toEqual(bodies.map(() => 'answer-unusable'));
    expect(JSON.stringify(lines)).not.toContain(CANARY.slice(0, 6));
  });

  test('is taken out of every good login answer, whatever its status', async () => {
    const body = JSON.stringify({ token: CANARY });
    server.answers.set('POST /api/v1/auth/login', { status: 201, body });
    expect(await (await login()).text()).toBe('{"token":null}');
    expect(tokens.state().signedIn).toBe(true);
  });

  test('of a new session survives the slow end of the old one', async () => {
    await login();
    const release = server.hold('POST /api/v1/auth/logout');
    const slow = post('/api/v1/auth/logout', {});
    await expect.poll(() => last().url).toBe('/api/v1/auth/logout');
    const body = JSON.stringify({ token: 'newer' });
    server.answers.set('POST /api/v1/auth/login', { body });
    await login();
    release();
    await slow;
    expect(tokens.tokenFor(server.address)).toBe('newer');
  });
});

describe('headers', () => {
  test('of the page pass by name only', async () => {
    await ask('/api/v1/customers?filter=%E7%A7%91%E6%8A%80&sort=-name', {
      headers: {
        authorization: 'Bearer stolen',
        origin: 'app://xinhang',
        'x-forwarded-for': '10.0.0.1',
        'x-http-method-override': 'DELETE',
        'x-client-version': '9.9.9',
        'idempotency-key': 'k1',
        'if-none-match': '"7"',
      },
    });
    const { headers, url } = last();
    expect(url).toBe('/api/v1/customers?filter=%E7%A7%91%E6%8A%80&sort=-name');
    for (const name of ['authorization', 'origin', 'cookie', 'x-forwarded-for']) {
      expect(headers[name], name).toBeUndefined();
    }
    expect(headers['x-http-method-override']).toBeUndefined();
    expect(headers).toMatchObject({
      'x-client-version': '0.1.0',
      'idempotency-key': 'k1',
      'if-none-match': '"7"',
    });
  });

  test('of the server cannot loosen the page', async () => {
    const answer = await ask('/api/v1/loose');
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/html',
      'x-request-id': 'r1',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });
});

describe('streaming', () => {
  test('events arrive one by one, and closing the page closes the stream', async () => {
    const answer = await ask('/api/v1/events', { headers: { accept: 'text/event-stream' } });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe(': hello\n\n');
    server.emit('data: 1\n\n');
    expect((await reader.read()).value).toBe('data: 1\n\n');
    server.emit('data: 2\n\n');
    expect((await reader.read()).value).toBe('data: 2\n\n');
    expect(server.openStreams()).toBe(1);
    await reader.cancel();
    await expect.poll(() => server.openStreams()).toBe(0);
  });

  test('an upload reaches the server piece by piece, before it is complete', async () => {
    const pieces = new TransformStream<Uint8Array, Uint8Array>();
    const writer = pieces.writable.getWriter();
    const encode = new TextEncoder();
    const pending = ask('/api/v1/files', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: pieces.readable,
      duplex: 'half',
    } as RequestInit);
    await writer.write(encode.encode('first'));
    await expect.poll(() => server.pieces).toEqual(['first']);
    await writer.write(encode.encode('second'));
    await writer.close();
    await pending;
    expect(last().body).toBe('firstsecond');
  });

  test('a request that the page gives up is given up towards the server, quietly', async () => {
    const page = new AbortController();
    const given = { headers: { accept: 'text/event-stream' }, signal: page.signal };
    await ask('/api/v1/events', given);
    expect(server.openStreams()).toBe(1);
    server.hold('GET /api/v1/customers');
    const waiting = ask('/api/v1/customers', { signal: page.signal });
    await expect.poll(() => last()?.url).toBe('/api/v1/customers');
    page.abort();
    expect((await waiting).status).toBe(503);
    await expect.poll(() => server.openStreams()).toBe(0);
    expect(lines).toEqual([]);
  });

  test('a server that dies in the middle breaks the stream, not the program', async () => {
    const answer = await ask('/api/v1/events', { headers: { accept: 'text/event-stream' } });
    const reader = answer.body!.getReader();
    await reader.read();
    await server.close();
    await expect(reader.read()).rejects.toThrow();
    const upload = await ask('/api/v1/files', { method: 'POST', body: 'x'.repeat(1_000_000) });
    expect(await upload.json()).toMatchObject({ code: 'server-unreachable' });
  });

  test('a large upload and an empty answer', async () => {
    const body = 'x'.repeat(3_000_000);
    await ask('/api/v1/files', { method: 'POST', body });
    expect(last().body.length).toBe(3_000_000);
    const empty = await ask('/api/v1/nothing', { method: 'DELETE' });
    expect([empty.status, await empty.text()]).toEqual([204, '']);
  });
});

describe('without a usable answer', () => {
  test('the page gets a problem document', async () => {
    expect((await ask('/api/v1/away')).status).toBe(502);
    const zipped = { headers: { 'content-encoding': 'gzip' }, body: 'x' };
    server.answers.set('GET /api/v1/customers', zipped);
    expect((await ask('/api/v1/customers')).status).toBe(502);
    expect((await ask('/api/v1/x', { method: 'OPTIONS' })).status).toBe(405);
    await server.close();
    const answer = await ask('/api/v1/customers');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 503, code: 'server-unreachable' });
  });

  test('no server chosen is a code of its own', async () => {
    const bare = createProxy({
      connection: () => null,
      tokens,
      identity: { clientVersion: '0', apiLevel: 1 },
      onSessionEnded: () => {},
      log: fakeLog().log,
    });
    const answer = await bare(new Request('app://xinhang/api/v1/customers'));
    expect(await answer.json()).toMatchObject({ code: 'server-not-chosen' });
  });
});
