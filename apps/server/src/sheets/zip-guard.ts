import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { zipSync } from 'fflate';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { SheetError, unreadable } from './sheet-error.ts';

export interface ZipCaps {
  /** Bytes that all read entries may unpack to. */
  maxUnpacked: number;
  /** How many times the file an archive may unpack to, above `RATIO_FREE` bytes. */
  maxRatio: number;
}

/** XML parts of an .xlsx file by name. */
export type ZipParts = Map<string, Buffer>;

const RATIO_FREE = 32 * 1024 * 1024;
const MAX_ENTRIES = 10_000;

/**
 * The XML parts of an .xlsx file, unpacked. What the central directory declares is checked before
 * anything is unpacked, and nothing may unpack to more than it declared: a reader that trusts the
 * local headers would follow a zip bomb.
 */
export async function unpackParts(file: Buffer, caps: ZipCaps): Promise<ZipParts> {
  try {
    const zip = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true });
    const entries = await xmlEntries(zip);
    const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (total > caps.maxUnpacked) {
      throw new SheetError('sheet-too-large', { reason: 'unpacked', maxBytes: caps.maxUnpacked });
    }
    if (total > RATIO_FREE && total > file.length * caps.maxRatio) {
      throw new SheetError('sheet-too-large', { reason: 'ratio', maxRatio: caps.maxRatio });
    }
    const parts: ZipParts = new Map();
    for (const entry of entries) parts.set(entry.fileName, await unpack(zip, entry));
    return parts;
  } catch (error) {
    throw error instanceof SheetError ? error : unreadable('damaged', error);
  }
}

async function xmlEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) throw unreadable('format');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new SheetError('sheet-password');
    if (/\.(xml|rels)$/.test(entry.fileName)) entries.push(entry);
  }
  return entries;
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const body = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(body) !== entry.crc32) throw unreadable('damaged');
  return body;
}

/** A zip of these parts without compression: what a reader gets after the guard. */
export function packParts(parts: ZipParts): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
}
