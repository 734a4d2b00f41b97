import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channelNames } from '../../apps/desktop/src/bridge/names.ts';
import { startDesktop } from '../../apps/desktop/src/main/desktop.ts';
import { fakeElectron, fakeLog, type FakeOptions } from './fake-electron.ts';
import { CANARY, goodHandshake, startFakeServer, type FakeServer } from './fake-server.ts';

let dir: string;
let server: FakeServer;
const { log, lines } = fakeLog();

async function start(options: Partial<FakeOptions> = {}, argv: string[] = []) {
  const fake = fakeElectron({ userData: join(dir, 'data'), ...options });
  const started = await startDesktop({
    electron: fake.electron,
    log,
    platform: 'linux',
    argv,
    mainDir: join(dir, 'desktop'),
    rendererDir: join(dir, 'renderer'),
    browse: async () => [],
  });
  fake.window.contents.emitter.emit('did-finish-load');
  return { ...fake, started };
}
type Started = Awaited<ReturnType<typeof start>>;

const fetchPage = ({ made }: Started, path: string, init?: RequestInit) =>
  made.protocol!(new Request(`app://xinhang${path}`, init));
const login = (app: Started) =>
  fetchPage(app, '/api/v1/auth/login', { method: 'POST', body: '{"login":"wang","password":"p"}' });
const use = (app: Started) => app.ipc.call('server.use', [{ address: server.address }]);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'xinhang-desktop-'));
  mkdirSync(join(dir, 'renderer'));
  writeFileSync(join(dir, 'renderer', 'index.html'), '<p>新航</p>');
  server = await startFakeServer();
  lines.length = 0;
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

