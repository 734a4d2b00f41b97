import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { reasonOf, type Log } from './log.ts';

/** Reads a small JSON file; null when it is missing, and null with a warning when it is damaged. */
export async function readJsonFile<S extends z.ZodType>(
  path: string,
  schema: S,
  log: Log,
): Promise<z.output<S> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    log.warn('file-unreadable', { path, reason: reasonOf(error) });
    return null;
  }
}

/** Writes beside the target and renames, so that a power cut leaves the old file or the new one. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const fresh = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(fresh, JSON.stringify(value), { mode: 0o600, flush: true });
  await rename(fresh, path);
}

export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
