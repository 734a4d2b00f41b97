// The entry of the main process: hands the real Electron to the part that tests run on a fake.
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  safeStorage,
  screen,
  session,
  Tray,
} from 'electron';
import { startDesktop } from './desktop.ts';
import { browse } from './discovery.ts';
import type { ElectronApi } from './electron-api.ts';
import { fileLog, reasonOf } from './log.ts';

const DISCOVERY_MS = 2_500;

const electron: ElectronApi = {
  app,
  ipcMain,
  protocol,
  safeStorage,
  // Not to be touched before the application is ready, so they are looked up when used.
  screen: { getAllDisplays: () => screen.getAllDisplays() },
  dialog,
  session: () => session.defaultSession,
  createWindow: (options) => new BrowserWindow(options),
  createTray: (iconPath) => new Tray(iconPath),
  createNotification: (options) => (Notification.isSupported() ? new Notification(options) : null),
  buildMenu: (template) => Menu.buildFromTemplate(template),
  setApplicationMenu: (menu) => Menu.setApplicationMenu(menu),
};

const log = fileLog(join(app.getPath('userData'), 'logs', 'main.log'), !app.isPackaged);
const mainDir = import.meta.dirname;

process.on('uncaughtException', (error) => log.error('uncaught', { reason: reasonOf(error) }));
process.on('unhandledRejection', (error) => log.error('unhandled', { reason: reasonOf(error) }));

// Not awaited: Electron reports ready only after this module has been evaluated.
startDesktop({
  electron,
  log,
  platform: process.platform,
  argv: process.argv,
  mainDir,
  rendererDir: join(mainDir, '..', 'renderer'),
  browse: () => browse(DISCOVERY_MS, log),
}).catch((error: unknown) => {
  log.error('start-failed', { reason: reasonOf(error) });
  dialog.showErrorBox('新航 · Xinhang', reasonOf(error));
  app.quit();
});
