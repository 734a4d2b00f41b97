// Preloaded with --import: `electron` becomes a stand-in that reports how far the program came.
import { registerHooks } from 'node:module';

const nothing = () => {};
globalThis.electronStub = {
  app: {
    isPackaged: true,
    getPath: () => process.env.STUB_DATA,
    getVersion: () => '0.1.0',
    enableSandbox: () => console.log('sandbox'),
    requestSingleInstanceLock: () => {
      console.log('lock');
      return false;
    },
    quit: () => console.log('quit'),
  },
  protocol: { registerSchemesAsPrivileged: ([{ scheme }]) => console.log(`scheme ${scheme}`) },
  dialog: { showErrorBox: (_title, text) => console.log(`error ${text}`) },
};
const names = [
  'app',
  'protocol',
  'dialog',
  'BrowserWindow',
  'ipcMain',
  'Menu',
  'Notification',
].concat(['safeStorage', 'screen', 'session', 'Tray']);
globalThis.electronStubNothing = nothing;
const source = names
  .map(
    (name) =>
      `export const ${name} = globalThis.electronStub.${name} ?? globalThis.electronStubNothing;`,
  )
  .join('\n');

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'stub:electron', format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'stub:electron' ? { format: 'module', source, shortCircuit: true } : next(url, context),
});
