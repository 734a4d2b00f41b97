import { describe, expect, test } from 'vitest';
import { channels } from '../../apps/desktop/src/bridge/contract.ts';
import {
  isBridgeFailure,
  type BridgeAnswer,
  type BridgeFailure,
} from '../../apps/desktop/src/bridge/failure.ts';
import { channelNames, wireName, type ChannelName } from '../../apps/desktop/src/bridge/names.ts';
import { BridgeError } from '../../apps/desktop/src/main/bridge-error.ts';
import type { SenderFrame } from '../../apps/desktop/src/main/electron-api.ts';
import { registerChannels, type ChannelHandlers } from '../../apps/desktop/src/main/ipc.ts';
import { buildBridge } from '../../apps/desktop/src/preload/build-bridge.ts';
import { fakeIpc, fakeLog } from './fake-electron.ts';

const good: Record<ChannelName, { input: unknown; output: unknown }> = {
  'app.info': {
    input: undefined,
    output: { version: '1', apiLevel: 1, platform: 'linux', packaged: true, language: 'en' },
  },
  'app.language': { input: { language: 'zh-TW' }, output: undefined },
  'server.current': { input: undefined, output: null },
  'server.discover': { input: undefined, output: [] },
  'server.use': {
    input: { address: '127.0.0.1:1' },
    output: { address: 'a', serverVersion: '1', apiLevel: 1 },
  },
  'server.register': {
    input: { text: '10.0.0.1:7843/1-ABCDEFGHIJ/0', name: '电脑' },
    output: { address: 'a', serverVersion: '1', apiLevel: 1 },
  },
  'server.forget': { input: undefined, output: undefined },
  'session.state': {
    input: undefined,
    output: { signedIn: false, storage: 'memory', lost: false },
  },
  'notify.show': { input: { title: '新任务', route: '/customers/7' }, output: { shown: true } },
  'notify.waiting': { input: { count: 3 }, output: undefined },
  'print.page': { input: {}, output: { printed: true } },
  'print.pdf': { input: { fileName: '报价单' }, output: { saved: true } },
  'update.check': {
    input: undefined,
    output: { state: 'none', clientVersion: '1', serverVersion: '1' },
  },
};

const bad: Record<ChannelName, unknown[]> = {
  'app.info': [{}, 'x'],
  'app.language': [undefined, { language: 'fr' }, { language: 'en', more: 1 }],
  'server.current': [1],
  'server.discover': [{ timeoutMs: 1 }],
  'server.use': [undefined, {}, { address: 1 }, { address: '' }, { address: 'a'.repeat(301) }],
  'server.register': [
    undefined,
    { text: 'x' },
    { text: '', name: 'x' },
    { text: 'x', name: ' ' },
    { text: 'x', name: 'x'.repeat(61) },
    { text: 'x', name: 'x', code: 'y' },
  ],
  'server.forget': ['now'],
  'session.state': [null],
  'notify.show': [
    { title: '' },
    { title: 'a\u0000b' },
    { title: 'a', route: 'https://evil.example' },
    { title: 'a', route: '/customers/../settings' },
    { title: 'a', icon: 'file:///etc/passwd' },
  ],
  'notify.waiting': [undefined, {}, { count: -1 }, { count: 1.5 }, { count: '3' }],
  'print.page': [
    undefined,
    { silent: true },
    { pageSize: 'A0' },
    { sizeMm: { width: 9, height: 9 } },
    { deviceName: 'x' },
  ],
  'print.pdf': [{}, { fileName: '' }, { fileName: 'a', path: '/etc' }],
  'update.check': [[]],
};

function registered(change: Partial<ChannelHandlers> = {}) {
  const ipc = fakeIpc();
  const { log, lines } = fakeLog();
  const ran: string[] = [];
  const handlers = Object.fromEntries(
    channelNames.map((name) => [
      name,
      () => {
        ran.push(name);
        return good[name].output;
      },
    ]),
  ) as unknown as ChannelHandlers;
  registerChannels(ipc.api, { ...handlers, ...change }, log);
  return { ...ipc, lines, ran };
}