describe('the program', () => {
  test('starts: sandbox and scheme before ready, then its page', async () => {
    const app = await start();
    expect(app.said).toEqual(['sandbox', 'id org.xinhang.desktop', 'scheme xinhang', 'ready']);
    expect(app.made.schemes).toMatchObject([{ scheme: 'app', privileges: { bypassCSP: false } }]);
    expect(app.window.calls).toEqual(['load app://xinhang/']);
    expect(await (await fetchPage(app, '/')).text()).toBe('<p>新航</p>');
  });

  test('every page and the session are guarded from the first moment', async () => {
    const { session, window } = await start();
    expect(window.contents.recorded.windowOpen!({ url: 'x' } as never)).toEqual({ action: 'deny' });
    expect(window.contents.emitter.listenerCount('will-navigate')).toBe(1);
    expect(Object.entries(session.set).filter(([, handler]) => handler === null)).toEqual([]);
  });

  test('a second instance ends; the first comes up with its link', async () => {
    const second = await start({ firstInstance: false });
    expect([second.started, second.said]).toEqual([false, ['sandbox', 'quit']]);
    const first = await start();
    first.appEvents.emit('second-instance', {}, ['xinhang', 'xinhang://customers/123']);
    expect(first.window.calls).toContain('focus');
    expect(first.window.contents.sent).toEqual([
      { channel: 'xinhang:navigate', payload: { route: '/customers/123' } },
    ]);
    first.appEvents.emit('second-instance', {}, ['xinhang', 'xinhang://customers/../x']);
    expect(first.window.contents.sent.length).toBe(1);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'link-refused' }));
  });

  test('a link that starts the program is opened once the page is there', async () => {
    const app = await start({}, ['xinhang', 'xinhang://deals/5']);
    expect(app.window.contents.sent).toMatchObject([{ payload: { route: '/deals/5' } }]);
  });

  test('closing hides in the tray and keeps the place; quitting closes', async () => {
    const app = await start();
    const close = () => {
      let prevented = false;
      app.window.emitter.emit('close', { preventDefault: () => (prevented = true) });
      return prevented;
    };
    expect([close(), app.window.calls.at(-1)]).toEqual([true, 'hide']);
    await expect
      .poll(() => readFileSync(join(dir, 'data', 'window.json'), 'utf8'))
      .toContain('"width":1000');
    app.appEvents.emit('before-quit');
    expect(close()).toBe(false);
  });

  test('a page that crashes is loaded again, but not for ever', async () => {
    const app = await start();
    const loads = () => app.window.calls.filter((call) => call.startsWith('load')).length;
    const crash = async () => {
      app.window.contents.emitter.emit('render-process-gone', {}, { reason: 'crashed' });
      await new Promise((done) => setImmediate(done));
      return loads();
    };
    expect([await crash(), await crash(), await crash(), await crash()]).toEqual([2, 3, 4, 4]);
    // What is sent meanwhile waits for the page.
    app.appEvents.emit('second-instance', {}, ['xinhang', 'xinhang://deals/5']);
    expect([loads(), app.window.contents.sent]).toEqual([5, []]);
    app.window.contents.emitter.emit('did-finish-load');
    expect(app.window.contents.sent).toMatchObject([{ payload: { route: '/deals/5' } }]);
    expect(lines.filter((line) => line.event === 'page-gone').length).toBe(4);
    app.appEvents.emit('before-quit');
    expect(await crash()).toBe(5);
  });

  test('tray and menu follow the language chosen in the screens', async () => {
    const app = await start();
    expect(JSON.stringify(app.menus)).toContain('打开新航');
    await app.ipc.call('app.language', [{ language: 'zh-TW' }]);
    expect(JSON.stringify(app.menus.slice(-2))).toContain('開啟新航');
    expect(await app.ipc.call('app.info')).toMatchObject({ value: { language: 'zh-TW' } });
    expect(JSON.stringify(app.menus)).not.toMatch(/toggleDevTools|reload/i);
  });

  test('a clicked notification opens its route; the same tag replaces', async () => {
    const app = await start();
    const show = { title: '待办', tag: 't', route: '/activities/3' };
    await app.ipc.call('notify.show', [show]);
    await app.ipc.call('notify.show', [{ ...show, route: '/activities/4' }]);
    expect(app.notes.map((note) => note.closed)).toEqual([true, false]);
    app.notes[1]!.emitter.emit('click');
    expect(app.window.contents.sent).toMatchObject([{ payload: { route: '/activities/4' } }]);
  });

  test('the tray says how many notifications wait, in the language of the screens', async () => {
    const app = await start();
    const last = () => JSON.stringify(app.menus.at(-1));
    expect(app.tray).toEqual({ toolTip: '新航', badge: 0 });
    await app.ipc.call('notify.waiting', [{ count: 3 }]);
    expect(app.tray).toEqual({ toolTip: '新航 · 3 条未读通知', badge: 3 });
    expect(last()).toContain('3 条未读通知');
    await app.ipc.call('app.language', [{ language: 'en' }]);
    expect(app.tray.toolTip).toBe('Xinhang · 3 unread notifications');
    await app.ipc.call('notify.waiting', [{ count: 0 }]);
    expect(app.tray).toEqual({ toolTip: 'Xinhang', badge: 0 });
    expect(last()).not.toContain('unread');
  });

  test('prints through the dialog, and a PDF where the person says', async () => {
    const app = await start();
    const { recorded } = app.window.contents;
    expect(await app.ipc.call('print.page', [{ pageSize: 'A5' }])).toMatchObject({ ok: true });
    expect(recorded.printed[0]).toMatchObject({ silent: false, pageSize: 'A5' });
    await app.ipc.call('print.page', [{ sizeMm: { width: 241, height: 140 } }]);
    expect(recorded.printed[1]).toMatchObject({
      pageSize: { width: 241_000, height: 140_000 },
      margins: { marginType: 'none' },
    });
    recorded.printAnswer = [false, 'Print job canceled'];
    expect(await app.ipc.call('print.page', [{}])).toMatchObject({ value: { printed: false } });
    recorded.printAnswer = [false, 'Invalid printer settings'];
    expect(await app.ipc.call('print.page', [{}])).toMatchObject({
      failure: { code: 'print-failed' },
    });
    const pdf = () => app.ipc.call('print.pdf', [{ fileName: '报价单' }]);
    expect(await pdf()).toMatchObject({ value: { saved: false } });
    app.made.savePath = join(dir, 'a.pdf');
    expect(await pdf()).toMatchObject({ value: { saved: true } });
    expect(readFileSync(app.made.savePath, 'utf8')).toContain('%PDF');
    app.made.savePath = join(dir, 'no', 'such', 'a.pdf');
    expect(await pdf()).toMatchObject({ failure: { code: 'print-failed' } });
  });
});

