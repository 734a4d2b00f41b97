import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { problem } from '@xinhang/shared/problems.ts';
import { hashFile, type StoredFile } from '../ops/file-store.ts';
import { storedFile, type Paths } from '../ops/paths.ts';
import type { Exchange } from './context.ts';

/** What a handler of a `download` endpoint answers. */
export interface FileAnswer extends StoredFile {
  readonly paths: Paths;
  readonly name: string;
  readonly mime: string;
}

/** RFC 6266 with an RFC 8187 name, which every browser prefers to the plain one. */
export function attachmentHeader(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** First and last byte of a single range; null without one, `none` when the file has no such bytes. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { first: number; last: number } | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return null;
  return first >= size || last < first ? 'none' : { first, last };
}

/** Files whose bytes matched their hash, with the state they had then. */
const verified = new Map<string, string>();

/** Bytes that rotted or were swapped on disk are never handed out as what was attached. */
async function assertSound(path: string, file: StoredFile): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.size !== file.size) throw problem('file-damaged');
  const state = `${found.mtimeMs}/${found.ctimeMs}/${found.ino}`;
  if (verified.get(path) === state) return;
  if ((await hashFile(path)).sha256 !== file.sha256) throw problem('file-damaged');
  verified.set(path, state);
}

/** Streams a stored file as a download that no browser runs or guesses about; one range at most. */
export async function sendFile({ request, reply }: Exchange, file: FileAnswer): Promise<unknown> {
  const path = storedFile(file.paths, file.sha256);
  await assertSound(path, file);
  const tag = `"${file.sha256}"`;
  void reply.headers({
    etag: tag,
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    'content-disposition': attachmentHeader(file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  });
  if (request.headers['if-none-match'] === tag) return await reply.code(304).send();
  const condition = request.headers['if-range'];
  const usable = condition === undefined || condition === tag;
  const range = usable ? rangeOf(request.headers.range, file.size) : null;
  if (range === 'none') {
    void reply.header('content-range', `bytes */${file.size}`);
    throw problem('range-not-satisfiable');
  }
  void reply.type(file.mime);
  if (range === null) {
    void reply.header('content-length', file.size);
    return await reply.code(200).send(createReadStream(path));
  }
  const { first, last } = range;
  void reply.headers({
    'content-range': `bytes ${first}-${last}/${file.size}`,
    'content-length': last - first + 1,
  });
  return await reply.code(206).send(createReadStream(path, { start: first, end: last }));
}
