import { workerEntry } from '../../threads/converse.ts';
import { runForked } from '../../threads/fork.ts';
import type { CheckedBackup, CheckOrder } from './check.ts';
import type { Compared, CompareOrder } from './compare.ts';
import type { Asked } from './drill.ts';
import type { MadeBackup, MakeOrder, Report } from './make.ts';
import type { WorkerTask } from './worker.ts';

export interface ChildOptions {
  readonly report: Report;
  /** Ends the child; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** With low priority, because people work beside it. */
  readonly gentle?: boolean | undefined;
}

function runInChild(work: WorkerTask, { report, signal, gentle }: ChildOptions): Promise<unknown> {
  const entry = workerEntry(import.meta.url, './worker.ts', 'backup-worker');
  const heard = (progress: Parameters<Report>) => report(...progress);
  return runForked(entry, 'backup', work, { report: heard, signal, gentle });
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

/** Reads a backup as far as its counts, in a child process. */
export async function compareInChild(
  order: CompareOrder,
  options: ChildOptions,
): Promise<Compared> {
  return (await runInChild({ task: 'compare', order }, options)) as Compared;
}

/** A backup is checked in full, and a server was started on the copy and answered. */
export async function rehearseInChild(
  order: CheckOrder,
  options: ChildOptions,
): Promise<CheckedBackup & { asked: Asked }> {
  return (await runInChild({ task: 'rehearse', order }, options)) as CheckedBackup & {
    asked: Asked;
  };
}
