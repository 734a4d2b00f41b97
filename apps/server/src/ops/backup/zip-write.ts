import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import { Encrypter } from 'age-encryption';
import { PRIVATE_FILE } from './files.ts';

/** The comment of the archive: this, and the SHA-256 of every byte before the last 64. */
export const DIGEST_LABEL = 'xinhang-sha256:';
export const DIGEST_LENGTH = 64;
const LEVEL = 1;

export interface ZipSource {
  readonly name: string;
  /** Bytes, or the path of a file. */
  readonly from: Buffer | string;
}

/**
 * Writes an archive whose comment is a hash of all of it, so that damage anywhere is found by one
 * reading. `wrote` hears how many bytes of the sources have gone in.
 */
export async function writeZip(
  path: string,
  sources: readonly ZipSource[],
  madeAt: number,
  wrote: (bytes: number) => void,
): Promise<void> {
  const archive = new ZipArchive({
    zlib: { level: LEVEL },
    comment: DIGEST_LABEL + '0'.repeat(DIGEST_LENGTH),
  });
  const date = new Date(madeAt);
  for (const { name, from } of sources) {
    if (typeof from === 'string') archive.file(from, { name, date, mode: PRIVATE_FILE });
    else archive.append(from, { name, date, mode: PRIVATE_FILE });
  }
  archive.on('progress', ({ fs }) => wrote(fs.processedBytes));
  // A file that cannot be read must not become an archive without it.
  archive.on('warning', (error) => archive.destroy(error));
  const written = pipeline(archive, createWriteStream(path, { flags: 'wx', mode: PRIVATE_FILE }));
  await Promise.all([archive.finalize(), written]);
  await writeDigest(path);
}

/** SHA-256 in hex of the first `length` bytes of a file. */
export async function hashStart(
  path: string,
  length: number,
  report: (bytes: number) => void = () => {},
): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  if (length > 0) {
    for await (const chunk of createReadStream(path, { end: length - 1 })) {
      hash.update(chunk as Buffer);
      report((bytes += (chunk as Buffer).length));
    }
  }
  return hash.digest('hex');
}

/** Puts the hash of an archive into its comment. */
export async function writeDigest(path: string): Promise<void> {
  const { size } = await stat(path);
  const digest = await hashStart(path, size - DIGEST_LENGTH);
  const handle = await open(path, 'r+');
  try {
    await handle.write(digest, size - DIGEST_LENGTH, 'ascii');
  } finally {
    await handle.close();
  }
}

/** Encrypts a file with age; any of the recipients can open it, also with the plain `age` tool. */
export async function encryptFile(
  from: string,
  to: string,
  recipients: readonly string[],
): Promise<void> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const plain = Readable.toWeb(createReadStream(from)) as ReadableStream<Uint8Array>;
  const sealed = await encrypter.encrypt(plain);
  await pipeline(
    Readable.fromWeb(sealed as Parameters<typeof Readable.fromWeb>[0]),
    createWriteStream(to, { flags: 'wx', mode: PRIVATE_FILE }),
  );
}
