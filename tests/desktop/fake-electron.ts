// A stand-in of the part of Electron that the main process uses, of the same type, so that it is
// wrong to compile when electron.d.ts moves. Each part records what it was told.
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Menu, MenuItemConstructorOptions } from 'electron';
import { wireName, type ChannelName } from '../../apps/desktop/src/bridge/names.ts';
import type { BridgeAnswer } from '../../apps/desktop/src/bridge/failure.ts';
import type {
  AppApi,
  ContentsApi,
  ElectronApi,
  IpcApi,
  NotificationApi,
  SafeStorageApi,
  SenderFrame,
  SessionApi,
  TrayApi,
  WindowApi,
} from '../../apps/desktop/src/main/electron-api.ts';
import type { Log } from '../../apps/desktop/src/main/log.ts';

export interface LogLine {
  level: string;
  event: string;
  data: Record<string, unknown> | undefined;
}

export function fakeLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: string) => (event: string, data?: Record<string, unknown>) =>
    void lines.push({ level, event, data });
  return { lines, log: { info: write('info'), warn: write('warn'), error: write('error') } };
}

export const ownFrame: SenderFrame = { origin: 'app://xinhang', parent: null };

/** Calls handlers as Electron would, and remembers everything that went to the renderer. */
export function fakeIpc() {
  type Handler = Parameters<IpcApi['handle']>[1];
  const handlers = new Map<string, Handler>();
  const answers: unknown[] = [];
  const api: IpcApi = { handle: (channel, handler) => void handlers.set(channel, handler) };
  const call = async (
    name: ChannelName,
    args: unknown[] = [],
    frame: SenderFrame | null = ownFrame,
  ): Promise<BridgeAnswer> => {
    const handler = handlers.get(wireName(name));
    if (!handler) throw new Error(`no handler for ${name}`);
    const event = { senderFrame: frame } as Parameters<Handler>[0];
    const answer = structuredClone(await handler(event, ...args)) as BridgeAnswer;
    answers.push(answer);
    return answer;
  };
  return { api, handlers, answers, call };
}

/** Seals by reversing and base64, so that a leak of the plain text is visible in a test. */
export function fakeSafeStorage(options: { available?: boolean; backend?: string } = {}) {
  const { available = true, backend = 'gnome_libsecret' } = options;
  const turn = (text: string) => Array.from(text).toReversed().join('');
  const api: SafeStorageApi = {
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () =>
      backend as ReturnType<SafeStorageApi['getSelectedStorageBackend']>,
    encryptStringAsync: async (text) => Buffer.from(`sealed:${turn(text)}`),
    decryptStringAsync: async (sealed) => {
      const text = sealed.toString();
      if (!text.startsWith('sealed:')) throw new Error('sealed by somebody else');
      return { result: turn(text.slice(7)), shouldReEncrypt: false };
    },
  };
  return api;
}

const emitting = <T extends object>(emitter: EventEmitter, rest: T) => ({
  ...rest,
  on: emitter.on.bind(emitter) as never,
  once: emitter.once.bind(emitter) as never,
});

export function fakeContents() {
  const emitter = new EventEmitter();
  const sent: { channel: string; payload: unknown }[] = [];
  const recorded = {
    windowOpen: null as Parameters<ContentsApi['setWindowOpenHandler']>[0] | null,
    webRtc: '',
    printed: [] as unknown[],
    printAnswer: [true, ''] as [boolean, string],
  };
  const api: ContentsApi = emitting(emitter, {
    send: (channel: string, payload: unknown) => void sent.push({ channel, payload }),
    print: (options: unknown, done?: (success: boolean, reason: string) => void) => {
      recorded.printed.push(options);
      done?.(...recorded.printAnswer);
    },
    printToPDF: async (options: unknown) => {
      recorded.printed.push(options);
      return Buffer.from('%PDF-1.7 fake');
    },
    setWindowOpenHandler: (handler: Parameters<ContentsApi['setWindowOpenHandler']>[0]) =>
      void (recorded.windowOpen = handler),
    setWebRTCIPHandlingPolicy: (policy: string) => void (recorded.webRtc = policy),
  });
  return { api, emitter, sent, recorded };
}

