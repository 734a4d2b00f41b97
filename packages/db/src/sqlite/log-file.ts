import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Database as Connection } from 'better-sqlite3';

/** Places in the files of the write-ahead log: sqlite.org/fileformat2.html, sqlite.org/walformat.html. */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const BIG_ENDIAN_SUMS = 0x377f0683;
const LITTLE_ENDIAN_SUMS = 0x377f0682;

type Sums = readonly [number, number];

/** SQLite's running checksum over whole words. */
function sum(bytes: Buffer, littleEndian: boolean, [first, second]: Sums): Sums {
  let [a, b] = [first, second];
  const word = (at: number) => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  return [a, b];
}

const sumsAt = (bytes: Buffer, at: number): Sums => [
  bytes.readUInt32BE(at),
  bytes.readUInt32BE(at + 4),
];
const equal = (left: Sums, right: Sums) => left[0] === right[0] && left[1] === right[1];

/** How many frames of the log are as they were written, counted from its beginning. */
function soundFrames(log: string): number {
  const handle = openSync(log, 'r');
  try {
    const header = Buffer.alloc(LOG_HEADER);
    if (readSync(handle, header, 0, LOG_HEADER, 0) < LOG_HEADER) return 0;
    const magic = header.readUInt32BE(0);
    if (magic !== BIG_ENDIAN_SUMS && magic !== LITTLE_ENDIAN_SUMS) return 0;
    const little = magic === LITTLE_ENDIAN_SUMS;
    let sums = sum(header.subarray(0, 24), little, [0, 0]);
    if (!equal(sums, sumsAt(header, 24))) return 0;
    const salts = header.subarray(16, 24);
    const frame = Buffer.alloc(FRAME_HEADER + header.readUInt32BE(8));
    for (let count = 0; ; count += 1) {
      const at = LOG_HEADER + count * frame.length;
      if (readSync(handle, frame, 0, frame.length, at) < frame.length) return count;
      if (!frame.subarray(8, 16).equals(salts)) return count;
      sums = sum(frame.subarray(0, 8), little, sums);
      sums = sum(frame.subarray(FRAME_HEADER), little, sums);
      if (!equal(sums, sumsAt(frame, 16))) return count;
    }
  } finally {
    closeSync(handle);
  }
}

/** What the index of the log says: how many frames there are, and how many of them are copied. */
export interface LogIndex {
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Asks SQLite itself. A program that opens the file of the index loses, when it closes it, all
 * locks that its connections hold on it (POSIX), and the next process to come cuts it off under
 * their feet.
 */
export function logIndex(connection: Connection): LogIndex {
  const [row] = connection.pragma('wal_checkpoint(NOOP)') as LogIndex[];
  if (!row) throw new Error('SQLite says nothing of its log.');
  return row;
}

/**
 * Whether the log still holds every commit that its index knows of. After a sync that failed the
 * system may have forgotten some of them; a connection that goes on would not notice.
 */
export function logIsWhole(database: string, { log, checkpointed }: LogIndex): boolean {
  const file = `${database}-wal`;
  if (!existsSync(file)) return false;
  return checkpointed >= log || soundFrames(file) >= log;
}
