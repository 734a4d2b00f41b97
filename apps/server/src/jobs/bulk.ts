import { jobById, listJobRows, updateJob } from '@xinhang/db/repositories/jobs.ts';
import { may } from '@xinhang/db/actor.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { WriteContext } from '../http/context.ts';
import { attemptRow } from './attempt-row.ts';
import { inSlices } from './in-slices.ts';
import type { JobKind, JobRun, ResultRow } from './kind.ts';
import type { JobRunner } from './runner.ts';

/** Rows after which a step looks at the time, and rows after which it ends. */
const BLOCK = 8;
const MOST = 12 * BLOCK;

/** How far a bulk action is, or its undoing. */
export interface BulkPoint {
  /** Rows that are done; of an undoing the last row of the result that was read. */
  at: number;
}

/** Acts on each of these rows, from where the job stopped; each is judged for itself. */
export async function actOnEach<Input, Row extends { id: number }>(
  job: JobRun<Input, BulkPoint>,
  rows: readonly Row[],
  act: (ctx: WriteContext, row: Row) => Promise<object | null | void>,
): Promise<void> {
  const at = job.point?.at ?? 0;
  await inSlices(job, rows.slice(at), {
    size: BLOCK,
    most: MOST,
    async block(ctx, some) {
      const done: ResultRow[] = [];
      for (const row of some) done.push(await attemptRow(ctx, row.id, () => act(ctx, row)));
      return done;
    },
    end: (_ctx, done, reached) =>
      Promise.resolve({ done: done.length, rows: done, point: { at: at + reached } }),
  });
}

/** The rows that were chosen, each once, with the versions in which they were seen. */
export function chosenOnce(
  ids: readonly number[],
  versions: readonly number[] | undefined,
): { ids: number[]; versions?: number[] } {
  if (versions && versions.length !== ids.length) {
    throw fieldRefused('/versions', 'as-many-as-ids');
  }
  const first = [...new Map(ids.map((id, at) => [id, at])).entries()];
  return {
    ids: first.map(([id]) => id),
    ...(versions && { versions: first.map(([, at]) => versions[at]!) }),
  };
}

/** Bulk actions of one kind of rows, as they are taken back. */
export interface Undoing<Action, Undo> {
  /** Kind of the jobs that are taken back. */
  of: string;
  /** Registered kind of the rows. */
  rowsOf: string;
  action: z.ZodType<Action>;
  permissionOf: (action: Action) => Permission;
  /** What a row of the result says of how it was. */
  step: z.ZodType<Undo>;
  takeBack: (ctx: WriteContext, id: number, undo: Undo) => Promise<object | null | void>;
}

interface UndoInput<Action> {
  jobId: number;
  action: Action;
}

/** Takes back what a bulk action did, row by row; what was changed since stays. */
export const undoJob = <Action, Undo>(
  of: Undoing<Action, Undo>,
): JobKind<UndoInput<Action>, BulkPoint> => ({
  kind: `${of.of}.undo`,
  input: z.object({ jobId: z.int(), action: of.action }),
  needs: ({ action }) => of.permissionOf(action),
  resumable: true,
  rowsOf: of.rowsOf,
  async run(job) {
    let after = job.point?.at ?? 0;
    for (let more = true; more;) {
      let reached = after;
      await job.step(async (ctx, slice) => {
        const page = { jobId: job.input.jobId, outcomes: ['changed'], after, limit: MOST };
        const found = await listJobRows(ctx.tx, page);
        const rows: ResultRow[] = [];
        for (const { ref, params } of found) {
          const id = Number(ref);
          const { undo } = z.object({ undo: of.step }).parse(JSON.parse(params));
          rows.push(await attemptRow(ctx, id, () => of.takeBack(ctx, id, undo)));
          if (rows.length % BLOCK === 0 && slice.over()) break;
        }
        reached = found[rows.length - 1]?.seq ?? after;
        more = rows.length < found.length || found.length === MOST;
        return { done: rows.length, rows, point: { at: reached } };
      });
      after = reached;
    }
  },
});

/** Takes an own, ended bulk action back, once. */
export async function startUndo<Action, Undo>(
  ctx: WriteContext,
  jobs: JobRunner,
  of: Undoing<Action, Undo>,
  id: number,
): Promise<number> {
  const job = await jobById(ctx.tx, id);
  const own = job?.kind === of.of && job.created_by === ctx.actor.userId;
  if (!job || !own) throw problem('not-found');
  const { action } = z.object({ action: of.action }).parse(JSON.parse(job.input));
  needRight(ctx, of.permissionOf(action));
  if (jobs.undoBy(job) === null) throw problem('state-refused', { params: { state: job.state } });
  const total = (JSON.parse(job.counts) as Record<string, number>)['changed'] ?? 0;
  const jobId = await jobs.enqueue(ctx, undoJob(of), { jobId: id, action }, { total });
  await updateJob(ctx.tx, id, { undone_by: jobId });
  return jobId;
}

/** Throws 403 with the permission that is missing. */
export function needRight(ctx: WriteContext, permission: Permission): void {
  if (!may(ctx.actor, permission)) throw problem('forbidden', { params: { permission } });
}
