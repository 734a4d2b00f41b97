// The whole of Electron that the main process uses, typed from electron.d.ts. Modules take the part
// they need, so that tests run them on a fake of the same type without the binary.
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  Menu,
  MenuItemConstructorOptions,
  Notification,
  NotificationConstructorOptions,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Tray,
  WebContents,
  WebFrameMain,
} from 'electron';

export type AppApi = Pick<
  App,
  | 'on'
  | 'quit'
  | 'whenReady'
  | 'getVersion'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'setAppUserModelId'
  | 'setBadgeCount'
>;
export type IpcApi = Pick<IpcMain, 'handle'>;
export type ProtocolApi = Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>;
export type SafeStorageApi = Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
>;
export type ScreenApi = Pick<Screen, 'getAllDisplays'>;
export type DialogApi = Pick<Dialog, 'showSaveDialog' | 'showErrorBox'>;
export type SessionApi = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
> & { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };
export type ContentsApi = Pick<
  WebContents,
  'on' | 'send' | 'print' | 'printToPDF' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'
>;
export type WindowApi = Pick<
  BrowserWindow,
  | 'on'
  | 'once'
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'isMinimized'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'loadURL'
> & { webContents: ContentsApi };
export type TrayApi = Pick<Tray, 'on' | 'setToolTip' | 'setContextMenu'>;
export type NotificationApi = Pick<Notification, 'on' | 'show' | 'close'>;
/** The frame that called; what the sender check looks at. */
export type SenderFrame = Pick<WebFrameMain, 'origin' | 'parent'>;

export interface ElectronApi {
  app: AppApi;
  ipcMain: IpcApi;
  protocol: ProtocolApi;
  safeStorage: SafeStorageApi;
  screen: ScreenApi;
  dialog: DialogApi;
  /** The default session; only there after the application is ready. */
  session(): SessionApi;
  createWindow(options: BrowserWindowConstructorOptions): WindowApi;
  createTray(iconPath: string): TrayApi;
  createNotification(options: NotificationConstructorOptions): NotificationApi | null;
  buildMenu(template: MenuItemConstructorOptions[]): Menu;
  setApplicationMenu(menu: Menu): void;
}
