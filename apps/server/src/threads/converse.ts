import { on } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface WorkerOptions {
  /** Milliseconds of silence after which the worker is ended with `late`; 120,000. */
  timeoutMs?: number | undefined;
  /** Ends the worker; the call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface Task {
  /** Entry of the worker: its source beside `self`, and its name in the bundle. */
  readonly entry: URL;
  /** Plain data; it crosses a thread. */
  readonly data: unknown;
  /** What to say when the worker takes too long or too much memory. */
  readonly tooMuch: (reason: 'time' | 'memory', cause?: unknown) => Error;
}

export interface Turn<Message, Reply> {
  message: Message;
  reply: (message: Reply) => void;
}

/**
 * From sources the worker is a file near `self`; a bundle holds it beside cli.mjs, above chunks/.
 * Where `BUNDLED_WORKERS` names the directory of a bundle made of these sources, the worker comes
 * from there: to load a server's thousand files takes a processor for seconds.
 */
export function workerEntry(self: string, source: string, name: string): URL {
  if (self.endsWith('.ts')) {
    const bundle = process.env['BUNDLED_WORKERS'];
    return bundle ? pathToFileURL(join(bundle, `${name}.mjs`)) : new URL(source, self);
  }
  const inChunk = /\/chunks\/[^/]+$/.test(self);
  return new URL(`${inChunk ? '../' : './'}${name}.mjs`, self);
}

/**
 * Runs a worker to its end, message by message; it ends when the reader breaks off. The memory
 * limit only catches what the caps on rows and files let through: V8 may end the whole process
 * when one large allocation passes it.
 */
export async function* converse<Message, Reply>(
  task: Task,
  { timeoutMs = 120_000, signal }: WorkerOptions,
): AsyncGenerator<Turn<Message, Reply>> {
  signal?.throwIfAborted();
  const silence = new AbortController();
  const stop = AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]);
  const worker = new Worker(task.entry, {
    workerData: task.data,
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  const late = () => silence.abort(task.tooMuch('time'));
  let timer = setTimeout(late, timeoutMs);
  try {
    const heard = on(worker, 'message', { signal: stop, close: ['exit'] });
    for await (const [message] of heard as AsyncIterable<[Message]>) {
      clearTimeout(timer);
      yield {
        message,
        reply: (answer) => {
          timer = setTimeout(late, timeoutMs);
          worker.postMessage(answer);
        },
      };
    }
    throw new Error('the worker ended early');
  } catch (error) {
    if (stop.aborted) throw stop.reason;
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      throw task.tooMuch('memory', error);
    }
    throw error;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
