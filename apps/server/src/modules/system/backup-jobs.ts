import { join } from 'node:path';
import { company, foundedAt } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { Problem, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { NoticeInput } from '../../http/context.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import { followed as followedWork } from '../../jobs/followed.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { copyToDrive } from '../../ops/backup/carry-away.ts';
import type { ChildOptions } from '../../ops/backup/child.ts';
import { changedFiles, hasDaily, removeOldHalves, thinOut } from '../../ops/backup/keeping.ts';
import { failureOf, type BackupOffice } from '../../ops/backup/office.ts';
import { hundredths } from '../../ops/backup/progress.ts';
import { holdersOf } from '../org/service.ts';

/** Verified files that are read again each day; the others are compared by their size. */
const READ_AGAIN = 2;
/** A backup that failed was tried twice already; by then somebody may have made room. */
const FAILED_WAIT_MS = 3_600_000;

type Run = JobRun<unknown, never>;

/** Work of the backup process as a job. */
export function followed<T>(
  job: Run,
  work: (options: ChildOptions & { signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  return followedWork(job, (tell, signal) => work({ report: hundredths(tell), signal }));
}

/** Tells everybody who looks after backups; whoever started the job hears of its failure anyway. */
async function tellKeepers(
  job: Run,
  notice: Omit<NoticeInput, 'route'>,
  others = false,
): Promise<void> {
  await job.step(async (ctx) => {
    const keepers = await holdersOf(ctx.tx, 'system.backup');
    const told = others ? keepers.filter((id) => id !== ctx.actor.userId) : keepers;
    await ctx.notify(told, { ...notice, route: '/backups' });
    return {};
  });
}

/** Keeps whose signature a file carries that was refused for it: people compare the fingerprint. */
export async function withSigner<T>(job: Run, name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem && error.code === 'backup-foreign') {
      const { code, details } = error;
      const row = {
        ref: name,
        label: name,
        outcome: 'refused',
        code,
        params: details.params ?? {},
      };
      await job.step(() => Promise.resolve({ rows: [row] }));
    }
    throw error;
  }
}

const audited = (
  job: Run,
  action: `backups.${string}`,
  after: object,
  row?: { name: string; outcome: string },
) =>
  job.step(async (ctx) => {
    await ctx.audit({ action, entity: 'backup', entityId: null, after });
    return { rows: row ? [{ ref: row.name, label: row.name, outcome: row.outcome }] : [] };
  });

/** What goes with each backup: old files that must go, files that were changed, space. */
async function lookAround(job: Run, office: BackupOffice): Promise<void> {
  const { db, now } = await job.look();
  const today = businessDate(now, (await company(db))?.time_zone ?? 'Asia/Shanghai');
  for (const file of await changedFiles(office, READ_AGAIN)) {
    await tellKeepers(job, { kind: 'backup-changed', params: { file } });
  }
  removeOldHalves(office, now);
  const { remove, stillLow } = thinOut(office, today);
  if (remove.length > 0) {
    await audited(job, 'backups.thin', { files: remove.map(({ name }) => name) });
  }
  if (!stillLow || office.records.read().spaceToldOn === today) return;
  office.records.change((record) => {
    record.spaceToldOn = today;
  });
  await tellKeepers(job, { kind: 'backup-space' });
}

async function makeAndTell(
  job: Run,
  office: BackupOffice,
  kind: 'daily' | 'manual',
  date: string | undefined,
): Promise<void> {
  try {
    const made = await followed(job, (options) =>
      office.make(kind, { ...options, ...(date !== undefined && { date }) }),
    );
    const { file, seen, firstFailed } = made;
    const after = { file, size: seen.size, sha256: seen.sha256 };
    await audited(job, 'backups.make', after, { name: file, outcome: 'done' });
    if (firstFailed) await tellKeepers(job, { kind: 'backup-second' });
  } catch (error) {
    const params = { error: failureOf(error).problem };
    await tellKeepers(job, { kind: 'backup-failed', params }, true);
    throw error;
  }
  await lookAround(job, office);
}

const daily = z.object({ date: z.string() });

/** The backup of each business date, at a set time or as soon as the machine is there again. */
export function dailyBackup(office: BackupOffice): ScheduleKind {
  return {
    key: 'backup',
    at: '18:30',
    catchUp: 'newest',
    job: {
      kind: 'backups.daily',
      input: daily,
      needs: () => null,
      resumable: false,
      run: (job) => makeAndTell(job as Run, office, 'daily', job.input.date),
    },
    waitAfterFailure: FAILED_WAIT_MS,
    busy: () => office.busy,
    async isDone(db, _now, date, since) {
      // A date before there was a company needs no backup.
      return (await foundedAt(db)) > since || hasDaily(office.records.list(), date);
    },
  };
}

export const manualBackup = (office: BackupOffice): JobKind<object> => ({
  kind: 'backups.make',
  input: z.object({}),
  needs: () => 'system.backup',
  resumable: false,
  route: () => '/backups',
  run: (job) => makeAndTell(job as Run, office, 'manual', undefined),
});

const named = z.object({ name: z.string() });

export const verifyBackup = (office: BackupOffice): JobKind<z.output<typeof named>> => ({
  kind: 'backups.verify',
  input: named,
  needs: () => 'system.backup',
  resumable: false,
  route: () => '/backups',
  async run(job) {
    const { name } = job.input;
    const proving = followed(job as Run, (options) =>
      office.alone(() => office.prove(name, options)),
    );
    const seen = await withSigner(job as Run, name, proving);
    await audited(
      job as Run,
      'backups.verify',
      { file: name, sha256: seen.sha256 },
      { name, outcome: 'done' },
    );
  },
});

const carried = z.object({ drive: z.string() });

export const copyBackup = (office: BackupOffice): JobKind<z.output<typeof carried>> => ({
  kind: 'backups.copy',
  input: carried,
  needs: () => 'system.backup',
  resumable: false,
  route: () => '/backups',
  async run(job) {
    const newest = office.newestVerified();
    if (!newest?.seen) throw problem('state-refused', { params: { reason: 'no-backup' } });
    const { name, size, seen } = newest;
    const { drive } = job.input;
    await followed(job as Run, ({ signal, report }) =>
      office.alone(() => {
        const source = { path: join(office.directory, name), name, size, sha256: seen.sha256 };
        const copied = (bytes: number) => report('serve', bytes, size);
        return copyToDrive(source, drive, copied, signal);
      }),
    );
    const { now } = await job.look();
    office.records.change((record) => {
      record.lastCopy = { file: name, drive, at: now };
      const known = record.files[name];
      if (known) known.copiedAt = now;
    });
    await audited(job as Run, 'backups.copy', { file: name, drive }, { name, outcome: 'done' });
  },
});
