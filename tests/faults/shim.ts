import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FIELDS = ['mode', 'slowUs', 'writes', 'syncs', 'at', 'kind', 'sticky', 'fired'] as const;
type Field = (typeof FIELDS)[number];

export const RECORD = 1;
export const COUNT = 2;
export const faultKinds = {
  'no space': 1,
  'I/O error': 2,
  'short write': 3,
  'failed sync': 4,
} as const;
export type FaultKind = keyof typeof faultKinds;

/** Null where the shim can be made; otherwise why the tests that need it are left out. */
export const shimMissing: string | null =
  process.platform !== 'linux'
    ? 'the shim between process and disk is made for Linux'
    : spawnSync('gcc', ['--version']).status === 0
      ? null
      : 'there is no gcc to make the shim between process and disk: apt-get install gcc libc6-dev';

/** Compiles the shim into a directory and makes the file by which it is steered. */
export function makeShim(directory: string): { library: string; control: string } {
  const library = join(directory, 'shim.so');
  const source = join(import.meta.dirname, 'shim.c');
  const made = spawnSync('gcc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-lpthread'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`gcc: ${made.stderr}`);
  const control = join(directory, 'control');
  writeFileSync(control, Buffer.alloc(4096));
  return { library, control };
}

/** Environment of a process that works on the files below `directory` through the shim. */
export function shimEnvironment(
  shim: { library: string; control: string },
  directory: string,
): Record<string, string> {
  return {
    LD_PRELOAD: shim.library,
    XINHANG_TEST_SHIM: shim.control,
    XINHANG_TEST_SHIM_DIR: directory,
    // The processes of a sweep load the same sources again and again.
    NODE_COMPILE_CACHE: join(tmpdir(), 'xinhang-faults-cache'),
  };
}

/** Steers the shim of a process, from inside it or from outside. */
export class ShimControl {
  readonly #handle: number;

  constructor(file: string) {
    this.#handle = openSync(file, 'r+');
  }

  set(fields: Partial<Record<Field, number>>): void {
    for (const [name, value] of Object.entries(fields)) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      writeSync(this.#handle, bytes, 0, 4, FIELDS.indexOf(name as Field) * 4);
    }
  }

  get(name: Field): number {
    const bytes = Buffer.alloc(4);
    readSync(this.#handle, bytes, 0, 4, FIELDS.indexOf(name) * 4);
    return bytes.readUInt32LE();
  }

  /** No fault, no record, no delay. */
  rest(): void {
    this.set({ mode: 0, slowUs: 0, writes: 0, syncs: 0, at: 0, kind: 0, sticky: 0, fired: 0 });
  }

  close(): void {
    closeSync(this.#handle);
  }
}
