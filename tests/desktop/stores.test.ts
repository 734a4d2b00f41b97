import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServerStore } from '../../apps/desktop/src/main/server-store.ts';
import { createTokenStore } from '../../apps/desktop/src/main/token-store.ts';
import { placeOn, type WindowState } from '../../apps/desktop/src/main/window-state.ts';
import { fakeLog, fakeSafeStorage } from './fake-electron.ts';

let dir: string;
beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'xinhang-stores-'))));
afterEach(() => rm(dir, { recursive: true }));

function tokenStore(options?: Parameters<typeof fakeSafeStorage>[0]) {
  const { log, lines } = fakeLog();
  const file = join(dir, 'session.json');
  const safeStorage = fakeSafeStorage(options);
  return { file, lines, store: createTokenStore({ file, safeStorage, platform: 'linux', log }) };
}

describe('the kept session', () => {
  test('survives a restart, sealed', async () => {
    const before = tokenStore();
    await before.store.load();
    await before.store.keep('https://a', 'token-1');
    expect(await readFile(before.file, 'utf8')).not.toContain('token-1');
    const after = tokenStore();
    await after.store.load();
    expect(after.store.tokenFor('https://a')).toBe('token-1');
    expect(after.store.tokenFor('https://b')).toBeNull();
    expect(after.store.state()).toEqual({ signedIn: true, storage: 'keychain', lost: false });
  });

  test.each([
    ['no keychain', { available: false }],
    ['a keychain that only pretends', { backend: 'basic_text' }],
  ])('stays in memory with %s', async (_name, options) => {
    const { store } = tokenStore(options);
    await store.load();
    await store.keep('https://a', 'token-1');
    expect(store.tokenFor('https://a')).toBe('token-1');
    expect(store.state().storage).toBe('memory');
    expect(await readdir(dir)).toEqual([]);
  });

  test('that cannot be read is said to be lost, and a new login mends it', async () => {
    const { store, file, lines } = tokenStore();
    const sealed = Buffer.from('other person').toString('base64');
    await writeFile(file, JSON.stringify({ origin: 'https://a', sealed }));
    await store.load();
    expect(store.state()).toEqual({ signedIn: false, storage: 'keychain', lost: true });
    expect(lines).toMatchObject([{ event: 'session-unreadable' }]);
    await store.keep('https://a', 'token-2');
    expect(store.state().lost).toBe(false);
  });

  test('a logout right after a login wins', async () => {
    const { store } = tokenStore();
    await store.load();
    const login = store.keep('https://a', 'token-1');
    await store.clear();
    await login;
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('the chosen server', () => {
  const chosen = {
    address: 'http://127.0.0.1:9',
    serverVersion: '1.0.0',
    apiLevel: 1,
    pin: null,
  };
  test('survives a restart and can be forgotten', async () => {
    const file = join(dir, 'server.json');
    const before = createServerStore(file, fakeLog().log, () => null);
    await before.choose(chosen);
    const after = createServerStore(file, fakeLog().log, () => null);
    await after.load();
    expect(after.current()).toEqual(chosen);
    expect(after.connection()?.origin).toBe('http://127.0.0.1:9');
    await after.forget();
    expect([after.current(), after.connection(), await readdir(dir)]).toEqual([null, null, []]);
  });

  test.each([
    ['torn', '{"address":'],
    ['of another form', '{"address":7}'],
    ['to http on another machine', JSON.stringify({ ...chosen, address: 'http://10.0.0.9' })],
  ])('a stored server that is %s is not used and reported', async (_name, content) => {
    const file = join(dir, 'server.json');
    await writeFile(file, content);
    const { log, lines } = fakeLog();
    const store = createServerStore(file, log, () => null);
    await store.load();
    expect([store.current(), lines.length]).toEqual([null, 1]);
  });
});

describe('the place of the window', () => {
  const state: WindowState = { x: 100, y: 50, width: 1200, height: 800, maximized: true };
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  test('is kept where its title bar can be reached', () => {
    expect(placeOn(state, [screen])).toEqual(state);
    expect(placeOn({ ...state, x: 2000 }, [screen, { ...screen, x: 1920 }])).toMatchObject({
      x: 2000,
    });
  });
  test.each([
    ['on a screen that is gone', { x: 2500, y: 50 }],
    ['above the screen', { x: 100, y: -300 }],
    ['below the screen', { x: 100, y: 1030 }],
    ['almost off to the left', { x: -1150, y: 50 }],
  ])('is given up %s', (_name, at) => {
    const place = placeOn({ ...state, ...at }, [screen]);
    expect([place.x, place.y, place.width]).toEqual([undefined, undefined, 1200]);
  });
  test('a window wider than every screen gets the usual size', () => {
    expect(placeOn({ ...state, x: 9000, width: 5000 }, [screen]).width).toBe(1280);
  });
});
