import { constants, copyFileSync, existsSync, linkSync, mkdirSync, statfsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problem } from '@xinhang/shared/problems.ts';
import { moveFile } from '../move-file.ts';

export const PRIVATE_FILE = 0o600;
export const PRIVATE_DIRECTORY = 0o700;

/** Puts what was written to a file, or the names in a directory, on the disk. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => open(path, 'r'));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The names in a directory; Windows has no such call and needs none. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform !== 'win32') await syncToDisk(path);
}

/**
 * Gives a finished file its name and refuses to take one that is in use: linking fails where
 * renaming would overwrite. File systems without links (a USB stick) are asked first.
 */
export async function publishFile(part: string, target: string): Promise<void> {
  await syncToDisk(part);
  try {
    await link(part, target);
    await rm(part);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(target)) throw error;
    await moveFile(part, target);
  }
  await syncDirectory(dirname(target));
}

/** Bytes that may still be written where this path is, or will be once it is made. */
export function freeBytes(path: string): number {
  if (!existsSync(path) && dirname(path) !== path) return freeBytes(dirname(path));
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Throws `storage-full` where fewer bytes are free than needed. */
export function needSpace(path: string, bytes: number): void {
  const free = freeBytes(path);
  if (free < bytes) {
    throw problem('storage-full', { params: { free, needed: Math.ceil(bytes) } });
  }
}

/** A second name for bytes that never change, or a copy where there are no links. */
export function linkOrCopy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: PRIVATE_DIRECTORY });
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}
