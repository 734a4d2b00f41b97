// The one suite that needs the binary. It says why where it cannot run.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeServer, CANARY, type FakeServer } from './fake-server.ts';

const root = join(import.meta.dirname, '..', '..');
const distribution = join(root, 'node_modules/electron/dist');
const binaries: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};
const binary = join(distribution, binaries[process.platform] ?? 'electron');
const screenless =
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

const missing = !existsSync(binary)
  ? 'the Electron binary is not here; where the internet is, run "npx install-electron"'
  : screenless
    ? 'there is no display; run under xvfb-run'
    : null;
if (missing) console.log(`Electron suite skipped: ${missing}.`);

test('the command that is named for getting the binary is one of Electron', () => {
  const path = join(root, 'node_modules/electron/package.json');
  const { bin } = JSON.parse(readFileSync(path, 'utf8')) as { bin: Record<string, string> };
  expect(Object.keys(bin)).toContain('install-electron');
});

function inTheRealElectron() {
  let dir: string;
  let server: FakeServer;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'xinhang-electron-'));
    const built = spawnSync(process.execPath, [join(root, 'build/desktop/build-desktop.mjs'), dir]);
    expect(built.status).toBe(0);
    const renderer = join(root, 'dist/renderer');
    if (existsSync(renderer)) cpSync(renderer, join(dir, 'renderer'), { recursive: true });
    else {
      mkdirSync(join(dir, 'renderer'));
      writeFileSync(join(dir, 'renderer/index.html'), '<title>x</title><p>__CSP_NONCE__</p>');
    }
    server = await startFakeServer();
    app = await _electron.launch({
      executablePath: binary,
      // As root (containers) Chromium's own sandbox cannot start.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        dir,
        `--user-data-dir=${dir}/data`,
      ],
    });
    page = await app.firstWindow();
    await page.waitForLoadState();
  });
  afterAll(async () => {
    await app?.close();
    await server?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('the live window has the preferences we declared', async () => {
    const live = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(live).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
  });

  test('a refusal crosses the bridge as data, and login keeps the token back', async () => {
    expect(await page.evaluate(() => location.origin)).toBe('app://xinhang');
    const refused = await page.evaluate(() =>
      window.xinhang!.server.use({ address: 5 } as never).catch((error: unknown) => error),
    );
    expect(refused).toMatchObject({ code: 'ipc-refused', channel: 'server.use' });
    const seen = await page.evaluate(async (address) => {
      await window.xinhang!.server.use({ address });
      const login = await fetch('/api/v1/auth/login', { method: 'POST', body: '{}' });
      const text = await login.text();
      const rows = await (await fetch('/api/v1/customers')).text();
      return { text, rows };
    }, server.address);
    expect(seen.rows).toContain('深圳华瑞');
    expect(seen.text).not.toContain(CANARY);
    expect(server.asked.at(-1)!.headers.authorization).toBe(`Bearer ${CANARY}`);
  });

  test('the page has no other network', async () => {
    const outcome = await page.evaluate(
      (address) =>
        fetch(`${address}/api/handshake`).then(
          () => 'reached',
          () => 'refused',
        ),
      server.address,
    );
    expect(outcome).toBe('refused');
  });
}

if (missing === null) describe('in the real Electron', inTheRealElectron);
