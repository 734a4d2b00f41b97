// A desktop client registers at the office server itself, over a real socket.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from '@xinhang/shared/devices.ts';
import * as shared from '@xinhang/shared/devices.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDesktop } from '../../apps/desktop/src/main/desktop.ts';
import { enrolmentProof } from '../../apps/desktop/src/main/register.ts';
import { parseRegistration } from '../../apps/desktop/src/main/registration.ts';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';
import { fakeElectron, fakeLog } from './fake-electron.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let admin: string;
let dir: string;
let counter = 0;
beforeAll(async () => {
  company = await startCompany();
  // Certificates are judged by the clock of the machine.
  company.clock.now = Date.now();
  await company.app.listen({ host: '127.0.0.1', port: 0 });
  const order = { hosts: ['127.0.0.1'], port: 0, names: () => ['127.0.0.1', 'localhost'] };
  await company.app.tls.open(company.app, order);
  admin = await company.login('admin');
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'xinhang-register-'));
});
const opened: ReturnType<typeof fakeElectron>[] = [];
afterAll(async () => {
  for (const desktop of opened) await desktop.ipc.call('server.forget');
  await company.stop();
});

async function start(keychain = true) {
  const desktop = fakeElectron({ userData: dir, keychain });
  const { log, lines } = fakeLog();
  await startDesktop({
    electron: desktop.electron,
    log,
    platform: 'linux',
    argv: [],
    mainDir: dir,
    rendererDir: dir,
    browse: async () => [],
  });
  desktop.window.contents.emitter.emit('did-finish-load');
  opened.push(desktop);
  const ask = (path: string, body?: object) =>
    desktop.made.protocol!(
      new Request(`app://xinhang/api/v1${path}`, {
        ...(body && {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': `register-${(counter += 1)}`,
          },
          body: JSON.stringify(body),
        }),
      }),
    );
  return { ...desktop, ask, lines };
}

async function line(): Promise<string> {
  const { json } = await company.call(admin, 'POST', '/devices/codes', {});
  return (json as { texts: string[] }).texts[0]!;
}
const devices = async () =>
  ((await company.call(admin, 'GET', '/devices')).json as { rows: Device[] }).rows;
const failure = (code: string) => ({ ok: false, failure: expect.objectContaining({ code }) });

test('both sides mean the same proof', () => {
  expect(enrolmentProof('1-A', '电脑')).toBe(shared.enrolmentProof('1-A', '电脑'));
});

describe('the line', () => {
  const good = '192.168.1.20:7843/7-ABCDEFGHIJ/0123456789ABCDEF0123456789ABCDEF';
  test('is read as it was typed or pasted', () => {
    const expected = {
      address: 'https://192.168.1.20:7843',
      code: '7-ABCDEFGHIJ',
      authority: '0123456789ABCDEF0123456789ABCDEF',
    };
    expect(parseRegistration(good)).toEqual(expected);
    expect(parseRegistration(`  ${good.toLowerCase().replace('/', ' /\n')} `)).toEqual(expected);
    expect(parseRegistration(good.replace('192.168.1.20', '[fd00::2]')).address).toBe(
      'https://[fd00::2]:7843',
    );
  });

  test.each([
    '',
    '192.168.1.20:7843',
    good.slice(0, -1),
    good.replace('7-', ''),
    good.replace('ABCDEFGHIJ', 'ABCDEFGH10'),
    `${good}/more`,
  ])('%j is none', (text) => {
    expect(() => parseRegistration(text)).toThrow(
      expect.objectContaining({ code: 'registration-invalid' }),
    );
  });
});

