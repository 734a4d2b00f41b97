import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ServiceError, type ServiceOrder } from './order.ts';
import { systemdUnit, UNIT } from './systemd.ts';

/** What the machine is asked for; a test that is no root gives its own. */
export interface LinuxHost {
  readonly uid: number;
  exists(path: string): boolean;
  /** Runs a program to its end and answers what it wrote; `status` other than 0 is no error here. */
  run(program: string, ...args: string[]): { status: number; said: string };
}

/** Below `root` (a directory for packaging and tests), or of this machine. */
export const unitPath = (root: string | null) => join(root ?? '/', 'etc/systemd/system', UNIT);

export interface Done {
  readonly unit: string;
  /** What was done, a line each. */
  readonly steps: string[];
}

function needSystemd(host: LinuxHost): void {
  if (!host.exists('/run/systemd/system')) {
    throw new ServiceError(
      'This machine is not run by systemd: start "xinhang start" by what starts its programs.',
    );
  }
  if (host.uid !== 0)
    throw new ServiceError('A service is installed by root: type it after "sudo".');
}

function must(host: LinuxHost, program: string, ...args: string[]): string {
  const { status, said } = host.run(program, ...args);
  if (status === 0) return `${program} ${args.join(' ')}`;
  throw new ServiceError(`"${program} ${args.join(' ')}" failed: ${said.trim() || status}`);
}

/** Writes the unit below a directory and touches nothing of this machine. */
export function writeBelow(root: string, order: ServiceOrder): Done {
  const unit = unitPath(root);
  mkdirSync(dirname(unit), { recursive: true });
  writeFileSync(unit, systemdUnit(order));
  return { unit, steps: [`wrote ${unit}`] };
}

/**
 * Makes the account, gives it the data, and starts the service, now and with the machine. An
 * installation that is there is replaced only by the same data. Throws `ServiceError`.
 */
export function installService(host: LinuxHost, order: ServiceOrder): Done {
  needSystemd(host);
  const unit = unitPath(null);
  const text = systemdUnit(order);
  if (host.exists(unit) && readFileSync(unit, 'utf8') !== text) {
    throw new ServiceError(
      `${unit} is there already and says something else: "xinhang service remove" first.`,
    );
  }
  const steps: string[] = [];
  if (host.run('id', '-u', order.account).status !== 0) {
    const shell = '/usr/sbin/nologin';
    const home = order.data;
    steps.push(
      must(host, 'useradd', '--system', '--home-dir', home, '--shell', shell, order.account),
    );
  }
  const owner = `${order.account}:${order.account}`;
  for (const directory of new Set([order.data, order.backups])) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    steps.push(must(host, 'chown', '-R', owner, directory));
  }
  writeFileSync(unit, text, { mode: 0o644 });
  steps.push(`wrote ${unit}`);
  steps.push(must(host, 'systemctl', 'daemon-reload'));
  steps.push(must(host, 'systemctl', 'enable', '--now', UNIT));
  return { unit, steps };
}

/** Stops it and takes it out of the start of the machine; data and account stay. */
export function removeService(host: LinuxHost): Done {
  needSystemd(host);
  const unit = unitPath(null);
  if (!host.exists(unit)) throw new ServiceError('There is no such service on this machine.');
  const steps = [must(host, 'systemctl', 'disable', '--now', UNIT)];
  rmSync(unit, { force: true });
  steps.push(`removed ${unit}`, must(host, 'systemctl', 'daemon-reload'));
  return { unit, steps };
}

export interface ServiceState {
  readonly installed: boolean;
  /** What systemd says: `active`, `failed`, `inactive` …; empty where it is not installed. */
  readonly state: string;
  /** Starts with the machine. */
  readonly enabled: boolean;
}

export function serviceState(host: LinuxHost): ServiceState {
  if (!host.exists(unitPath(null))) return { installed: false, state: '', enabled: false };
  const state = host.run('systemctl', 'is-active', UNIT).said.trim();
  const enabled = host.run('systemctl', 'is-enabled', UNIT).said.trim() === 'enabled';
  return { installed: true, state, enabled };
}
