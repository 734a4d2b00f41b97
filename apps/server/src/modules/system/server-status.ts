import { lstatSync } from 'node:fs';
import { freemem, hostname, totalmem } from 'node:os';
import { failedJobs } from '@xinhang/db/repositories/jobs.ts';
import { serverCounts } from '@xinhang/db/repositories/server-counts.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import type { ServerStatus } from '@xinhang/shared/server.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { freeBytes } from '../../ops/backup/files.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { examine } from '../../ops/doctor/check.ts';
import { quickChecks } from '../../ops/doctor/checks.ts';
import { readAuthority, readServerPair } from '../../ops/tls/office-keys.ts';
import { deskBackups } from './backup-view.ts';
import { describeSchedule } from './schedule-routes.ts';

const MINUTE_MS = 60_000;
const FAILED_FOR_MS = 7 * 24 * 60 * MINUTE_MS;
const FAILED_COUNTED = 1000;
const FAILED_SHOWN = 5;

const sizeOf = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;

async function jobsOf(ctx: ReadContext, counts: { running: number; queued: number }) {
  const failed = await failedJobs(ctx.db, {
    person: null,
    clock: true,
    since: ctx.now - FAILED_FOR_MS,
    limit: FAILED_COUNTED,
  });
  return {
    running: counts.running,
    queued: counts.queued,
    failed: failed.length,
    lastFailed: failed
      .slice(0, FAILED_SHOWN)
      .map(({ id, kind, error, finished_at: finishedAt }) => ({ id, kind, error, finishedAt })),
  };
}

/** How the server is, without anything that would keep people waiting. */
export async function serverStatusOf(
  ctx: ReadContext,
  { app, deps, hub, clockwork }: Http,
  office: BackupOffice,
  startedAt: number,
): Promise<ServerStatus> {
  const { paths } = deps;
  const { values } = await readSettings(ctx.db);
  const usedSince = ctx.now - values['sessions.idleMinutes'] * MINUTE_MS;
  const counts = await serverCounts(ctx.db, usedSince);
  const daily = clockwork.kind('backup');
  const backups = daily && (await deskBackups(ctx, office, daily));
  const diagnoses = await examine(
    { db: ctx.db, paths, now: ctx.now, elapsed: deps.elapsed ?? deps.now },
    quickChecks,
  );
  const ownFiles = deps.db.engine === 'sqlite';
  return {
    version: deps.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    host: hostname(),
    engine: deps.db.engine,
    startedAt,
    memory: {
      usedBytes: process.memoryUsage.rss(),
      freeBytes: freemem(),
      totalBytes: totalmem(),
    },
    data: {
      directory: paths.root,
      freeBytes: freeBytes(paths.store),
      databaseBytes: ownFiles ? sizeOf(paths.database) : null,
      logBytes: ownFiles ? sizeOf(`${paths.database}-wal`) : null,
    },
    backups: {
      directory: office.directory,
      lastVerifiedAt: backups?.lastVerifiedAt ?? null,
      lastCopiedAt: backups?.lastCopiedAt ?? null,
      failed: backups?.failed ?? false,
      overdue: backups?.overdue ?? false,
    },
    network: {
      addresses: app.tls.addresses,
      certificateUntil: readServerPair(paths)?.certificate.validToDate.getTime() ?? null,
      authorityUntil: readAuthority(paths)?.certificate.validToDate.getTime() ?? null,
    },
    people: { sessions: counts.sessions, streams: hub.size },
    devices: { approved: counts.approved, pending: counts.pending },
    jobs: await jobsOf(ctx, counts),
    schedules: await Promise.all(clockwork.kinds.map((kind) => describeSchedule(ctx, kind))),
    findings: diagnoses
      .flatMap(({ findings }) => findings)
      .map(({ code, params, wrong }) => ({ code, params, wrong }))
      .toSorted((a, b) => Number(b.wrong) - Number(a.wrong)),
  };
}
