import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problem } from '@xinhang/shared/problems.ts';
import { hashFile } from '../file-store.ts';
import { needSpace, publishFile, syncToDisk } from './files.ts';

const FOLDER = 'Xinhang';

/**
 * Copies a file to a drive and reads the copy back: it counts when its bytes have the known hash.
 * Answers where it lies. `copied` hears the bytes so far.
 */
export async function copyToDrive(
  source: { path: string; name: string; size: number; sha256: string },
  drive: string,
  copied: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const folder = join(drive, FOLDER);
  mkdirSync(folder, { recursive: true });
  const target = join(folder, source.name);
  const part = `${target}.part`;
  if (existsSync(target)) {
    // The same file was carried away before; it counts again if it is still the same.
    if ((await hashFile(target)).sha256 === source.sha256) return target;
    throw problem('backup-damaged', { params: { reason: 'copy' } });
  }
  needSpace(drive, source.size);
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      copied((bytes += chunk.length));
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(source.path), counter, createWriteStream(part), {
      ...(signal && { signal }),
    });
    await syncToDisk(part);
    const found = await hashFile(part);
    if (found.sha256 !== source.sha256) {
      throw problem('backup-damaged', { params: { reason: 'copy' } });
    }
    await publishFile(part, target);
    return target;
  } finally {
    rmSync(part, { force: true });
  }
}
