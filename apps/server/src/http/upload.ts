import { createHash } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Problem, problem } from '@xinhang/shared/problems.ts';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { keepFile, type StoredFile } from '../ops/file-store.ts';
import { temporaryFile } from '../ops/paths.ts';
import { watchUpload } from './body-watch.ts';

const MEGABYTE = 1024 * 1024;
const cutOff = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ABORT_ERR']);
const diskFull = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function tooLarge(maxBytes: number): Problem {
  return problem('file-too-large', { params: { megabytes: Math.floor(maxBytes / MEGABYTE) } });
}

async function refuseAnnounced(request: FastifyRequest, deps: Deps, max: number): Promise<void> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > max) throw tooLarge(max);
  const disk = await statfs(deps.paths.tmp);
  if (announced > disk.bavail * disk.bsize) throw problem('storage-full');
}

/**
 * Streams the body of an upload into the file store, never more than a chunk of it in memory.
 * What is cut off, too large or finds no room leaves nothing behind. Bytes whose row is refused
 * afterwards are taken by garbage collection.
 */
export async function receiveUpload(
  request: FastifyRequest,
  deps: Deps,
  maxBytes: number,
): Promise<StoredFile> {
  const body = request.body;
  if (!(body instanceof Readable)) throw problem('unsupported-media-type');
  await refuseAnnounced(request, deps, maxBytes);
  const part = temporaryFile(deps.paths, `upload-${deps.random(12).toString('hex')}`);
  const watch = watchUpload(() => body.destroy());
  try {
    const file = await written(body, part, maxBytes, watch.got);
    await keepFile(deps.paths, part, file, deps.now());
    return file;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (diskFull.has(code)) throw problem('storage-full');
    if (cutOff.has(code)) throw problem('bad-request');
    throw error;
  } finally {
    watch.stop();
    await rm(part, { force: true });
  }
}

async function written(
  body: Readable,
  part: string,
  maxBytes: number,
  got: (bytes: number) => void,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(part, 'wx', 0o600);
  try {
    // Left open when refused half-way, so that the sender can read why.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      got(bytes.length);
      hash.update(bytes);
      await file.appendFile(bytes);
    }
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}
