import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, posix, win32 } from 'node:path';

/** What is known of the machine; tests give one of their own. */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  exists(path: string): boolean;
  /** Null where there is no such file, or none that may be read. */
  read(path: string): string | null;
  /** What `net use` prints on Windows: the drives that are shares. */
  shares(): string;
}

/** A place that would damage the database sooner or later; the message says why. */
export class UnsafePlaceError extends Error {
  override readonly name = 'UnsafePlaceError';
}

/** File systems on which locks, shared memory or syncs are not what SQLite needs them to be. */
const remote =
  /^(nfs\d?|cifs|smb\d?|smbfs|9p|afs|ncpfs|ceph|glusterfs|lustre|virtiofs|vboxsf|fuse.*)$/;
/** Of containers: local in spite of its name. */
const local = new Set(['fuse.fuse-overlayfs', 'fusectl']);

/** Folders by the name that a program for synchronising gives them. */
const syncedNames: readonly (readonly [RegExp, string])[] = [
  [/^onedrive( ?-.*)?$/i, 'OneDrive'],
  [/^dropbox( \(.*\))?$/i, 'Dropbox'],
  [/^(我的)?坚果云|^nutstore( files)?$/i, '坚果云'],
  [/^(google ?drive|googledrive|my drive|我的云端硬盘)$/i, 'Google Drive'],
  [/^(iclouddrive|icloud drive|mobile documents)$/i, 'iCloud'],
  [/^(百度网盘.*|baidunetdisk.*|baidusyncdisk|百度云同步盘)$/i, '百度网盘'],
  [/^(wps ?(云盘|cloud files)|wpsdrive)$/i, 'WPS 云盘'],
  [/^(微云.*|weiyun.*)$/i, '微云'],
  [/^(nextcloud|owncloud|synologydrive|seafile|megasync)$/i, 'a synchronising program'],
];

/** Files that such a program leaves in the folder that it synchronises. */
const syncedMarks: readonly (readonly [string, string])[] = [
  ['.stfolder', 'Syncthing'],
  ['.dropbox', 'Dropbox'],
  ['.dropbox.cache', 'Dropbox'],
  ['.nutstore', '坚果云'],
  ['.sync_journal.db', 'Nextcloud'],
  ['.owncloudsync.log', 'ownCloud'],
  ['.tmp.driveupload', 'Google Drive'],
  ['.SynologyWorkingDirectory', 'Synology Drive'],
];

const pathsOf = ({ platform }: Host) => (platform === 'win32' ? win32 : posix);

/** The path and everything above it. */
function upwards(path: string, paths: typeof posix): string[] {
  const all = [path];
  for (let at = path; paths.dirname(at) !== at; at = paths.dirname(at)) all.push(paths.dirname(at));
  return all;
}

function isBelow(path: string, folder: string, host: Host): boolean {
  const paths = pathsOf(host);
  const same = (text: string) => (host.platform === 'win32' ? text.toLowerCase() : text);
  const way = paths.relative(same(folder), same(path));
  return way === '' || (!way.startsWith('..') && !paths.isAbsolute(way));
}

/** Folders that OneDrive and Dropbox say they synchronise, whatever their names. */
function declared(host: Host): [folder: string, program: string][] {
  const { env, home } = host;
  const paths = pathsOf(host);
  const found: [string, string][] = [];
  for (const name of ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer']) {
    const folder = env[name];
    if (folder) found.push([folder, 'OneDrive']);
  }
  const infos = [env['APPDATA'], env['LOCALAPPDATA']].flatMap((folder) =>
    folder ? [paths.join(folder, 'Dropbox', 'info.json')] : [],
  );
  for (const file of [...infos, paths.join(home, '.dropbox', 'info.json')]) {
    const text = host.read(file);
    for (const [, folder] of text?.matchAll(/"path"\s*:\s*"((?:[^"\\]|\\.)*)"/g) ?? []) {
      found.push([JSON.parse(`"${folder}"`) as string, 'Dropbox']);
    }
  }
  return found;
}

function synchroniser(path: string, host: Host): string | null {
  const paths = pathsOf(host);
  const claimed = declared(host).find(([folder]) => isBelow(path, folder, host));
  if (claimed) return claimed[1];
  for (const folder of upwards(path, paths)) {
    const named = syncedNames.find(([name]) => name.test(paths.basename(folder)));
    if (named) return named[1];
    const marked = syncedMarks.find(([mark]) => host.exists(paths.join(folder, mark)));
    if (marked) return marked[1];
  }
  return null;
}

const unescaped = (text: string) =>
  text.replaceAll(/\\(\d{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)));

/** The file system of a path, from the table of mounts: the last one of the longest way down. */
function mountOf(path: string, host: Host): { type: string; from: string } | null {
  let found: { at: string; type: string; from: string } | null = null;
  for (const line of host.read('/proc/self/mountinfo')?.split('\n') ?? []) {
    const [left = '', right = ''] = line.split(' - ');
    const at = unescaped(left.split(' ')[4] ?? '');
    const [type = '', from = ''] = right.split(' ');
    if (at === '' || !isBelow(path, at, host)) continue;
    if (!found || at.length >= found.at.length) found = { at, type, from: unescaped(from) };
  }
  return found;
}

function share(path: string, host: Host): string | null {
  if (host.platform === 'win32') {
    if (/^[\\/]{2}(?![.?][\\/])/.test(path) || /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path)) {
      return 'a share of another machine';
    }
    const drive = /^[a-z]:/i.exec(path)?.[0].toUpperCase();
    const line = host
      .shares()
      .split('\n')
      .find((text) => drive && new RegExp(`(^|\\s)${drive}\\s+\\\\\\\\`, 'i').test(text));
    return line ? `the share ${/\\\\\S+/.exec(line)![0]}` : null;
  }
  const mount = mountOf(path, host);
  if (!mount || local.has(mount.type) || !remote.test(mount.type)) return null;
  return `the file system ${mount.type} (${mount.from})`;
}

/** Why a database must not lie there, or null where it may. `path` is absolute, without links. */
export function whyUnsafe(path: string, host: Host): string | null {
  const program = synchroniser(path, host);
  if (program) {
    return (
      `${path} lies in a folder that ${program} synchronises: it would copy and overwrite the ` +
      'database while it is written. Take a directory outside; the finished backups may lie there.'
    );
  }
  const other = share(path, host);
  if (other) {
    return (
      `${path} lies on ${other}: locks and syncs do not hold there, and the database would be ` +
      'damaged. Take a directory on a disk of this machine.'
    );
  }
  return null;
}

/** Whether a program synchronises it or it lies on another machine; null where neither. */
export function placeOf(path: string, host = thisHost): 'synced' | 'share' | null {
  const real = host === thisHost ? withoutLinks(path) : path;
  if (synchroniser(real, host) !== null) return 'synced';
  return share(real, host) === null ? null : 'share';
}

const thisHost: Host = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  exists: existsSync,
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  shares: () => spawnSync('net', ['use'], { encoding: 'utf8' }).stdout ?? '',
};

/** Where a path leads, also where its end does not exist yet. */
function withoutLinks(path: string): string {
  if (existsSync(path)) return realpathSync.native(path);
  const above = dirname(path);
  return above === path ? path : join(withoutLinks(above), basename(path));
}

/** Throws where a data directory would be damaged: on a share, or in a synchronised folder. */
export function assertSafePlace(root: string, host = thisHost): void {
  const why = whyUnsafe(withoutLinks(root), host);
  if (why) throw new UnsafePlaceError(why);
}
