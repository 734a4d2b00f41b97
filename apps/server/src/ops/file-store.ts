import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { moveFile } from './move-file.ts';
import { storedFile, type Paths } from './paths.ts';

/** Bytes in the store; equal bytes are kept once. */
export interface StoredFile {
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A directory must be synced too, or a power cut may forget the name; Windows has no such call. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform !== 'win32') await syncPath(path);
}

export async function hashFile(path: string): Promise<StoredFile> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), size };
}

/**
 * `now` (UTC ms) dates the bytes. Moves a finished temporary file whose hash is known into the store, durable when it returns.
 * Bytes that are there already are kept and made young again, so that garbage collection, which
 * leaves young files alone, cannot take them away before the caller's row refers to them.
 */
export async function keepFile(
  paths: Paths,
  part: string,
  file: StoredFile,
  now: number,
): Promise<void> {
  const time = new Date(now);
  const target = storedFile(paths, file.sha256);
  const known = await stat(target).catch(() => null);
  if (known?.size === file.size) {
    const touched = await utimes(target, time, time).then(
      () => true,
      () => false,
    );
    if (touched) {
      await rm(part, { force: true });
      return;
    }
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await utimes(part, time, time);
  await syncPath(part);
  await moveFile(part, target);
  await syncDirectory(dirname(target));
}
