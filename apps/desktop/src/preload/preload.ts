// Runs sandboxed before the page. It holds no secret: the token lives in the main process only.
import { contextBridge, ipcRenderer } from 'electron';
import { buildBridge } from './build-bridge.ts';

contextBridge.exposeInMainWorld('xinhang', buildBridge(ipcRenderer));
