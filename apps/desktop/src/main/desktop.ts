import { join } from 'node:path';
import { createAppProtocol } from './app-protocol.ts';
import { linkIn, routeOfLink } from './deep-link.ts';
import { createDeviceStore } from './device-store.ts';
import type { Announcement } from './discovery.ts';
import type { ElectronApi } from './electron-api.ts';
import { guardContents, guardSession } from './guards.ts';
import { createHandlers } from './handlers.ts';
import { CLIENT_LEVEL } from './handshake.ts';
import { registerChannels } from './ipc.ts';
import type { Log } from './log.ts';
import { openMainWindow, type MainWindow } from './main-window.ts';
import { createNotifier } from './notifications.ts';
import { appScheme, APP_SCHEME, LINK_SCHEME } from './origin.ts';
import { createProxy } from './proxy.ts';
import { createServerStore } from './server-store.ts';
import { createShell } from './shell.ts';
import { nativeStrings, systemLanguage } from './strings.ts';
import { createTokenStore } from './token-store.ts';

export const APP_ID = 'org.xinhang.desktop';

export interface DesktopDeps {
  electron: ElectronApi;
  log: Log;
  platform: NodeJS.Platform;
  argv: readonly string[];
  /** Directory with main.mjs, preload.cjs and icons. */
  mainDir: string;
  rendererDir: string;
  browse: () => Promise<Announcement[]>;
}

/**
 * Starts the desktop client; resolves when its window is open, with false for a second instance,
 * which hands its link to the first and ends.
 */
export async function startDesktop(deps: DesktopDeps): Promise<boolean> {
  const { electron, log, platform } = deps;
  const { app } = electron;
  // Everything up to whenReady must happen before the application is ready.
  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([appScheme]);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  let main: MainWindow | null = null;
  let pendingLink = linkIn(deps.argv);
  const openRoute = (route: string | null | undefined) => {
    main?.reveal();
    if (route) main?.send('navigate', { route });
  };
  const openLink = (link: string | null) => {
    const route = link === null ? null : routeOfLink(link);
    if (link !== null && route === null) log.warn('link-refused');
    if (main) openRoute(route);
    else pendingLink = link ?? pendingLink;
  };
  app.on('second-instance', (_event, argv) => openLink(linkIn(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    openLink(url);
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  app.on('activate', () => main?.reveal());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => main?.letClose());
  app.setAppUserModelId(APP_ID);
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  await app.whenReady();

  guardSession(electron.session(), log);
  const data = (name: string) => join(app.getPath('userData'), name);
  const keychain = { safeStorage: electron.safeStorage, platform, log };
  const devices = createDeviceStore({ ...keychain, file: data('device.json') });
  const servers = createServerStore(data('server.json'), log, (at) => devices.identityFor(at));
  const tokens = createTokenStore({ ...keychain, file: data('session.json') });
  // Connections show the key, so that it is read first.
  await devices.load();
  await Promise.all([servers.load(), tokens.load()]);

  const forward = createProxy({
    connection: () => servers.connection(),
    tokens,
    identity: { clientVersion: app.getVersion(), apiLevel: CLIENT_LEVEL },
    onSessionEnded: () => main?.send('session-ended', {}),
    log,
  });
  electron.protocol.handle(
    APP_SCHEME,
    createAppProtocol({ rendererDir: deps.rendererDir, forward, log }),
  );
  const shell = createShell({
    electron,
    platform,
    trayIconPath: join(deps.mainDir, 'icons', platform === 'win32' ? 'tray.ico' : 'tray.png'),
    language: systemLanguage(app.getPreferredSystemLanguages()),
    actions: {
      open: () => main?.reveal(),
      openNotices: () => openRoute('/notifications'),
      quit: () => app.quit(),
    },
    log,
  });
  const handlers = createHandlers({
    electron,
    platform,
    servers,
    devices,
    tokens,
    window: () => main!,
    browse: deps.browse,
    notify: createNotifier(electron, openRoute),
    language: () => shell.language(),
    setLanguage: (language) => shell.setLanguage(language),
    setWaiting: (count) => shell.setWaiting(count),
  });
  registerChannels(electron.ipcMain, handlers, log);
  main = await openMainWindow({
    electron,
    stateFile: data('window.json'),
    preloadPath: join(deps.mainDir, 'preload.cjs'),
    iconPath: join(deps.mainDir, 'icons', 'icon.png'),
    title: nativeStrings(shell.language()).name,
    log,
  });
  if (pendingLink !== null) openLink(pendingLink);
  return true;
}
