import { rm } from 'node:fs/promises';
import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import {
  insertJobRows,
  jobById,
  updateJob,
  type JobRecord,
  type JobRowRecord,
} from '@xinhang/db/repositories/jobs.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import { may, type Actor } from '@xinhang/db/actor.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { nobody, systemContext, type ReadContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { hashFile, keepFile } from '../ops/file-store.ts';
import { temporaryFile } from '../ops/paths.ts';
import type { JobRun, ResultRow } from './kind.ts';
import type { Pace } from './pace.ts';

const FILE_KEPT_MS = 7 * 86_400_000;
/** Progress reaches the screens at most this often. */
const NEWS_EVERY_MS = 500;

/** The person cancelled the job. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
/** The server stops; the next boot decides what becomes of the job. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Rights that were loaded, and for which revision of the organisation they hold. */
export interface KnownActor {
  revision: number;
  actor: Actor;
}

/** The person whose job it is, with the rights of this moment; a clean failure if they are gone. */
export async function actorOf(
  db: Reader,
  job: JobRecord,
  needs: Permission | null,
  known?: KnownActor | null,
): Promise<KnownActor> {
  const revision = (await company(db))?.org_revision ?? 0;
  if (job.created_by === null) return { revision, actor: nobody };
  const user = await userById(db, job.created_by);
  if (user?.state !== 'active' && user?.state !== 'leaving') throw problem('job-person-gone');
  const same = known?.revision === revision;
  const actor = same ? known.actor : await loadActor(db, job.created_by);
  if (!actor) throw problem('job-person-gone');
  if (needs && !may(actor, needs)) {
    throw problem('forbidden', { params: { permission: needs } });
  }
  return { revision, actor };
}

/** The context in which a job's own bookkeeping is written. */
export function jobContext(deps: Deps, job: JobRecord, actor: Actor): ReadContext {
  return systemContext(deps, {
    actor,
    sessionId: job.session_id ?? 0,
    requestId: `job-${job.id}`,
    address: job.address,
  });
}

export const audienceOf = (job: JobRecord) => (job.created_by === null ? [] : [job.created_by]);

export function jobRun(
  { deps, hub, pace }: { deps: Deps; hub: EventHub; pace: Pace },
  start: JobRecord,
  input: unknown,
  needs: Permission | null,
  stopping: () => boolean,
): JobRun<unknown, unknown> {
  let lastNews = 0;
  let known: KnownActor | null = null;

  /** Every reason not to go on, looked up in the same snapshot as the work that follows. */
  async function checked(db: Reader): Promise<{ job: JobRecord; actor: Actor }> {
    const job = await jobById(db, start.id);
    if (job?.state !== 'running') throw new Stopped();
    if (job.cancel_requested === 1) throw new Cancelled();
    known = await actorOf(db, job, needs, known);
    return { job, actor: known.actor };
  }

  async function pause(): Promise<void> {
    await pace.giveWay();
    if (stopping()) throw new Stopped();
  }

  return {
    id: start.id,
    input,
    point: start.point === null ? null : (JSON.parse(start.point) as unknown),

    async step(work) {
      await pause();
      await runCommand(deps.db, hub, (tx, as) =>
        pace.slice(async (slice) => {
          const { job, actor } = await checked(tx);
          const ctx = as(jobContext(deps, job, actor));
          const result = await work(ctx, slice);
          const rows = result.rows ?? [];
          await insertJobRows(tx, rowsOf(job, rows));
          const after = await updateJob(tx, job.id, {
            progress: job.progress + (result.done ?? 0),
            total: result.total ?? job.total,
            counts: counted(job.counts, rows),
            row_count: job.row_count + rows.length,
            ...(result.point !== undefined && { point: JSON.stringify(result.point) }),
          });
          if (ctx.now - lastNews < NEWS_EVERY_MS) return;
          ctx.onCommit(() => (lastNews = ctx.now));
          const audience = audienceOf(job);
          await ctx.emit({ entity: 'job', id: job.id, version: after.version, audience });
        }),
      );
    },

    async look() {
      await pause();
      const { job, actor } = await checked(deps.db.read);
      return jobContext(deps, job, actor);
    },

    async saveFile(file, write) {
      await pause();
      const part = temporaryFile(deps.paths, `job-${start.id}-${deps.random(6).toString('hex')}`);
      try {
        await write(part);
        const kept = await hashFile(part);
        await keepFile(deps.paths, part, kept, deps.now());
        await deps.db.transaction(async (tx) => {
          await checked(tx);
          await updateJob(tx, start.id, {
            file_name: file.name,
            file_mime: file.mime,
            file_sha256: kept.sha256,
            file_size: kept.size,
            file_until: deps.now() + FILE_KEPT_MS,
          });
        });
        return kept;
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}

function rowsOf(job: JobRecord, rows: readonly ResultRow[]): JobRowRecord[] {
  return rows.map((row, at) => ({
    job_id: job.id,
    seq: job.row_count + at + 1,
    ref: row.ref,
    label: row.label,
    outcome: row.outcome,
    code: row.code ?? '',
    params: JSON.stringify(row.params ?? {}),
  }));
}

function counted(before: string, rows: readonly ResultRow[]): string {
  const counts = JSON.parse(before) as Record<string, number>;
  for (const row of rows) counts[row.outcome] = (counts[row.outcome] ?? 0) + 1;
  return JSON.stringify(counts);
}
