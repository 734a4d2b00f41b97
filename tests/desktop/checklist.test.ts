// Electron's security checklist as far as data and handlers can show it; what is left needs the
// binary and is in tests/desktop/electron.test.ts. The numbers are the checklist's.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { packFuses as fuses, packConfig as config } from './pack-config.ts';
import { guardContents, guardSession } from '../../apps/desktop/src/main/guards.ts';
import { appScheme } from '../../apps/desktop/src/main/origin.ts';
import { webPreferences, windowOptions } from '../../apps/desktop/src/main/window-options.ts';
import { fakeContents, fakeLog, fakeSession } from './fake-electron.ts';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'apps/desktop/src');
const filesIn = (folder: string) =>
  readdirSync(join(source, folder)).map((name) => readFileSync(join(source, folder, name), 'utf8'));
const preferences = webPreferences('/preload.cjs', true);

describe('window preferences', () => {
  test.each([
    ['2 nodeIntegration', 'nodeIntegration', false],
    ['2 nodeIntegrationInWorker', 'nodeIntegrationInWorker', false],
    ['2 nodeIntegrationInSubFrames', 'nodeIntegrationInSubFrames', false],
    ['3 contextIsolation', 'contextIsolation', true],
    ['4 sandbox', 'sandbox', true],
    ['6 webSecurity', 'webSecurity', true],
    ['8 allowRunningInsecureContent', 'allowRunningInsecureContent', false],
    ['9 experimentalFeatures', 'experimentalFeatures', false],
    ['10 enableBlinkFeatures', 'enableBlinkFeatures', ''],
    ['12 webviewTag', 'webviewTag', false],
    ['spellcheck asks the internet for dictionaries', 'spellcheck', false],
    ['dropped files do not navigate', 'navigateOnDragDrop', false],
    ['no developer tools once packed', 'devTools', false],
  ] as const)('%s', (_name, key, value) => expect(preferences[key]).toBe(value));

  test('are those of the window that is opened', () => {
    const options = windowOptions({
      preloadPath: '/preload.cjs',
      iconPath: '/i.png',
      packaged: true,
      title: 'x',
      place: { width: 1, height: 1, maximized: false },
    });
    expect(options.webPreferences).toEqual(preferences);
    expect(webPreferences('/p', false).devTools).toBe(true);
  });
});

describe('1, 18: only local content, from a scheme of its own', () => {
  test('the scheme is standard and secure, without any exception', () => {
    expect(appScheme.privileges).toEqual({
      standard: true,
      secure: true,
      supportFetchAPI: true,
      stream: true,
      bypassCSP: false,
      corsEnabled: false,
      allowServiceWorkers: false,
      allowExtensions: false,
    });
  });

  test('nothing of the main process loads a file or an address into a window', () => {
    const calls = filesIn('main')
      .join('\n')
      .match(/\.load(?:URL|File)\([^)]*\)/g);
    expect(calls).toEqual(['.loadURL(APP_PAGE)']);
  });
});

describe('5: permissions', () => {
  const { api, set } = fakeSession();
  const { log, lines } = fakeLog();
  guardSession(api, log);
  const ask = (permission: string, requestingUrl: string) => {
    let granted: boolean | null = null;
    const decide = (answer: boolean) => void (granted = answer);
    set.request!({} as never, permission as never, decide, { requestingUrl } as never);
    const checked = set.check!(null, permission as never, requestingUrl, {} as never);
    return [granted, checked];
  };
  const others = ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read'].concat(
    ['display-capture', 'usb', 'serial', 'hid', 'fileSystem', 'midi', 'fullscreen', 'unknown'],
  );
  test.each(others)('%s is denied', (permission) => {
    expect(ask(permission, 'app://xinhang/')).toEqual([false, false]);
    expect(lines.at(-1)).toMatchObject({ event: 'permission-denied' });
  });
  test('copying text is allowed, to the own page alone', () => {
    expect(ask('clipboard-sanitized-write', 'app://xinhang/')).toEqual([true, true]);
    expect(ask('clipboard-sanitized-write', 'app://xinhang.evil/')).toEqual([false, false]);
    expect(ask('clipboard-sanitized-write', 'https://evil.example/')).toEqual([false, false]);
  });
  test('devices and screens are denied', () => {
    expect(set.device!({} as never)).toBe(false);
    let streams: unknown = 'unasked';
    set.media!({} as never, (answer) => void (streams = answer));
    expect(streams).toBeNull();
  });

  test('the page has no network of its own', () => {
    const cancelled = (url: string) => {
      let answer: boolean | undefined;
      set.before!({ url, resourceType: 'xhr' } as never, (r) => void (answer = r.cancel));
      return answer;
    };
    const out = ['https://a', 'http://127.0.0.1', 'ws://a', 'wss://a', 'ftp://a', 'file:///etc'];
    expect(out.map(cancelled)).toEqual(out.map(() => true));
    const own = ['app://xinhang/', 'blob:app://xinhang/1', 'data:,', 'devtools://devtools/'];
    expect(own.map(cancelled)).toEqual(own.map(() => false));
  });

  test('a download comes from the own page', () => {
    const prevented = (url: string) => {
      const { api: session, emitter } = fakeSession();
      guardSession(session, log);
      let done = false;
      const event = { preventDefault: () => void (done = true) };
      emitter.emit('will-download', event, { getURL: () => url });
      return done;
    };
    expect(prevented('app://xinhang/api/v1/files/1')).toBe(false);
    expect(prevented('blob:app://xinhang/1-2')).toBe(false);
    expect(prevented('https://evil.example/x.exe')).toBe(true);
    expect(prevented('data:text/html,x')).toBe(true);
  });
});

