import { readFileSync } from 'node:fs';

/** One thing that a process did to a file, in the order in which it happened. */
export type Op =
  | { op: 'write'; path: string; at: number; data: Buffer }
  | { op: 'truncate'; path: string; size: number }
  /** `sync` begins and `synced` ends one sync; what was written before its beginning is then safe. */
  | { op: 'sync' | 'synced'; path: string; number: number }
  | { op: 'unlink'; path: string };

const HEAD = 24;

/** Reads what shim.c recorded. */
export function readRecord(file: string): Op[] {
  const bytes = readFileSync(file);
  const ops: Op[] = [];
  for (let at = 0; at < bytes.length;) {
    const op = String.fromCharCode(bytes.readUInt32LE(at));
    const pathLength = bytes.readUInt32LE(at + 4);
    const where = Number(bytes.readBigInt64LE(at + 8));
    const length = bytes.readUInt32LE(at + 16);
    const path = bytes.toString('utf8', at + HEAD, at + HEAD + pathLength);
    const from = at + HEAD + pathLength;
    at = from + length;
    if (op === 'W') ops.push({ op: 'write', path, at: where, data: bytes.subarray(from, at) });
    else if (op === 'T') ops.push({ op: 'truncate', path, size: where });
    else if (op === 'U') ops.push({ op: 'unlink', path });
    else ops.push({ op: op === 'S' ? 'sync' : 'synced', path, number: where });
  }
  return ops;
}
