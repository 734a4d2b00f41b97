import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Done } from './linux.ts';
import { ServiceError, type ServiceOrder } from './order.ts';
import { WINSW, winswXml } from './winsw.ts';

export interface WindowsHost {
  run(program: string, ...args: string[]): { status: number; said: string };
}

/** Where WinSW and its settings lie: with the data, so that a new program finds them again. */
const placeOf = (data: string) => join(data, 'service');
export const winswOf = (data: string) => join(placeOf(data), `${WINSW}.exe`);

function must(host: WindowsHost, program: string, ...args: string[]): string {
  const { status, said } = host.run(program, ...args);
  if (status === 0) return `${program} ${args.join(' ')}`;
  throw new ServiceError(
    `"${program} ${args.join(' ')}" failed: ${said.trim() || status}. ` +
      'Services are installed by an administrator: open the console with "Run as administrator".',
  );
}

/** Writes the settings of WinSW into a directory. */
export function writeXml(directory: string, order: ServiceOrder): Done {
  mkdirSync(directory, { recursive: true });
  const unit = join(directory, `${WINSW}.xml`);
  writeFileSync(unit, winswXml(order));
  return { unit, steps: [`wrote ${unit}`] };
}

/** Installs through WinSW, whose program is given, because no package registry carries it. */
export function installWindows(
  host: WindowsHost,
  order: ServiceOrder,
  program: string | null,
): Done {
  const winsw = winswOf(order.data);
  if (program === null && !existsSync(winsw)) {
    throw new ServiceError(
      'WinSW is needed: download WinSW-x64.exe (version 2.12.0) from github.com/winsw/winsw and ' +
        'type "xinhang service install --winsw FILE".',
    );
  }
  const { unit, steps } = writeXml(placeOf(order.data), order);
  if (program !== null) {
    copyFileSync(program, winsw);
    steps.push(`copied ${program} to ${winsw}`);
  }
  steps.push(must(host, winsw, 'install'));
  // Windows knows the account of a service from its installation on.
  for (const directory of new Set([order.data, order.backups])) {
    mkdirSync(directory, { recursive: true });
    steps.push(must(host, 'icacls', directory, '/grant', `${order.account}:(OI)(CI)M`, '/T', '/Q'));
  }
  steps.push(must(host, winsw, 'start'));
  return { unit, steps };
}

export function removeWindows(host: WindowsHost, data: string): Done {
  const winsw = winswOf(data);
  if (!existsSync(winsw)) throw new ServiceError('There is no such service with these data.');
  host.run(winsw, 'stop');
  return { unit: winsw, steps: [must(host, winsw, 'uninstall')] };
}
