import { company, foundedAt } from '@xinhang/db/repositories/company.ts';
import { jobsUnderway } from '@xinhang/db/repositories/jobs.ts';
import type { BackupFileRow, BackupStatus } from '@xinhang/shared/backups.ts';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../http/context.ts';
import { scheduleOf, type ScheduleKind } from '../../jobs/clockwork.ts';
import { instantOf, newestDue } from '../../jobs/due.ts';
import { isOverdue, keptFiles, spaceOf } from '../../ops/backup/keeping.ts';
import { ownSigner, recovery } from '../../ops/backup/keys.ts';
import { fingerprint } from '../../ops/backup/manifest.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { reasonsToKeep } from '../../ops/backup/retention.ts';
import type { BackupFile } from '../../ops/backup/record.ts';

const FALLBACK_ZONE = 'Asia/Shanghai';
const JOBS_LOOKED_AT = 50;

export async function zoneOf(ctx: ReadContext): Promise<string> {
  return (await company(ctx.db))?.time_zone ?? FALLBACK_ZONE;
}

/** The job that works on backups now, queued or running. */
export async function backupJob(ctx: ReadContext): Promise<number | null> {
  const jobs = await jobsUnderway(ctx.db, JOBS_LOOKED_AT);
  return jobs.find(({ kind }) => kind.startsWith('backups.'))?.id ?? null;
}

function durationOf(seen: BackupFile['seen']): number | null {
  if (seen === null || seen.madeInMs === null) return null;
  return seen.madeInMs + (seen.provedInMs ?? 0);
}

function row(file: BackupFile, keeps: BackupFileRow['keeps']): BackupFileRow {
  const { seen } = file;
  return {
    name: file.name,
    kind: file.kind,
    businessDate: file.businessDate,
    encrypted: file.encrypted,
    size: file.size,
    result: seen?.result ?? 'unknown',
    problem: seen?.problem ?? null,
    madeAt: seen?.madeAt ?? null,
    durationMs: durationOf(seen),
    verifiedAt: seen?.verifiedAt ?? null,
    answered: seen?.answered ?? null,
    lost: seen?.lost ?? 0,
    copiedAt: seen?.copiedAt ?? null,
    sha256: seen?.sha256 ?? null,
    keeps,
  };
}

/** All files as rows of the screen, newest first. */
export async function backupRows(ctx: ReadContext, office: BackupOffice): Promise<BackupFileRow[]> {
  const files = office.records.list();
  const today = businessDate(ctx.now, await zoneOf(ctx));
  const reasons = reasonsToKeep(keptFiles(files), today);
  return files.map((file) => row(file, reasons.get(file.name) ?? 'unknown'));
}

async function overdue(
  ctx: ReadContext,
  kind: ScheduleKind,
  files: readonly BackupFile[],
): Promise<boolean> {
  const { at } = await scheduleOf(ctx.db, kind);
  const zone = await zoneOf(ctx);
  const date = newestDue(ctx.now, at, zone);
  // Before there was a company nothing was due.
  if ((await foundedAt(ctx.db)) > instantOf(date, at, zone)) return false;
  return isOverdue(files, date);
}

export async function backupStatus(
  ctx: ReadContext,
  office: BackupOffice,
  daily: ScheduleKind,
): Promise<BackupStatus> {
  const record = office.records.read();
  const files = office.records.list(record);
  const newest = office.newestVerified(files);
  const { free, wanted } = spaceOf(office, files);
  const recovering = recovery(office.paths);
  const signer = ownSigner(office.paths);
  const { lastCopy, failure } = record;
  return {
    directory: office.directory,
    count: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    freeBytes: free,
    wantedFreeBytes: wanted,
    low: free < wanted,
    overdue: await overdue(ctx, daily, files),
    lastVerified: newest?.seen
      ? {
          name: newest.name,
          at: newest.seen.verifiedAt ?? newest.seen.madeAt,
          businessDate: newest.businessDate,
        }
      : null,
    lastCopy: lastCopy ? { name: lastCopy.file, at: lastCopy.at, drive: lastCopy.drive } : null,
    failure: failure
      ? { businessDate: failure.businessDate, at: failure.at, problem: failure.problem }
      : null,
    recoveryKeyAt: recovering?.madeAt ?? null,
    encrypted: recovering?.encrypt ?? false,
    signer: signer === null ? null : fingerprint(signer),
    jobId: await backupJob(ctx),
  };
}

/** What the morning desk says of it. */
export async function deskBackups(
  ctx: ReadContext,
  office: BackupOffice,
  daily: ScheduleKind,
): Promise<NonNullable<DeskBlock['backups']>> {
  const {
    lastVerified,
    lastCopy,
    failure,
    overdue: late,
    low,
  } = await backupStatus(ctx, office, daily);
  return {
    lastVerifiedAt: lastVerified?.at ?? null,
    lastCopiedAt: lastCopy?.at ?? null,
    failed: failure !== null,
    overdue: late,
    low,
  };
}
