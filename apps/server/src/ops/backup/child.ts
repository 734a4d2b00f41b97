import { fork } from 'node:child_process';
import { Problem } from '@xinhang/shared/problems.ts';
import { fileURLToPath } from 'node:url';
import { workerEntry } from '../../threads/converse.ts';
import type { CheckedBackup, CheckOrder } from './check.ts';
import type { Asked } from './drill.ts';
import type { MadeBackup, MakeOrder, Report } from './make.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

export interface ChildOptions {
  readonly report: Report;
  /** Ends the child; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** With low priority, because people work beside it. */
  readonly gentle?: boolean | undefined;
}

function runInChild(
  work: WorkerTask,
  { report, signal, gentle = false }: ChildOptions,
): Promise<unknown> {
  signal?.throwIfAborted();
  const entry = fileURLToPath(workerEntry(import.meta.url, './worker.ts', 'backup-worker'));
  const child = fork(entry, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const stop = () => {
      child.kill('SIGKILL');
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') report(...message.progress);
      else if (message.kind === 'done') resolve(message.result);
      else if (message.kind === 'refused') {
        reject(new Problem(message.code, message.details, { cause: message.cause }));
      } else reject(new Error(`the backup process failed: ${message.message}`));
    });
    child.once('error', reject);
    // `close` comes after its last message and its last line.
    child.once('close', (code, killed) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the backup process ended (${killed ?? code}): ${said}`));
    });
    child.send({ ...work, gentle });
  });
}

/** Makes a backup in a child process. */
export async function makeInChild(order: MakeOrder, options: ChildOptions): Promise<MadeBackup> {
  return (await runInChild({ task: 'make', order }, options)) as MadeBackup;
}

/** Checks a backup in full in a child process; its copy is then in `order.into`. */
export async function checkInChild(
  order: CheckOrder,
  options: ChildOptions,
): Promise<CheckedBackup> {
  return (await runInChild({ task: 'check', order }, options)) as CheckedBackup;
}

/** The same, and a server was started on the copy and answered. */
export async function rehearseInChild(
  order: CheckOrder,
  options: ChildOptions,
): Promise<CheckedBackup & { asked: Asked }> {
  return (await runInChild({ task: 'rehearse', order }, options)) as CheckedBackup & {
    asked: Asked;
  };
}
