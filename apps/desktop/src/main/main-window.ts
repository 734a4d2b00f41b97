import type { EventPayload } from '../bridge/contract.ts';
import { wireName, type EventName } from '../bridge/names.ts';
import type { ElectronApi, WindowApi } from './electron-api.ts';
import { reasonOf, type Log } from './log.ts';
import { APP_PAGE } from './origin.ts';
import { windowOptions } from './window-options.ts';
import { readPlace, savePlace } from './window-state.ts';

export interface MainWindow {
  readonly window: WindowApi;
  /** Brings the window to the front, out of the tray or the task bar. */
  reveal(): void;
  /** Sends an event to the page; before the page is there it waits. */
  send<K extends EventName>(event: K, payload: EventPayload<K>): void;
  /** From now on closing the window closes it, instead of hiding it in the tray. */
  letClose(): void;
}

export interface MainWindowDeps {
  electron: ElectronApi;
  stateFile: string;
  preloadPath: string;
  iconPath: string;
  title: string;
  log: Log;
}

/** Reloads after crashes in a row, before the page waits for the person to open the window. */
const MAX_RELOADS = 3;

/** Opens the one window of the application on its own page. */
export async function openMainWindow(deps: MainWindowDeps): Promise<MainWindow> {
  const { electron, log } = deps;
  const place = await readPlace(deps.stateFile, electron.screen, log);
  const packaged = electron.app.isPackaged;
  const window = electron.createWindow(windowOptions({ ...deps, packaged, place }));
  let closing = false;
  let loaded = false;
  const waiting: (() => void)[] = [];

  const save = () => {
    savePlace(deps.stateFile, window).catch((error: unknown) =>
      log.warn('window-state-not-saved', { reason: reasonOf(error) }),
    );
  };
  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize();
    window.show();
  });
  window.on('close', (event) => {
    save();
    if (closing) return;
    event.preventDefault();
    window.hide();
  });
  window.webContents.on('did-finish-load', () => {
    loaded = true;
    for (const deliver of waiting.splice(0)) deliver();
  });
  const load = () =>
    void window
      .loadURL(APP_PAGE)
      .catch((error: unknown) => log.error('page-not-loaded', { reason: reasonOf(error) }));
  let gone = false;
  let reloads = 0;
  const loadAgain = () => {
    gone = false;
    load();
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error('page-gone', { reason });
    loaded = false;
    if (closing) return;
    gone = true;
    reloads += 1;
    // Not from within the event, where the old page is still being taken down.
    if (reloads <= MAX_RELOADS) setImmediate(loadAgain);
  });
  load();

  return {
    window,
    reveal() {
      reloads = 0;
      if (gone) loadAgain();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    send(event, payload) {
      const deliver = () => window.webContents.send(wireName(event), payload);
      if (loaded) deliver();
      else waiting.push(deliver);
    },
    letClose: () => void (closing = true),
  };
}
