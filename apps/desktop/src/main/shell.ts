import type { ElectronApi, TrayApi } from './electron-api.ts';
import { reasonOf, type Log } from './log.ts';
import { applicationMenu, trayMenu, type TrayActions } from './menus.ts';
import { nativeStrings, type NativeLanguage } from './strings.ts';

export interface Shell {
  language(): NativeLanguage;
  setLanguage(language: NativeLanguage): void;
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
  let tray: TrayApi | null = null;
  try {
    tray = electron.createTray(deps.trayIconPath);
    tray.on('click', actions.open);
  } catch (error) {
    // Some Linux desktops have no tray; a second start of the program brings the window back.
    deps.log.warn('no-tray', { reason: reasonOf(error) });
  }
  const label = () => {
    const text = nativeStrings(language);
    tray?.setToolTip(text.name);
    tray?.setContextMenu(electron.buildMenu(trayMenu(text, actions)));
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
  };
}
