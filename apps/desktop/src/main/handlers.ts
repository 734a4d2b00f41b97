import type { ChannelOutput } from '../bridge/contract.ts';
import { parseAddress } from './address.ts';
import { BridgeError } from './bridge-error.ts';
import type { DeviceStore } from './device-store.ts';
import { discover, type Announcement } from './discovery.ts';
import type { ElectronApi } from './electron-api.ts';
import { checkLevels, CLIENT_LEVEL, readHandshake, type Handshake } from './handshake.ts';
import type { ChannelHandlers } from './ipc.ts';
import { printPage, printPdf } from './printing.ts';
import type { ChosenServer, ServerStore } from './server-store.ts';
import { nativeStrings, type NativeLanguage } from './strings.ts';
import type { TokenStore } from './token-store.ts';
import { updateState } from './updates.ts';
import type { MainWindow } from './main-window.ts';
import { register } from './register.ts';

export interface HandlerDeps {
  electron: ElectronApi;
  platform: NodeJS.Platform;
  servers: ServerStore;
  devices: DeviceStore;
  tokens: TokenStore;
  window: () => MainWindow;
  browse: () => Promise<Announcement[]>;
  notify: ChannelHandlers['notify.show'];
  language: () => NativeLanguage;
  setLanguage: (language: NativeLanguage) => void;
  setWaiting: (count: number) => void;
}

const shown = ({ address, serverVersion, apiLevel }: ChosenServer) => ({
  address,
  serverVersion,
  apiLevel,
});

async function verified(address: string, pin: string | null): Promise<Handshake> {
  const found = await readHandshake(address, pin);
  checkLevels(found);
  return found;
}

function appInfo(deps: HandlerDeps): ChannelOutput<'app.info'> {
  const { app } = deps.electron;
  return {
    version: app.getVersion(),
    apiLevel: CLIENT_LEVEL,
    platform: deps.platform as ChannelOutput<'app.info'>['platform'],
    packaged: app.isPackaged,
    language: deps.language(),
  };
}

/** The body of each bridge method. Inputs arrive checked; see `ipc.ts`. */
export function createHandlers(deps: HandlerDeps): ChannelHandlers {
  const { servers, tokens } = deps;
  // Whom to trust is learnt when this computer registers; only the stored server has a pin.
  const pinFor = (origin: string) => {
    const current = servers.current();
    return current?.address === origin ? current.pin : null;
  };
  const contents = () => deps.window().window.webContents;

  return {
    'app.info': () => appInfo(deps),
    'app.language': ({ language }) => {
      deps.setLanguage(language);
      return undefined;
    },
    'notify.waiting': ({ count }) => {
      deps.setWaiting(count);
    },
    'server.current': () => {
      const current = servers.current();
      return current && shown(current);
    },
    'server.discover': () =>
      discover({
        browse: deps.browse,
        verify: (address) => verified(address, pinFor(address)),
      }),
    'server.use': async ({ address }) => {
      const { origin } = parseAddress(address);
      const pin = pinFor(origin);
      const { serverVersion, apiLevel } = await verified(origin, pin);
      const chosen = { address: origin, serverVersion, apiLevel, pin };
      if (servers.current()?.address !== origin) await tokens.clear();
      await servers.choose(chosen);
      return shown(chosen);
    },
    'server.register': async ({ text, name }) => {
      await deps.devices.assertSafe();
      const { address, pin, identity } = await register(text, name);
      const { serverVersion, apiLevel } = await verified(address, pin);
      // The key first: a server that is chosen without it would not know this computer.
      await deps.devices.keep(address, identity);
      await tokens.clear();
      const chosen = { address, serverVersion, apiLevel, pin };
      await servers.choose(chosen);
      return shown(chosen);
    },
    'server.forget': async () => {
      await tokens.clear();
      await servers.forget();
    },
    'session.state': () => tokens.state(),
    'notify.show': (input) => deps.notify(input),
    'print.page': (input) => printPage(contents(), input),
    'print.pdf': (input) =>
      printPdf(contents(), deps.electron.dialog, nativeStrings(deps.language()), input),
    'update.check': async () => {
      const current = servers.current();
      if (!current) throw new BridgeError('server-not-chosen');
      const found = await readHandshake(current.address, current.pin);
      return updateState(found, deps.electron.app.getVersion());
    },
  };
}