describe('11, 13, 14: webviews, navigation, windows', () => {
  const { api, emitter, recorded } = fakeContents();
  const { log } = fakeLog();
  guardContents(api, log);
  const prevented = (event: string, url: string) => {
    let done = false;
    emitter.emit(event, { url, preventDefault: () => (done = true) });
    return done;
  };
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s', (event) => {
    for (const url of ['https://evil.example', 'app://xinhang/api/v1/files/1', 'app://evil/']) {
      expect(prevented(event, url), url).toBe(true);
    }
    for (const url of ['file:///etc/passwd', 'javascript:1', 'data:text/html,x', 'about:blank']) {
      expect(prevented(event, url), url).toBe(true);
    }
    expect(prevented(event, 'app://xinhang/')).toBe(false);
    expect(prevented(event, 'app://xinhang/#/customers/1')).toBe(false);
  });
  test('no webview, no new window, no packets past the filter', () => {
    expect(prevented('will-attach-webview', 'app://xinhang/')).toBe(true);
    expect(recorded.windowOpen!({ url: 'app://xinhang/' } as never)).toEqual({ action: 'deny' });
    expect(recorded.webRtc).toBe('disable_non_proxied_udp');
  });
});

describe('15, 17, 20: what the code never does', () => {
  test('no openExternal, no remote module, no raw electron over the bridge', () => {
    const all = [...filesIn('main'), ...filesIn('preload')].join('\n');
    expect(all).not.toMatch(/openExternal|@electron\/remote|executeJavaScript|ipcMain\.on\b/);
    const exposed = filesIn('preload')
      .join('\n')
      .match(/exposeInMainWorld\([^)]*\)/g);
    expect(exposed).toEqual(["exposeInMainWorld('xinhang', buildBridge(ipcRenderer)"]);
  });
  test('17: each listener checks its sender: only ipc.ts and the entry name ipcMain', () => {
    const naming = readdirSync(join(source, 'main')).filter((name) =>
      /\bipcMain\b/.test(readFileSync(join(source, 'main', name), 'utf8')),
    );
    expect(naming.toSorted()).toEqual(['desktop.ts', 'electron-api.ts', 'ipc.ts', 'main.ts']);
  });
});

describe('16, 19: the binary', () => {
  test('the Electron that is packed is the one that is locked', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(config.electronVersion).toBe(devDependencies.electron);
    expect(devDependencies.electron).toMatch(/^45\.\d+\.\d+$/);
  });

  test('every fuse is set, and set tight', () => {
    expect(config.electronFuses).toBe(fuses);
    expect(fuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    // electron-builder 26 knows the first eight; this line fails when Electron adds another.
    const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
    const set = Object.keys(fuses).map((name) => name.toLowerCase());
    expect(known.filter((name) => !set.includes(name.toLowerCase()))).toEqual(['WasmTrapHandlers']);
  });

  test('installers for the three systems, with the scheme and an archive', () => {
    expect(config.asar).toBe(true);
    expect(config.protocols).toEqual([{ name: 'Xinhang', schemes: ['xinhang'] }]);
    expect(config.win.target[0]!.target).toBe('nsis');
    expect(config.mac.target[0]!.target).toBe('dmg');
    expect(config.linux.target).toEqual(['AppImage', 'deb']);
  });
});
