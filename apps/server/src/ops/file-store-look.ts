import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paths } from './paths.ts';

/** A hash that a row refers to, as the look compares it with the disk. */
interface Referred {
  readonly hash: string;
  readonly size: number;
  readonly use: string;
}

export interface Amount {
  count: number;
  bytes: number;
}

export interface StoreLook {
  readonly stored: Amount;
  /** By use; bytes with several uses count in each. */
  readonly uses: ReadonlyMap<string, Amount>;
  /** `rows` are the biggest, with when they were written (UTC ms). */
  readonly unreferenced: Amount & {
    readonly rows: readonly { sha256: string; size: number; since: number }[];
  };
  readonly missing: number;
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
}

/** So many of those without a row are told by themselves. */
const TOLD = 50;
const beginnings = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function add(amount: Amount, bytes: number): void {
  amount.count += 1;
  amount.bytes += bytes;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => name.length === 64);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Compares what lies in the store with what rows refer to, a directory at a time, so that people
 * are served in between. Sizes are those of the rows; only what no row knows is looked at itself.
 */
export async function lookAtStore(
  paths: Paths,
  referredUnder: (beginning: string) => Promise<readonly Referred[]>,
): Promise<StoreLook> {
  const stored: Amount = { count: 0, bytes: 0 };
  const uses = new Map<string, Amount>();
  const loose: Amount = { count: 0, bytes: 0 };
  let rows: StoreLook['unreferenced']['rows'] = [];
  let missing = 0;
  for (const beginning of beginnings) {
    const directory = join(paths.files, beginning);
    // The rows first: what is sent in between then has its bytes, and no row that lacks them.
    const known = await referredUnder(beginning);
    const there = new Set(await namesIn(directory));
    const referred = new Map(known.map(({ hash, size }) => [hash, size]));
    for (const { hash, size, use } of known) {
      if (!there.has(hash)) continue;
      const amount = uses.get(use) ?? { count: 0, bytes: 0 };
      uses.set(use, amount);
      add(amount, size);
    }
    const found: { sha256: string; size: number; since: number }[] = [];
    for (const name of there) {
      const size = referred.get(name);
      const state = size === undefined ? await stat(join(directory, name)).catch(() => null) : null;
      if (size !== undefined) add(stored, size);
      else if (state) {
        add(stored, state.size);
        add(loose, state.size);
        found.push({ sha256: name, size: state.size, since: Math.round(state.mtimeMs) });
      }
    }
    for (const hash of referred.keys()) if (!there.has(hash)) missing += 1;
    rows = [...rows, ...found].toSorted((a, b) => b.size - a.size).slice(0, TOLD);
  }
  const { bavail, blocks, bsize } = await statfs(paths.files);
  return {
    stored,
    uses,
    unreferenced: { ...loose, rows },
    missing,
    disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
  };
}
