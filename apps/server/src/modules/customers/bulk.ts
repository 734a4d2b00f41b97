import { bulkAction } from '@xinhang/shared/customer-work.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { may } from '@xinhang/db/actor.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { attemptRow } from '../../jobs/attempt-row.ts';
import { inSlices } from '../../jobs/in-slices.ts';
import type { JobKind, JobRun, ResultRow } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { jobById, listJobRows, updateJob } from '../system/service.ts';
import {
  actOn,
  checkAction,
  permissionOf,
  takeBack,
  undoStep,
  type BulkAction,
  type RowAction,
} from './bulk-action.ts';
import { ownersBy } from './distribute.ts';

/** Rows after which a step looks at the time, and rows after which it ends. */
const BLOCK = 8;
const MOST = 12 * BLOCK;

const BULK = 'customers.bulk';

const bulkInput = z.object({
  ids: z.array(z.int()),
  versions: z.array(z.int()).optional(),
  action: bulkAction,
  /** Of a distribution, in the order of `ids`. */
  owners: z.array(z.int()).optional(),
});
type BulkInput = z.output<typeof bulkInput>;
const undoInput = z.object({ jobId: z.int(), action: bulkAction });
type UndoInput = z.output<typeof undoInput>;
interface Point {
  /** Rows that are done. */
  at: number;
  /** Whoever was given something knows. */
  told?: boolean;
}

/** What is done to the row at this place. */
function actionAt({ action, owners }: BulkInput, at: number): RowAction {
  if (action.kind !== 'distribute') return action;
  return { kind: 'assign', ownerId: owners?.[at] ?? null, split: action.plan.by };
}

/** One action on many rows, each judged for itself; goes on after a kill where it stopped. */
export const bulkJob = (owned: OwnedKinds): JobKind<BulkInput, Point> => ({
  kind: BULK,
  input: bulkInput,
  needs: ({ action }) => permissionOf(action),
  resumable: true,
  rowsOf: 'customer',
  undoable: true,
  async run(job) {
    const { ids, versions } = job.input;
    const at = job.point?.at ?? 0;
    const waiting = ids.slice(at).map((id, index) => ({
      id,
      seen: versions?.[at + index],
      action: actionAt(job.input, at + index),
    }));
    await inSlices(job, waiting, {
      size: BLOCK,
      most: MOST,
      async block(ctx, rows) {
        const done: ResultRow[] = [];
        for (const { id, seen, action } of rows) {
          done.push(await attemptRow(ctx, id, () => actOn(ctx, owned, id, seen, action)));
        }
        return done;
      },
      end: (_ctx, rows, reached) =>
        Promise.resolve({ done: rows.length, rows, point: { at: at + reached } }),
    });
    if (job.input.owners && job.point?.told !== true) await tellReceivers(job);
  },
  /** The new owner hears of all of them at once. */
  async ended(ctx, { action }, { changed = 0 }) {
    if (action.kind !== 'assign' || changed === 0) return;
    if (action.ownerId === null || action.ownerId === ctx.actor.userId) return;
    await tellOf(ctx, action.ownerId, changed);
  },
});

/** Each of several new owners hears of the own ones at once. */
async function tellReceivers(job: JobRun<BulkInput, Point>): Promise<void> {
  const { ids, owners = [] } = job.input;
  await job.step(async (ctx) => {
    const page = { jobId: job.id, outcomes: ['changed'], after: 0, limit: ids.length };
    const ownerOf = new Map(ids.map((id, at) => [id, owners[at]]));
    const rows = await listJobRows(ctx.tx, page);
    const given = Map.groupBy(rows, ({ ref }) => ownerOf.get(Number(ref)));
    for (const [owner, { length: count }] of given) {
      if (owner !== undefined && owner !== ctx.actor.userId) await tellOf(ctx, owner, count);
    }
    return { point: { at: ids.length, told: true } };
  });
}

async function tellOf(ctx: WriteContext, owner: number, count: number): Promise<void> {
  const route = '/customers?view=mine';
  await ctx.notify([owner], { kind: 'customers-assigned', params: { count }, route });
}

/** Takes back what a bulk action did, row by row; what was changed since stays. */
export const undoBulkJob = (owned: OwnedKinds): JobKind<UndoInput, Point> => ({
  kind: 'customers.bulk.undo',
  input: undoInput,
  needs: ({ action }) => permissionOf(action),
  resumable: true,
  rowsOf: 'customer',
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
          const { undo } = z.object({ undo: undoStep }).parse(JSON.parse(params));
          rows.push(await attemptRow(ctx, id, () => takeBack(ctx, owned, id, undo)));
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

export async function startBulk(
  ctx: WriteContext,
  { jobs, bulk }: { jobs: JobRunner; bulk: JobKind<BulkInput, Point> },
  body: { ids: readonly number[]; versions?: readonly number[] | undefined; action: BulkAction },
): Promise<number> {
  const { action, versions } = body;
  needRight(ctx, action);
  if (versions && versions.length !== body.ids.length) {
    throw fieldRefused('/versions', 'as-many-as-ids');
  }
  await checkAction(ctx.tx, ctx.actor, action);
  // A row that was named twice is done once.
  const first = [...new Map(body.ids.map((id, at) => [id, at])).entries()];
  const ids = first.map(([id]) => id);
  const input = {
    ids,
    action,
    ...(versions && { versions: first.map(([, at]) => versions[at]!) }),
    ...(action.kind === 'distribute' && { owners: await ownersBy(ctx, ids, action.plan) }),
  };
  return await jobs.enqueue(ctx, bulk, input, { total: ids.length });
}

/** Takes an own, ended bulk action back, once. */
export async function startUndo(
  ctx: WriteContext,
  { jobs, undo }: { jobs: JobRunner; undo: JobKind<UndoInput, Point> },
  id: number,
): Promise<number> {
  const job = await jobById(ctx.tx, id);
  const own = job?.kind === BULK && job.created_by === ctx.actor.userId;
  if (!job || !own) throw problem('not-found');
  const { action } = bulkInput.parse(JSON.parse(job.input));
  needRight(ctx, action);
  if (!jobs.canUndo(job)) throw problem('state-refused', { params: { state: job.state } });
  const total = (JSON.parse(job.counts) as Record<string, number>)['changed'] ?? 0;
  const jobId = await jobs.enqueue(ctx, undo, { jobId: id, action }, { total });
  await updateJob(ctx.tx, id, { undone_by: jobId });
  return jobId;
}

function needRight(ctx: WriteContext, action: BulkAction): void {
  const permission = permissionOf(action);
  if (!may(ctx.actor, permission)) throw problem('forbidden', { params: { permission } });
}
