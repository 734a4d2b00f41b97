import type { ElectronApi, TrayApi } from './electron-api.ts';
import { reasonOf, type Log } from './log.ts';
import { applicationMenu, trayMenu, type TrayActions } from './menus.ts';
import { nativeStrings, type NativeLanguage, type NativeStrings } from './strings.ts';

export interface Shell {
  language(): NativeLanguage;
  setLanguage(language: NativeLanguage): void;
  /** How many notifications wait unread. */
  setWaiting(count: number): void;
}

export interface ShellDeps {
  electron: ElectronApi;
  platform: NodeJS.Platform;
  trayIconPath: string;
  language: NativeLanguage;
  actions: TrayActions;
  log: Log;
}

/** Tray and menus; labelled again when the person changes the language in the screens. */
export function createShell(deps: ShellDeps): Shell {
  const { electron, actions } = deps;
  let language = deps.language;
  let waiting = 0;
  let tray: TrayApi | null = null;
  try {
    tray = electron.createTray(deps.trayIconPath);
    tray.on('click', actions.open);
  } catch (error) {
    // Some Linux desktops have no tray; a second start of the program brings the window back.
    deps.log.warn('no-tray', { reason: reasonOf(error) });
  }
  const labelTray = (text: NativeStrings) => {
    const said = waiting === 0 ? null : text.waiting.replace('{n}', String(waiting));
    tray?.setToolTip(said === null ? text.name : `${text.name} · ${said}`);
    tray?.setContextMenu(electron.buildMenu(trayMenu(text, actions, said)));
  };
  const label = () => {
    const text = nativeStrings(language);
    labelTray(text);
    const menu = applicationMenu(text, deps.platform, actions.quit);
    electron.setApplicationMenu(electron.buildMenu(menu));
  };
  label();
  return {
    language: () => language,
    setLanguage(next) {
      language = next;
      label();
    },
    setWaiting(count) {
      waiting = count;
      labelTray(nativeStrings(language));
      // The dock of macOS and some Linux panels; Windows has no such number.
      electron.app.setBadgeCount(count);
    },
  };
}
