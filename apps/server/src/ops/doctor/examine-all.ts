import type { SnapshotSource } from '@xinhang/db/database.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import type { CheckKey } from '@xinhang/shared/doctor.ts';
import { examineOne, uncheckable, type Check, type Examined, type FullDiagnosis } from './check.ts';

export interface Progress {
  /** What is looked at now. */
  readonly check: CheckKey;
  /** Hundredths of the whole. */
  readonly percent: number;
}

/**
 * A check that takes longer than this is given up: while it reads, the log cannot be cut off. An
 * hour, because a large company on a busy machine needs a quarter of one for its search index.
 */
const LONGEST_CHECK_MS = 3_600_000;

/** Where time goes in a large company, in hundredths or so; everything else is one. */
const weights: Partial<Record<CheckKey, number>> = {
  database: 12,
  references: 8,
  customers: 25,
  search: 30,
  files: 8,
  audit: 8,
};
const weightOf = ({ key }: Check) => weights[key] ?? 1;

/**
 * Runs checks beside whoever works, one after the other, each on a snapshot of its own: what is
 * saved meanwhile is no contradiction, and nothing is held longer than its check. Changes nothing.
 */
export async function examineAll(
  place: Omit<Examined, 'db' | 'report'> & { readonly source: SnapshotSource },
  checks: readonly Check[],
  report: (progress: Progress) => void,
): Promise<FullDiagnosis[]> {
  const { source, ...rest } = place;
  const fitting = checks.filter(({ engine }) => engine === undefined || engine === source.engine);
  const whole = fitting.reduce((sum, check) => sum + weightOf(check), 0);
  const diagnoses: FullDiagnosis[] = [];
  let before = 0;
  for (const check of fitting) {
    const weight = weightOf(check);
    const tell = (done: number, total: number) => {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      report({ check: check.key, percent: Math.floor(((before + weight * share) / whole) * 100) });
    };
    tell(0, 1);
    const snapshot = openSnapshot(source, LONGEST_CHECK_MS);
    diagnoses.push(
      await snapshot
        .read((db) => examineOne({ ...rest, db, report: tell }, check))
        .catch((error: unknown) => uncheckable(check, error))
        .finally(() => snapshot.close()),
    );
    before += weight;
  }
  return diagnoses;
}
