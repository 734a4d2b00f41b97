import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

export interface Drive {
  /** Where it is mounted. */
  readonly path: string;
  readonly label: string;
  /** Bytes. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Lists what is plugged in; tests bring their own. */
export type DriveSource = () => Promise<Drive[]>;

const run = promisify(execFile);
const LOOK_MS = 15_000;

/** Mounted block devices by their device name, from `/proc/self/mountinfo`. */
export function mountsIn(text: string): { device: string; path: string }[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const path = before.split(' ')[4];
    const device = after.split(' ')[1];
    if (!path || !device?.startsWith('/dev/')) return [];
    const plain = path.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    return [{ device: device.slice(5), path: plain }];
  });
}

/** Whether a block device can be taken away: it says so itself, or it hangs on USB. */
export function isRemovable(device: string, sys = '/sys/class/block'): boolean {
  try {
    const target = readlinkSync(join(sys, device));
    if (target.includes('/usb')) return true;
    const own = join(sys, device, 'removable');
    const disk = existsSync(own) ? own : join(sys, device, '..', 'removable');
    return readFileSync(disk, 'utf8').trim() === '1';
  } catch {
    return false;
  }
}

async function onLinux(): Promise<Drive[]> {
  const mounts = mountsIn(readFileSync('/proc/self/mountinfo', 'utf8'));
  const found: Drive[] = [];
  for (const { device, path } of mounts) {
    if (!isRemovable(device) || path === '/' || path.startsWith('/boot')) continue;
    const { bavail, blocks, bsize } = await statfs(path);
    found.push({
      path,
      label: basename(path),
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
    });
  }
  return found;
}

const volumes = z.array(
  z.object({
    DriveLetter: z.string().nullable(),
    FileSystemLabel: z.string().nullable(),
    SizeRemaining: z.number(),
    Size: z.number(),
  }),
);

/** What `Get-Volume` says of volumes on USB, as JSON; one alone is no list. */
export function volumesIn(json: string): Drive[] {
  if (json.trim() === '') return [];
  const parsed: unknown = JSON.parse(json);
  return volumes.parse([parsed].flat()).flatMap((volume) => {
    if (!volume.DriveLetter) return [];
    return [
      {
        path: `${volume.DriveLetter}:\\`,
        label: volume.FileSystemLabel || `${volume.DriveLetter}:`,
        freeBytes: volume.SizeRemaining,
        totalBytes: volume.Size,
      },
    ];
  });
}

const ASK =
  'Get-Disk | Where-Object BusType -eq USB | Get-Partition | Get-Volume | ' +
  'Select-Object DriveLetter,FileSystemLabel,SizeRemaining,Size | ConvertTo-Json';

async function onWindows(): Promise<Drive[]> {
  const { stdout } = await run(
    'powershell.exe',
    ['-NoProfile', '-NonInteractive', '-Command', ASK],
    {
      timeout: LOOK_MS,
      windowsHide: true,
    },
  );
  return volumesIn(stdout);
}

/** Removable drives of this machine; none where the system is another one. */
export const removableDrives: DriveSource = async () => {
  if (process.platform === 'linux') return await onLinux();
  if (process.platform === 'win32') return await onWindows();
  return [];
};
