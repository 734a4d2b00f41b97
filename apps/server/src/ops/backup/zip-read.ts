import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter } from 'age-encryption';
import { problem } from '@xinhang/shared/problems.ts';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { PRIVATE_DIRECTORY, PRIVATE_FILE } from './files.ts';
import { DIGEST_LABEL, DIGEST_LENGTH, hashStart } from './zip-write.ts';

const MAX_ENTRIES = 200_000;
const MAX_RATIO = 200;
/** Below this an entry may shrink as much as it likes. */
const RATIO_FREE = 1024 * 1024;
const LOCAL_HEADER = 30;
/** All that this program ever puts into an archive. */
const NAME =
  /^(manifest\.json|manifest\.sig|README\.txt|config\.toml|keys\.age|xinhang\.db|files\/[0-9a-f]{2}\/[0-9a-f]{64})$/;
const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const [STORED, DEFLATED] = [0, 8];

/** The archive is not what this program wrote; the reason is a word for the log and the screen. */
export function damaged(reason: string, cause?: unknown) {
  return problem('backup-damaged', { params: { reason } }, cause);
}

/** Compares the archive with the hash in its comment: any changed or missing byte is found. */
export async function checkDigest(
  path: string,
  report: (bytes: number, size: number) => void = () => {},
): Promise<void> {
  const { size } = await stat(path);
  const length = DIGEST_LABEL.length + DIGEST_LENGTH;
  if (size <= length) throw damaged('truncated');
  const handle = await open(path, 'r');
  let comment: string;
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    comment = buffer.toString('latin1');
  } finally {
    await handle.close();
  }
  if (!comment.startsWith(DIGEST_LABEL)) throw damaged('truncated');
  const found = await hashStart(path, size - DIGEST_LENGTH, (bytes) => report(bytes, size));
  if (comment.slice(DIGEST_LABEL.length) !== found) throw damaged('bytes');
}

export interface OpenArchive {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Reads an entry to memory; throws when it is larger than `max` bytes. */
  read(name: string, max: number): Promise<Buffer>;
  /** Writes an entry to a new file and answers what its bytes are. */
  extract(name: string, to: string): Promise<{ size: number; sha256: string }>;
  close(): void;
}

function refuseOdd(entry: Entry, seen: ReadonlySet<string>): void {
  const { fileName: name } = entry;
  if (!NAME.test(name)) throw damaged('name');
  if (seen.has(name.toLowerCase())) throw damaged('duplicate');
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type === SYMLINK) throw damaged('symlink');
  if (entry.isEncrypted()) throw damaged('password');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw damaged('method');
  }
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > RATIO_FREE && uncompressedSize > compressedSize * MAX_RATIO) {
    throw damaged('bomb');
  }
}

/** Two entries that share bytes unpack to more than the archive holds. */
function refuseOverlaps(entries: readonly Entry[], fileSize: number): void {
  const spans = entries
    .map((entry) => ({
      from: entry.relativeOffsetOfLocalHeader,
      to:
        entry.relativeOffsetOfLocalHeader +
        LOCAL_HEADER +
        entry.fileNameLength +
        entry.compressedSize,
    }))
    .toSorted((a, b) => a.from - b.from);
  spans.forEach(({ to }, at) => {
    if (to > (spans[at + 1]?.from ?? fileSize)) throw damaged('overlap');
  });
}

async function listEntries(zip: ZipFile, maxBytes: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw damaged('entries');
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let sum = 0;
  for await (const entry of zip.eachEntry()) {
    refuseOdd(entry, seen);
    if ((sum += entry.uncompressedSize) > maxBytes) throw damaged('bomb');
    seen.add(entry.fileName.toLowerCase());
    entries.set(entry.fileName, entry);
  }
  if (entries.size !== zip.entryCount) throw damaged('entries');
  refuseOverlaps([...entries.values()], zip.fileSize);
  return entries;
}

/**
 * Opens an archive and looks at its directory alone: names, sizes, counts. Nothing is unpacked
 * before all of it is in order, and nothing then unpacks to more than it declared. `maxBytes` is
 * what everything together may unpack to.
 */
export async function openArchive(path: string, maxBytes: number): Promise<OpenArchive> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
    validateEntrySizes: true,
  }).catch((error: unknown) => {
    throw damaged('zip', error);
  });
  try {
    const entries = await listEntries(zip, maxBytes);
    const need = (name: string) => {
      const entry = entries.get(name);
      if (!entry) throw damaged('missing');
      return entry;
    };
    return {
      entries,
      async read(name, max) {
        const entry = need(name);
        if (entry.uncompressedSize > max) throw damaged('bomb');
        const chunks: Buffer[] = [];
        for await (const chunk of await zip.openReadStreamPromise(entry)) {
          chunks.push(chunk as Buffer);
        }
        return Buffer.concat(chunks);
      },
      async extract(name, to) {
        mkdirSync(dirname(to), { recursive: true, mode: PRIVATE_DIRECTORY });
        const hash = createHash('sha256');
        let size = 0;
        const counter = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            hash.update(chunk);
            size += chunk.length;
            done(null, chunk);
          },
        });
        await pipeline(
          await zip.openReadStreamPromise(need(name)),
          counter,
          createWriteStream(to, { flags: 'wx', mode: PRIVATE_FILE }),
        );
        return { size, sha256: hash.digest('hex') };
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw readFailure(error);
  }
}

/** What yauzl and zlib say of an archive means that it is damaged; all else stays what it is. */
export function readFailure(error: unknown): unknown {
  const { code, name } = error as NodeJS.ErrnoException;
  if (name === 'Problem' || (code !== undefined && /^E[A-Z]+$/.test(code))) return error;
  return damaged('zip', error);
}

/** Opens an encrypted backup with the first key that fits; throws `backup-sealed` where none does. */
export async function decryptFile(
  from: string,
  to: string,
  identities: readonly string[],
  maxBytes: number,
): Promise<void> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  let size = 0;
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > maxBytes ? damaged('bomb') : null, chunk);
    },
  });
  let plain: ReadableStream;
  try {
    plain = await decrypter.decrypt(Readable.toWeb(createReadStream(from)) as ReadableStream);
  } catch (error) {
    if (/no identity matched|identities/i.test(String(error))) {
      throw problem('backup-sealed', {}, error);
    }
    throw damaged('bytes', error);
  }
  await pipeline(
    Readable.fromWeb(plain as Parameters<typeof Readable.fromWeb>[0]),
    capped,
    createWriteStream(to, { flags: 'wx', mode: PRIVATE_FILE }),
  ).catch((error: unknown) => {
    throw readFailure(error);
  });
}