describe('server and session', () => {
  test('a server is chosen after its handshake, kept, and forgotten with the session', async () => {
    const app = await start();
    expect(await app.ipc.call('server.current')).toEqual({ ok: true, value: null });
    expect((await fetchPage(app, '/api/v1/customers')).status).toBe(503);
    expect(await use(app)).toMatchObject({ ok: true, value: { address: server.address } });
    await login(app);
    const again = await start();
    expect(await again.ipc.call('session.state')).toMatchObject({ value: { signedIn: true } });
    expect((await fetchPage(again, '/api/v1/customers')).status).toBe(200);
    await again.ipc.call('server.forget');
    expect(await again.ipc.call('session.state')).toMatchObject({ value: { signedIn: false } });
    expect(await again.ipc.call('update.check')).toMatchObject({
      failure: { code: 'server-not-chosen' },
    });
  });

  test('a server that cannot be used is not chosen', async () => {
    const app = await start();
    server.handshake.value = { ...goodHandshake, minClientLevel: 99 };
    expect(await use(app)).toMatchObject({ failure: { code: 'client-too-old' } });
    server.handshake.value = { ...goodHandshake, product: 'x' };
    expect(await use(app)).toMatchObject({ failure: { code: 'server-not-xinhang' } });
    const far = await app.ipc.call('server.use', [{ address: 'http://10.0.0.9' }]);
    expect(far).toMatchObject({ failure: { code: 'address-insecure' } });
    expect(await app.ipc.call('server.current')).toEqual({ ok: true, value: null });
  });

  test('another server does not inherit the session', async () => {
    const app = await start();
    await use(app);
    await login(app);
    const other = await startFakeServer();
    await app.ipc.call('server.use', [{ address: other.address }]);
    expect(await app.ipc.call('session.state')).toMatchObject({ value: { signedIn: false } });
    await other.close();
  });

  test('the token reaches the page by no way at all', async () => {
    const app = await start();
    await use(app);
    const seen: string[] = [];
    const look = async (answer: Response) =>
      void seen.push(JSON.stringify([...answer.headers]), await answer.text());
    await look(await login(app));
    for (const path of ['/api/v1/customers', '/api/v1/loose', '/api/v1/refused', '/']) {
      await look(await fetchPage(app, path));
    }
    const inputs: Record<string, unknown> = {
      'app.language': { language: 'en' },
      'server.use': { address: server.address },
      'server.register': { text: 'x', name: 'x' },
      'notify.show': { title: 'x' },
      'notify.waiting': { count: 1 },
      'print.page': {},
      'print.pdf': { fileName: 'x' },
    };
    const forgetLast = channelNames.toSorted((a) => (a === 'server.forget' ? 1 : -1));
    for (const name of forgetLast) await app.ipc.call(name, name in inputs ? [inputs[name]] : []);
    await use(app);
    await login(app);
    await look(await fetchPage(app, '/api/v1/ended'));
    seen.push(JSON.stringify(app.ipc.answers), JSON.stringify(app.window.contents.sent));
    seen.push(JSON.stringify(lines));
    expect(app.ipc.answers.length).toBe(channelNames.length + 2);
    // The control: the server did give the token, and the main process did use it.
    expect(server.asked.some((one) => one.headers.authorization === `Bearer ${CANARY}`)).toBe(true);
    expect(seen.filter((text) => text.includes(CANARY))).toEqual([]);
  });

  test('an ended session is told to the page', async () => {
    const app = await start();
    await use(app);
    await login(app);
    await fetchPage(app, '/api/v1/ended');
    expect(app.window.contents.sent).toEqual([{ channel: 'xinhang:session-ended', payload: {} }]);
  });
});
