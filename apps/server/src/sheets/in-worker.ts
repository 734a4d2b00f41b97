import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ReadOptions } from './read-sheet.ts';
import { SheetError, type SheetErrorCode, type SheetErrorParams } from './sheet-error.ts';
import type { SheetColumn, SheetValue, WriteOptions } from './write-sheet.ts';

type Rows = readonly (readonly SheetValue[])[];

/** What a worker is asked to do; plain data, it crosses a thread. */
export type SheetJob =
  | { kind: 'read'; path: string; fileName: string; options: ReadOptions }
  | {
      kind: 'write';
      path: string;
      format: 'xlsx' | 'csv';
      columns: readonly SheetColumn[];
      options: WriteOptions;
    };
export type ToWorker = { kind: 'next' } | { kind: 'rows'; rows: Rows } | { kind: 'end' };
export type ToParent =
  | { kind: 'rows'; rows: string[][]; total: number }
  | { kind: 'more' }
  | { kind: 'done' }
  | { kind: 'refused'; code: SheetErrorCode; params: SheetErrorParams }
  | { kind: 'failed'; message: string };

export interface WorkerOptions {
  /** Milliseconds of silence after which the worker is ended, `sheet-too-large`; 120,000. */
  timeoutMs?: number | undefined;
  /** Ends the worker; the call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** The first sheet of a file in blocks of at most 500 rows, and how many rows there are in all. */
export interface SheetBlock {
  rows: string[][];
  total: number;
}

/**
 * `readSheet` off the main thread, block by block: a large file never stands still in the way of
 * others, however slowly its rows are taken. Throws SheetError.
 */
export async function* readSheetInWorker(
  path: string,
  fileName: string,
  options: ReadOptions & WorkerOptions = {},
): AsyncGenerator<SheetBlock, void, undefined> {
  const { timeoutMs, signal, ...rest } = options;
  const talk = converse({ kind: 'read', path, fileName, options: rest }, { timeoutMs, signal });
  for await (const { message, reply } of talk) {
    if (message.kind !== 'rows') continue;
    yield { rows: message.rows, total: message.total };
    reply({ kind: 'next' });
  }
}

/** `writeXlsx` or `writeCsv` into a file, off the main thread; rows come in blocks. */
export async function writeSheetInWorker(
  path: string,
  format: 'xlsx' | 'csv',
  columns: readonly SheetColumn[],
  blocks: AsyncIterable<Rows> | Iterable<Rows>,
  options: WriteOptions & WorkerOptions = {},
): Promise<void> {
  const { timeoutMs, signal, ...rest } = options;
  const job: SheetJob = { kind: 'write', path, format, columns, options: rest };
  const source =
    Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]();
  for await (const { message, reply } of converse(job, { timeoutMs, signal })) {
    if (message.kind !== 'more') continue;
    const block = await source.next();
    reply(block.done ? { kind: 'end' } : { kind: 'rows', rows: block.value });
  }
}

/** From sources the worker is a neighbour; a bundle holds it beside cli.mjs, above chunks/. */
export function workerUrl(self: string): URL {
  if (self.endsWith('.ts')) return new URL('../jobs/sheet-worker.ts', self);
  const inChunk = /\/chunks\/[^/]+$/.test(self);
  return new URL(inChunk ? '../sheet-worker.mjs' : './sheet-worker.mjs', self);
}

interface Turn {
  message: ToParent;
  reply: (message: ToWorker) => void;
}

/**
 * Runs a worker to its end, message by message. The memory limit only catches what the caps on
 * files let through: V8 may end the whole process when one large allocation passes it.
 */
async function* converse(job: SheetJob, options: WorkerOptions): AsyncGenerator<Turn> {
  const { timeoutMs = 120_000, signal } = options;
  signal?.throwIfAborted();
  const silence = new AbortController();
  const stop = AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]);
  const worker = new Worker(workerUrl(import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  const late = () => silence.abort(new SheetError('sheet-too-large', { reason: 'time' }));
  let timer = setTimeout(late, timeoutMs);
  try {
    const heard = on(worker, 'message', { signal: stop, close: ['exit'] });
    for await (const [message] of heard as AsyncIterable<[ToParent]>) {
      clearTimeout(timer);
      if (message.kind === 'done') return;
      if (message.kind === 'refused') throw new SheetError(message.code, message.params);
      if (message.kind === 'failed') throw new Error(message.message);
      yield {
        message,
        reply: (answer) => {
          timer = setTimeout(late, timeoutMs);
          worker.postMessage(answer);
        },
      };
    }
    throw new Error('the sheet worker ended early');
  } catch (error) {
    if (stop.aborted) throw stop.reason;
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      throw new SheetError('sheet-too-large', { reason: 'memory' }, { cause: error });
    }
    throw error;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
