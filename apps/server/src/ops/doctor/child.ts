import type { SnapshotSource } from '@xinhang/db/database.ts';
import { workerEntry } from '../../threads/converse.ts';
import { runForked, type ForkOptions } from '../../threads/fork.ts';
import type { Paths } from '../paths.ts';
import type { FullDiagnosis } from './check.ts';
import type { Progress } from './examine-all.ts';

export interface ExamineOrder {
  readonly source: SnapshotSource;
  readonly paths: Paths;
  /** UTC ms. */
  readonly now: number;
}

/**
 * Every check, in a child process of low priority: SQLite reads the whole file without a pause,
 * and people must not wait for it.
 */
export async function examineInChild(
  order: ExamineOrder,
  options: ForkOptions<Progress>,
): Promise<FullDiagnosis[]> {
  const entry = workerEntry(import.meta.url, './worker.ts', 'doctor-worker');
  return (await runForked(entry, 'doctor', order, { gentle: true, ...options })) as FullDiagnosis[];
}
