import { converse, workerEntry, type Task, type Turn } from '../threads/converse.ts';
import type { WorkerOptions } from '../threads/converse.ts';
import type { Damage } from './damage.ts';
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
  | ({ kind: 'rows' } & SheetBlock)
  | { kind: 'more' }
  | { kind: 'done' }
  | { kind: 'refused'; code: SheetErrorCode; params: SheetErrorParams }
  | { kind: 'failed'; message: string };

/** The first sheet of a file in blocks of at most 500 rows, and how many rows there are in all. */
export interface SheetBlock {
  rows: string[][];
  total: number;
  /** See `usualWidth`. */
  usualWidth: number | null;
  /** By index in the block. */
  damaged: ReadonlyMap<number, Damage>;
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
  const talk = talkWith({ kind: 'read', path, fileName, options: rest }, { timeoutMs, signal });
  for await (const { message, reply } of talk) {
    if (message.kind !== 'rows') continue;
    yield message;
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
  for await (const { message, reply } of talkWith(job, { timeoutMs, signal })) {
    if (message.kind !== 'more') continue;
    const block = await source.next();
    reply(block.done ? { kind: 'end' } : { kind: 'rows', rows: block.value });
  }
}

/** The entry of the worker, seen from `self`. */
export function workerUrl(self: string): URL {
  return workerEntry(self, '../jobs/sheet-worker.ts', 'sheet-worker');
}

async function* talkWith(
  job: SheetJob,
  options: WorkerOptions,
): AsyncGenerator<Turn<ToParent, ToWorker>> {
  const task: Task = {
    entry: workerUrl(import.meta.url),
    data: job,
    tooMuch: (reason, cause) => new SheetError('sheet-too-large', { reason }, { cause }),
  };
  for await (const turn of converse<ToParent, ToWorker>(task, options)) {
    const { message } = turn;
    if (message.kind === 'done') return;
    if (message.kind === 'refused') throw new SheetError(message.code, message.params);
    if (message.kind === 'failed') throw new Error(message.message);
    yield turn;
  }
}