describe('a computer', () => {
  test('asks, is approved, and is the same after a restart; revoked, it is out', async () => {
    const desktop = await start();
    const chosen = await desktop.ipc.call('server.register', [
      { text: await line(), name: '前台' },
    ]);
    const port = company.app.tls.port;
    expect(chosen).toMatchObject({ ok: true, value: { address: `https://127.0.0.1:${port}` } });
    const [asked] = await devices();
    expect(asked).toMatchObject({ name: '前台', state: 'pending', kind: 'desktop' });
    const state = async (from = desktop) => (await from.ask('/devices/current')).json();
    expect(await state()).toMatchObject({ state: 'pending', name: '前台' });

    const path = `/devices/${asked!.id}`;
    const approved = { version: 1, userId: null };
    expect((await company.call(admin, 'POST', `${path}/approve`, approved)).status).toBe(200);
    const again = await start();
    expect(await state(again)).toMatchObject({ state: 'approved' });
    const login = { login: 'alice', password: PASSWORD };
    expect((await again.ask('/auth/login', login)).status).toBe(200);
    expect((await again.ask('/auth/me')).status).toBe(200);
    const bound = await company.db.read
      .selectFrom('session')
      .select('device_id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(bound.device_id).toBe(asked!.id);

    // The private key lies nowhere in the clear.
    const kept = readdirSync(dir, { withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(dir, file.name), 'utf8'));
    expect(kept.join('')).toContain('BEGIN CERTIFICATE');
    expect(kept.join('')).not.toContain('PRIVATE KEY');

    expect((await company.call(admin, 'POST', `${path}/revoke`, { version: 2 })).status).toBe(200);
    expect((await again.ask('/auth/me')).status).toBe(401);
    const refused = await again.ask('/auth/login', login);
    expect(await refused.json()).toMatchObject({ code: 'device-revoked' });
  });

  test('does not talk to a server of another authority, and keeps its code for the right one', async () => {
    const text = await line();
    const other = text.replace(/[0-9A-F]{32}$/, 'F'.repeat(32));
    const desktop = await start();
    const call = (typed: string) =>
      desktop.ipc.call('server.register', [{ text: typed, name: '谨慎的电脑' }]);
    expect(await call(other)).toEqual(failure('server-untrusted'));
    expect(await desktop.ipc.call('server.current')).toMatchObject({ value: null });
    expect(await call(text)).toMatchObject({ ok: true });
    // Used once, it is used up; what the computer has stays.
    expect(await call(text)).toEqual(failure('registration-refused'));
    expect(await (await desktop.ask('/devices/current')).json()).toMatchObject({
      name: '谨慎的电脑',
    });
  });

  test('says what is wrong with a line, and when nobody answers', async () => {
    const desktop = await start();
    const call = (text: string) => desktop.ipc.call('server.register', [{ text, name: 'x' }]);
    expect(await call('192.168.1.20')).toEqual(failure('registration-invalid'));
    const nobody = `127.0.0.1:1/1-ABCDEFGHIJ/${'0'.repeat(32)}`;
    expect(await call(nobody)).toEqual(failure('server-unreachable'));
  });

  test('without a keychain nothing is asked, because the key would lie open', async () => {
    const before = (await devices()).length;
    const desktop = await start(false);
    const call = desktop.ipc.call('server.register', [{ text: await line(), name: 'x' }]);
    expect(await call).toEqual(failure('keychain-missing'));
    expect((await devices()).length).toBe(before);
  });

  test('whose key cannot be read any more is a stranger, and may register anew', async () => {
    const first = await start();
    await first.ipc.call('server.register', [{ text: await line(), name: '旧钥匙' }]);
    const locked = await start(false);
    expect(await (await locked.ask('/devices/current')).json()).toMatchObject({ state: 'none' });
    expect(locked.lines.some(({ event }) => event === 'device-key-unreadable')).toBe(true);
    const later = await start();
    expect(await (await later.ask('/devices/current')).json()).toMatchObject({ name: '旧钥匙' });
    rmSync(join(dir, 'device.json'));
    const anew = await start();
    expect(await (await anew.ask('/devices/current')).json()).toMatchObject({ state: 'none' });
    const again = await anew.ipc.call('server.register', [{ text: await line(), name: '新钥匙' }]);
    expect(again).toMatchObject({ ok: true });
    expect(await (await anew.ask('/devices/current')).json()).toMatchObject({ name: '新钥匙' });
  });
});