export function fakeWindow() {
  const emitter = new EventEmitter();
  const contents = fakeContents();
  const calls: string[] = [];
  const say = (name: string) => () => void calls.push(name);
  const api: WindowApi = emitting(emitter, {
    webContents: contents.api,
    show: say('show'),
    hide: say('hide'),
    focus: say('focus'),
    restore: say('restore'),
    maximize: say('maximize'),
    isMinimized: () => false,
    isMaximized: () => false,
    getNormalBounds: () => ({ x: 10, y: 20, width: 1000, height: 700 }),
    loadURL: async (url: string) => void calls.push(`load ${url}`),
  });
  return { api, emitter, contents, calls };
}

export function fakeSession() {
  const emitter = new EventEmitter();
  const set = {
    request: null as Parameters<SessionApi['setPermissionRequestHandler']>[0],
    check: null as Parameters<SessionApi['setPermissionCheckHandler']>[0],
    device: null as Parameters<SessionApi['setDevicePermissionHandler']>[0],
    media: null as Parameters<SessionApi['setDisplayMediaRequestHandler']>[0],
    before: null as ((details: never, decide: (r: { cancel?: boolean }) => void) => void) | null,
  };
  const api: SessionApi = emitting(emitter, {
    setPermissionRequestHandler: (handler: typeof set.request) => void (set.request = handler),
    setPermissionCheckHandler: (handler: typeof set.check) => void (set.check = handler),
    setDevicePermissionHandler: (handler: typeof set.device) => void (set.device = handler),
    setDisplayMediaRequestHandler: (handler: typeof set.media) => void (set.media = handler),
    webRequest: {
      onBeforeRequest: ((listener: typeof set.before) => void (set.before = listener)) as never,
    },
  });
  return { api, emitter, set };
}

export interface FakeOptions {
  userData: string;
  firstInstance?: boolean;
  packaged?: boolean;
  /** Whether this computer has a place for secrets. */
  keychain?: boolean;
}

/** The whole of it, for tests that start the program. */
export function fakeElectron({
  userData,
  firstInstance = true,
  packaged = true,
  keychain = true,
}: FakeOptions) {
  const appEvents = new EventEmitter();
  const window = fakeWindow();
  const session = fakeSession();
  const ipc = fakeIpc();
  const said: string[] = [];
  const notes: { emitter: EventEmitter; title: string; closed: boolean }[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  const tray = { toolTip: '', badge: 0 };
  const made = {
    windowOptions: null as BrowserWindowConstructorOptions | null,
    protocol: null as ((request: Request) => Promise<Response>) | null,
    schemes: [] as unknown[],
    savePath: '',
  };
  const app: AppApi = emitting(appEvents, {
    quit: () => void said.push('quit'),
    whenReady: async () => void said.push('ready'),
    getVersion: () => '0.1.0',
    getPath: () => userData,
    getPreferredSystemLanguages: () => ['zh-CN'],
    isPackaged: packaged,
    enableSandbox: () => void said.push('sandbox'),
    requestSingleInstanceLock: () => firstInstance,
    setAsDefaultProtocolClient: (scheme: string) => {
      said.push(`scheme ${scheme}`);
      return true;
    },
    setAppUserModelId: (id: string) => void said.push(`id ${id}`),
    setBadgeCount: (count?: number): boolean => {
      tray.badge = count ?? 0;
      return true;
    },
  });
  const electron: ElectronApi = {
    app,
    ipcMain: ipc.api,
    protocol: {
      handle: (_scheme, handler) => void (made.protocol = async (request) => handler(request)),
      registerSchemesAsPrivileged: (schemes) => void made.schemes.push(...schemes),
    },
    safeStorage: fakeSafeStorage({ available: keychain }),
    screen: { getAllDisplays: () => [] },
    dialog: {
      showErrorBox: (title) => void said.push(`error ${title}`),
      showSaveDialog: (async () => ({
        canceled: made.savePath === '',
        filePath: made.savePath,
      })) as never,
    },
    session: () => session.api,
    createWindow: (options) => {
      made.windowOptions = options;
      appEvents.emit('web-contents-created', {}, window.contents.api);
      return window.api;
    },
    createTray: (): TrayApi =>
      emitting(new EventEmitter(), {
        setToolTip: (text: string) => void (tray.toolTip = text),
        setContextMenu: () => {},
      }),
    createNotification: ({ title = '' }): NotificationApi => {
      const note = { emitter: new EventEmitter(), title, closed: false };
      notes.push(note);
      return emitting(note.emitter, { show: () => {}, close: () => void (note.closed = true) });
    },
    buildMenu: (template) => {
      menus.push(template);
      return {} as Menu;
    },
    setApplicationMenu: () => {},
  };
  return { electron, appEvents, window, session, ipc, said, notes, menus, tray, made };
}