describe('the bridge', () => {
  test('has at most fifteen methods, all registered, and nothing else listens', () => {
    const { handlers } = registered();
    expect(channelNames.length).toBeLessThanOrEqual(15);
    expect(Object.keys(channels).toSorted()).toEqual(channelNames.toSorted());
    expect([...handlers.keys()].toSorted()).toEqual(channelNames.map(wireName).toSorted());
  });

  test.each(channelNames)('%s answers good input', async (name) => {
    const { call, lines } = registered();
    const { input, output } = good[name];
    expect(await call(name, input === undefined ? [] : [input])).toEqual({
      ok: true,
      value: output,
    });
    expect(lines).toEqual([]);
  });

  test.each(channelNames)('%s refuses bad input, says so, and logs it', async (name) => {
    for (const input of bad[name]) {
      const { call, lines, ran } = registered();
      const answer = await call(name, [input]);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'ipc-refused', channel: name } });
      expect(!answer.ok && answer.failure.issues.length).toBeGreaterThan(0);
      expect(ran, JSON.stringify(input)).toEqual([]);
      expect(lines).toMatchObject([
        { level: 'warn', event: 'ipc-refused', data: { channel: name } },
      ]);
    }
  });

  test('refuses a second argument', async () => {
    const { call, ran } = registered();
    const answer = await call('server.use', [{ address: 'a' }, { force: true }]);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'ipc-refused' } });
    expect(ran).toEqual([]);
  });

  const strangers: [string, SenderFrame | null][] = [
    ['another origin', { origin: 'https://evil.example', parent: null }],
    ['a longer host', { origin: 'app://xinhang.evil', parent: null }],
    ['an opaque origin', { origin: 'null', parent: null }],
    ['a frame inside the page', { origin: 'app://xinhang', parent: {} as SenderFrame['parent'] }],
    ['a frame that is gone', null],
    [
      'a frame disposed on the way',
      {
        parent: null,
        get origin(): string {
          throw new Error('Render frame was disposed before WebFrameMain could be accessed');
        },
      },
    ],
  ];
  test.each(strangers)('refuses %s on every channel', async (_name, frame) => {
    for (const name of channelNames) {
      const { call, lines, ran } = registered();
      const answer = await call(name, [good[name].input], frame);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'ipc-origin-refused' } });
      expect(ran).toEqual([]);
      expect(lines).toMatchObject([{ event: 'ipc-origin-refused' }]);
    }
  });

  test('an answer outside the contract does not leave, an undeclared field is dropped', async () => {
    const wrong = registered({ 'session.state': () => ({ signedIn: 'yes' }) as never });
    expect(await wrong.call('session.state')).toMatchObject({
      ok: false,
      failure: { code: 'ipc-answer-refused' },
    });
    const more = registered({
      'session.state': () =>
        ({ signedIn: true, storage: 'memory', lost: false, token: 'x' }) as never,
    });
    expect(JSON.stringify(await more.call('session.state'))).not.toContain('token');
  });

  test('an expected failure keeps its code, an unexpected one tells nothing', async () => {
    const expected = registered({
      'server.use': () => {
        throw new BridgeError('client-too-old', { minClientLevel: 9 });
      },
    });
    expect(await expected.call('server.use', [{ address: 'a' }])).toMatchObject({
      ok: false,
      failure: { code: 'client-too-old', params: { minClientLevel: 9 } },
    });
    const sudden = registered({
      'server.forget': () => {
        throw new Error('/home/secret/path');
      },
    });
    const answer = await sudden.call('server.forget');
    expect(answer).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('the preload', () => {
  function bridged(answer: BridgeAnswer) {
    const listeners = new Map<string, (event: unknown, payload: unknown) => void>();
    const asked: unknown[][] = [];
    const bridge = buildBridge({
      invoke: async (...args) => {
        asked.push(args);
        return answer;
      },
      on: (channel, listener) => listeners.set(channel, listener),
    }) as unknown as NonNullable<Window['xinhang']>;
    return { bridge, listeners, asked };
  }

  test('builds each method of the contract and nothing more', async () => {
    const { bridge, asked } = bridged({ ok: true, value: null });
    const methods = Object.entries(bridge)
      .filter(([, group]) => typeof group === 'object')
      .flatMap(([group, verbs]) => Object.keys(verbs).map((verb) => `${group}.${verb}`));
    expect(methods.toSorted()).toEqual(channelNames.toSorted());
    expect(Object.keys(bridge)).not.toContain('ipcRenderer');
    expect(await bridge.server.current()).toBeNull();
    expect(asked).toEqual([['xinhang:server.current']]);
  });

  test('rejects with the failure as plain data', async () => {
    const failure: BridgeFailure = {
      code: 'ipc-refused',
      channel: 'server.use',
      issues: [],
      params: {},
    };
    const { bridge } = bridged({ ok: false, failure });
    const thrown: unknown = await bridge.server
      .use({ address: 'x' })
      .catch((error: unknown) => error);
    expect(isBridgeFailure(thrown)).toBe(true);
    expect(thrown).toEqual(failure);
  });

  test('keeps an early event until somebody listens, and stops when told', () => {
    const { bridge, listeners } = bridged({ ok: true, value: null });
    const got: unknown[] = [];
    listeners.get('xinhang:navigate')!({}, { route: '/deals/1' });
    const stop = bridge.on('navigate', (payload) => got.push(payload));
    listeners.get('xinhang:navigate')!({}, { route: '/deals/2' });
    stop();
    listeners.get('xinhang:navigate')!({}, { route: '/deals/3' });
    expect(got).toEqual([{ route: '/deals/1' }, { route: '/deals/2' }]);
    expect(() => bridge.on('anything' as never, () => {})).toThrow();
  });
});
