import { existsSync, readFileSync } from 'node:fs';
import type { Op } from './record.ts';

/** What a disk may do with the writes that were not synced when the power went. */
export const losses = ['all', 'the last ones', 'any', 'parts of sectors'] as const;
export type Loss = (typeof losses)[number];

const SECTOR = 512;
type Change = Extract<Op, { op: 'write' | 'truncate' }>;

/** A file as it certainly is on disk, and what was done to it since. */
class DiskFile {
  #safe: Buffer;
  #size: number;
  pending: { at: number; change: Change }[] = [];
  readonly #syncs = new Map<number, number>();

  constructor(bytes: Buffer) {
    this.#safe = bytes;
    this.#size = bytes.length;
  }

  began(number: number, at: number): void {
    this.#syncs.set(number, at);
  }

  ended(number: number): void {
    const since = this.#syncs.get(number) ?? 0;
    const image = { bytes: this.#safe, size: this.#size };
    for (const { at, change } of this.pending) if (at < since) apply(image, change);
    this.#safe = image.bytes;
    this.#size = image.size;
    this.pending = this.pending.filter(({ at }) => at >= since);
  }

  /** The file with those of the pending writes that the disk kept. */
  after(kept: (at: number, change: Change) => readonly Change[]): Buffer {
    const image = { bytes: Buffer.from(this.#safe.subarray(0, this.#size)), size: this.#size };
    for (const { at, change } of this.pending)
      for (const part of kept(at, change)) apply(image, part);
    return image.bytes.subarray(0, image.size);
  }
}

function apply(image: { bytes: Buffer; size: number }, change: Change): void {
  const end = change.op === 'write' ? change.at + change.data.length : change.size;
  if (end > image.bytes.length) {
    const larger = Buffer.alloc(Math.max(end, image.bytes.length * 2));
    image.bytes.copy(larger, 0, 0, image.size);
    image.bytes = larger;
  }
  if (change.op === 'truncate') {
    // Growing shows zeroes, also where there was something once.
    image.bytes.fill(0, Math.min(image.size, end), Math.max(image.size, end));
    image.size = end;
    return;
  }
  if (change.at > image.size) image.bytes.fill(0, image.size, change.at);
  change.data.copy(image.bytes, change.at);
  image.size = Math.max(image.size, end);
}

function sectors(change: Change, kept: () => boolean): Change[] {
  if (change.op === 'truncate') return kept() ? [change] : [];
  const parts: Change[] = [];
  for (let from = 0; from < change.data.length;) {
    const to = Math.min(change.data.length, from + SECTOR - ((change.at + from) % SECTOR));
    if (kept()) {
      const data = change.data.subarray(from, to);
      parts.push({ op: 'write', path: change.path, at: change.at + from, data });
    }
    from = to;
  }
  return parts;
}

/** The disk of a recorded process, walked to any moment. */
export class Disk {
  readonly #ops: readonly Op[];
  readonly #files = new Map<string, DiskFile>();
  readonly #acknowledged: string[] = [];
  #at = 0;

  /** `before` holds the files as they were, safe on disk, when the record began. */
  constructor(ops: readonly Op[], before: ReadonlyMap<string, string>) {
    this.#ops = ops;
    for (const [path, copy] of before) {
      this.#files.set(path, new DiskFile(existsSync(copy) ? readFileSync(copy) : Buffer.alloc(0)));
    }
  }

  /** Forward only. */
  walkTo(at: number): void {
    for (; this.#at < at; this.#at += 1) this.#step(this.#ops[this.#at]!, this.#at);
  }

  /** What the server had acknowledged by now: `c` or `f` and an id. */
  get acknowledged(): readonly string[] {
    return this.#acknowledged;
  }

  /** The files after a power cut at this moment. */
  cut(loss: Loss, draw: () => number): Map<string, Buffer> {
    const last = this.#at - Math.floor(draw() * this.#unsafe());
    const half = () => draw() < 0.5;
    const kept = (at: number, change: Change): readonly Change[] => {
      if (loss === 'all') return [];
      if (loss === 'the last ones') return at < last ? [change] : [];
      if (loss === 'any') return half() ? [change] : [];
      return sectors(change, half);
    };
    return new Map([...this.#files].map(([path, file]) => [path, file.after(kept)]));
  }

  #unsafe(): number {
    const first = Math.min(
      ...[...this.#files.values()].flatMap((file) => file.pending[0]?.at ?? this.#at),
    );
    return this.#at - first + 1;
  }

  #step(op: Op, at: number): void {
    if (op.op === 'write' && op.path.endsWith('/acknowledged')) {
      this.#acknowledged.push(...op.data.toString().trim().split('\n'));
      return;
    }
    const file = this.#files.get(op.path);
    if (!file) return;
    if (op.op === 'sync') file.began(op.number, at);
    else if (op.op === 'synced') file.ended(op.number);
    else if (op.op === 'unlink') throw new Error(`${op.path} was removed while it was recorded`);
    else if (op.op === 'write' || op.op === 'truncate') file.pending.push({ at, change: op });
  }
}
