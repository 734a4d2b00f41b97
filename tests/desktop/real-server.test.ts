// The desktop's main process against the office server itself, over a real socket.
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDesktop } from '../../apps/desktop/src/main/desktop.ts';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';
import { fakeElectron, fakeLog } from './fake-electron.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let desktop: ReturnType<typeof fakeElectron>;
let address: string;
let dir: string;
const sent: (string | undefined)[] = [];
let asked = 0;

const ask = (path: string, init: RequestInit = {}) =>
  desktop.made.protocol!(new Request(`app://xinhang/api/v1${path}`, init));
const post = (path: string, body: object = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `desktop-${(asked += 1)}` },
    body: JSON.stringify(body),
  });
const login = () => post('/auth/login', { login: 'alice', password: PASSWORD });
const signedIn = async () => {
  const answer = await desktop.ipc.call('session.state');
  return answer.ok && (answer.value as { signedIn: boolean }).signedIn;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'xinhang-real-'));
  company = await startCompany();
  company.app.server.on('request', (request) => sent.push(request.headers.authorization));
  await company.app.listen({ host: '127.0.0.1', port: 0 });
  address = `127.0.0.1:${(company.app.server.address() as AddressInfo).port}`;
  desktop = fakeElectron({ userData: dir });
  await startDesktop({
    electron: desktop.electron,
    log: fakeLog().log,
    platform: 'linux',
    argv: [],
    mainDir: dir,
    rendererDir: dir,
    browse: async () => [],
  });
  desktop.window.contents.emitter.emit('did-finish-load');
});
afterAll(async () => {
  await desktop?.ipc.call('server.forget');
  await company?.stop();
  rmSync(dir, { recursive: true, force: true });
});

test('a typed address is verified by the handshake', async () => {
  const chosen = await desktop.ipc.call('server.use', [{ address }]);
  expect(chosen).toMatchObject({ ok: true, value: { address: `http://${address}`, apiLevel: 1 } });
});

test('login gives the person to the page and the token to the main process alone', async () => {
  expect((await ask('/auth/me')).status).toBe(401);
  const answer = await login();
  expect(await answer.json()).toMatchObject({ me: { user: { login: 'alice' } }, token: null });
  expect(answer.headers.has('set-cookie')).toBe(false);
  expect(await (await ask('/auth/me')).json()).toMatchObject({ user: { login: 'alice' } });
  const token = sent.at(-1)!.replace('Bearer ', '');
  // The control: the server knows this token, and it was nowhere on the way to the page.
  expect((await company.call(token, 'GET', '/auth/me')).status).toBe(200);
  const shown = JSON.stringify([desktop.ipc.answers, desktop.window.contents.sent]);
  expect(shown).not.toContain(token);
});

test('a wrong password comes through as the server said it, and ends no session', async () => {
  const wrong = await post('/auth/login', { login: 'bob', password: 'not this one' });
  expect(wrong.ok).toBe(false);
  expect(await wrong.json()).toMatchObject({ code: 'login-failed' });
  expect(await signedIn()).toBe(true);
});

test('logout ends the session on both sides', async () => {
  const token = sent.findLast((one) => one !== undefined)!.replace('Bearer ', '');
  expect((await post('/auth/logout')).status).toBe(200);
  expect(await signedIn()).toBe(false);
  expect((await company.call(token, 'GET', '/auth/me')).json).toMatchObject({
    code: 'session-ended',
  });
});

test('a session that the server ended is dropped here, and the page is told', async () => {
  await login();
  company.clock.now += 9 * 3_600_000;
  expect(await (await ask('/auth/me')).json()).toMatchObject({ code: 'session-ended' });
  expect(await signedIn()).toBe(false);
  expect(desktop.window.contents.sent.map((one) => one.channel)).toEqual(['xinhang:session-ended']);
});
