import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Problem } from '@xinhang/shared/problems.ts';
import type { ForkedMessage } from './forked.ts';

export interface ForkOptions<Progress> {
  readonly report: (progress: Progress) => void;
  /** Ends the child; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** With low priority, because people work beside it. */
  readonly gentle?: boolean | undefined;
}

/**
 * Runs one piece of work in a process of its own to its end: what is killed there is gone at once,
 * whatever it was doing, and what it held back of memory goes with it. `entry` is from
 * `workerEntry`, `what` its name in a report; `order` is plain data.
 */
export function runForked<Progress>(
  entry: URL,
  what: string,
  order: object,
  { report, signal, gentle = false }: ForkOptions<Progress>,
): Promise<unknown> {
  signal?.throwIfAborted();
  const child = fork(fileURLToPath(entry), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const stop = () => {
      child.kill('SIGKILL');
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.on('message', (message: ForkedMessage<Progress>) => {
      if (message.kind === 'progress') report(message.progress);
      else if (message.kind === 'done') resolve(message.result);
      else if (message.kind === 'refused') {
        reject(new Problem(message.code, message.details, { cause: message.cause }));
      } else reject(new Error(`the ${what} process failed: ${message.message}`));
    });
    child.once('error', reject);
    // `close` comes after its last message and its last line.
    child.once('close', (code, killed) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the ${what} process ended (${killed ?? code}): ${said}`));
    });
    child.send({ order, gentle });
  });
}
