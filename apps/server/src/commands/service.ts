import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backupDirectory } from '../ops/backup/office-of.ts';
import { dataDirectoryPlaces, fromCaller } from '../ops/paths.ts';
import {
  installService,
  removeService,
  serviceState,
  writeBelow,
  type Done,
  type LinuxHost,
  type ServiceState,
} from '../ops/service/linux.ts';
import type { ServiceOrder } from '../ops/service/order.ts';
import { systemdUnit } from '../ops/service/systemd.ts';
import { installWindows, removeWindows, winswOf, writeXml } from '../ops/service/windows.ts';
import { WINDOWS_ACCOUNT, winswXml } from '../ops/service/winsw.ts';
import { assertSafePlace } from '../ops/unsafe-place.ts';
import { say, UsageError, type CommandCall, type ProcessCommand } from './command.ts';
import { holdDirectory } from './hold.ts';

const actions = ['install', 'remove', 'status'] as const;
type Action = (typeof actions)[number];

const host: LinuxHost = {
  uid: process.getuid?.() ?? 0,
  exists: existsSync,
  run(program, ...args) {
    const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
    return { status: status ?? 1, said: error ? error.message : `${stdout}${stderr}` };
  },
};

type CallPlace = Pick<CommandCall, 'data' | 'machine'>;

const textOf = ({ options }: CommandCall, name: string): string | null => {
  const value = options[name];
  return typeof value === 'string' ? value : null;
};

function orderOf(call: CommandCall, windows: boolean): ServiceOrder {
  assertSafePlace(call.data);
  return {
    node: process.execPath,
    entry: resolve(process.argv[1] ?? ''),
    data: call.data,
    backups: backupDirectory(dataDirectoryPlaces(call.data)),
    account: windows ? WINDOWS_ACCOUNT : (textOf(call, 'account') ?? 'xinhang'),
  };
}

/** The data change hands: whoever works in them now must end first. Throws `DirectoryHeldError`. */
function assertNobodyWorksThere({ data, machine }: CallPlace): void {
  if (!existsSync(data)) return;
  holdDirectory(dataDirectoryPlaces(data), 'service install', machine).release();
}

function install(call: CommandCall, windows: boolean): Done | { text: string } {
  const order = orderOf(call, windows);
  if (call.options['dry-run'] === true) {
    return { text: windows ? winswXml(order) : systemdUnit(order) };
  }
  const root = textOf(call, 'root');
  if (root !== null) {
    return windows ? writeXml(fromCaller(root), order) : writeBelow(fromCaller(root), order);
  }
  assertNobodyWorksThere(call);
  const winsw = textOf(call, 'winsw');
  return windows
    ? installWindows(host, order, winsw === null ? null : fromCaller(winsw))
    : installService(host, order);
}

function status(call: CommandCall, windows: boolean): ServiceState {
  if (!windows) return serviceState(host);
  const winsw = winswOf(call.data);
  if (!existsSync(winsw)) return { installed: false, state: '', enabled: false };
  const state = host.run(winsw, 'status').said.trim().toLowerCase();
  const running = state === 'started' || state.startsWith('active');
  return { installed: true, state: running ? 'active' : state, enabled: true };
}

function show(done: Done | { text: string }): string {
  return 'text' in done ? done.text : done.steps.join('\n');
}

function tell(call: CommandCall, action: Action, windows: boolean): void {
  const out = (result: object, text: string) => say(call.json ? JSON.stringify(result) : text);
  if (action === 'install') {
    const done = install(call, windows);
    return out(done, show(done));
  }
  if (action === 'remove') {
    const done = windows ? removeWindows(host, call.data) : removeService(host);
    return out(done, show(done));
  }
  const found = status(call, windows);
  const words = found.installed
    ? `${found.state}, ${found.enabled ? 'starts' : 'does not start'} with the machine`
    : 'not installed';
  out(found, words);
  if (found.state !== 'active') process.exitCode = 1;
}

/** The server as a service of the machine: it starts with it, and again whenever it ended. */
export const service: ProcessCommand = {
  usage:
    'service install [--account NAME] [--winsw FILE] [--root DIR | --dry-run]\nservice remove\nservice status',
  summary: 'run the server with the machine, under an account of its own (systemd, Windows)',
  mode: 'process',
  options: {
    account: { type: 'string' },
    winsw: { type: 'string' },
    root: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run(call) {
    const [word = '', ...more] = call.words;
    const action = actions.find((one) => one === word);
    if (!action || more.length > 0) {
      throw new UsageError(
        `"service" takes install, remove or status, not "${call.words.join(' ')}".`,
      );
    }
    const windows = process.platform === 'win32';
    if (!windows && process.platform !== 'linux') {
      throw new Error('Services are known on Linux and Windows.');
    }
    tell(call, action, windows);
    return Promise.resolve();
  },
};
