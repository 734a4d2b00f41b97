import type { MenuItemConstructorOptions } from 'electron';
import type { NativeStrings } from './strings.ts';

export interface TrayActions {
  open: () => void;
  /** Shows what waits unread. */
  openNotices: () => void;
  quit: () => void;
}

/** `waiting`: how much waits unread, in words; null where nothing does. */
export function trayMenu(
  text: NativeStrings,
  actions: TrayActions,
  waiting: string | null,
): MenuItemConstructorOptions[] {
  return [
    ...(waiting === null ? [] : [{ label: waiting, click: actions.openNotices }]),
    { label: text.open, click: actions.open },
    { type: 'separator' },
    { label: text.quit, click: actions.quit },
  ];
}

/** The keys that a person expects of any program. No reload and no developer tools. */
export function applicationMenu(
  text: NativeStrings,
  platform: NodeJS.Platform,
  quit: () => void,
): MenuItemConstructorOptions[] {
  const quitItem = { label: text.quit, accelerator: 'CmdOrCtrl+Q', click: quit };
  const edit: MenuItemConstructorOptions = {
    label: text.edit,
    submenu: [
      { role: 'undo', label: text.undo },
      { role: 'redo', label: text.redo },
      { type: 'separator' },
      { role: 'cut', label: text.cut },
      { role: 'copy', label: text.copy },
      { role: 'paste', label: text.paste },
      { role: 'selectAll', label: text.selectAll },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: text.view,
    submenu: [
      { role: 'zoomIn', label: text.zoomIn },
      { role: 'zoomOut', label: text.zoomOut },
      { role: 'resetZoom', label: text.actualSize },
      { role: 'togglefullscreen', label: text.fullScreen },
    ],
  };
  // macOS takes the first menu as the program's own.
  const own: MenuItemConstructorOptions = { label: text.name, submenu: [quitItem] };
  return platform === 'darwin' ? [own, edit, view] : [edit, view, own];
}
