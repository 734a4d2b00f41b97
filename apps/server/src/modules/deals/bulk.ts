import { may } from '@xinhang/db/actor.ts';
import { listDeals } from '@xinhang/db/repositories/deal-list.ts';
import { BULK_DEALS, dealAction, type DealAction } from '@xinhang/shared/deal-bulk.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { attemptRow } from '../../jobs/attempt-row.ts';
import { inSlices } from '../../jobs/in-slices.ts';
import type { JobKind, ResultRow } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { jobById, listJobRows, updateJob } from '../system/service.ts';
import { actOn, checkAction, permissionOf, takeBack, undoStep } from './bulk-action.ts';
import { askerOf, toDealConditions } from './filters.ts';
import type { Targets } from './gate-approval.ts';

/** Rows after which a step looks at the time, and rows after which it ends. */
const BLOCK = 8;
const MOST = 12 * BLOCK;
const PAGE = { sort: 'createdAt', descending: false, after: null } as const;

const bulkInput = z.object({
  ids: z.array(z.int()),
  versions: z.array(z.int()).optional(),
  action: dealAction,
});
type BulkInput = z.output<typeof bulkInput>;
const undoInput = z.object({ jobId: z.int(), action: dealAction });
type UndoInput = z.output<typeof undoInput>;
interface Point {
  /** Rows that are done. */
  at: number;
}

/** One action on many deals, each judged for itself; goes on after a kill where it stopped. */
export const dealBulkJob = (http: Targets): JobKind<BulkInput, Point> => ({
  kind: 'deals.bulk',
  input: bulkInput,
  needs: ({ action }) => permissionOf(action),
  resumable: true,
  rowsOf: 'deal',
  undoable: true,
  async run(job) {
    const { ids, versions, action } = job.input;
    const at = job.point?.at ?? 0;
    const waiting = ids.slice(at).map((id, index) => ({ id, seen: versions?.[at + index] }));
    await inSlices(job, waiting, {
      size: BLOCK,
      most: MOST,
      async block(ctx, rows) {
        const done: ResultRow[] = [];
        for (const { id, seen } of rows) {
          done.push(await attemptRow(ctx, id, () => actOn(http, ctx, id, seen, action)));
        }
        return done;
      },
      end: (_ctx, rows, reached) =>
        Promise.resolve({ done: rows.length, rows, point: { at: at + reached } }),
    });
  },
  /** The new owner hears of all of them at once. */
  async ended(ctx, { action }, { changed: count = 0 }) {
    if (action.kind !== 'assign' || count === 0 || action.ownerId === ctx.actor.userId) return;
    const route = '/deals?view=mine';
    await ctx.notify([action.ownerId], { kind: 'deals-assigned', params: { count }, route });
  },
});

/** Takes back what a bulk action did, deal by deal; what was changed since stays. */
export const undoDealBulkJob = (http: Targets): JobKind<UndoInput, Point> => ({
  kind: 'deals.bulk.undo',
  input: undoInput,
  needs: ({ action }) => permissionOf(action),
  resumable: true,
  rowsOf: 'deal',
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
          rows.push(await attemptRow(ctx, id, () => takeBack(http, ctx, id, undo)));
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

type Body = EndpointInput<typeof api.deals.bulk>['body'];

/** What is meant: the rows that were chosen, each once, or all that a filter shows. */
async function rowsMeant(ctx: WriteContext, { ids, versions, filter }: Body) {
  if (ids) {
    if (versions && versions.length !== ids.length) {
      throw fieldRefused('/versions', 'as-many-as-ids');
    }
    const first = [...new Map(ids.map((id, at) => [id, at])).entries()];
    return {
      ids: first.map(([id]) => id),
      ...(versions && { versions: first.map(([, at]) => versions[at]!) }),
    };
  }
  if (!filter) throw fieldRefused('/ids', 'required');
  const asked = await toDealConditions(askerOf(ctx), filter);
  const rows = await listDeals(ctx.tx, ctx.actor, asked, { ...PAGE, limit: BULK_DEALS + 1 });
  if (rows.length > BULK_DEALS) throw fieldRefused('/filter', 'too_big', { max: BULK_DEALS });
  return { ids: rows.map((row) => row.id) };
}

export async function startDealBulk(
  ctx: WriteContext,
  jobs: JobRunner,
  kind: JobKind<BulkInput, Point>,
  body: Body,
): Promise<number> {
  const { action } = body;
  needRight(ctx, action);
  await checkAction(ctx.tx, ctx.actor, action);
  const meant = await rowsMeant(ctx, body);
  return await jobs.enqueue(ctx, kind, { ...meant, action }, { total: meant.ids.length });
}

/** Takes an own, ended bulk action back, once. */
export async function startDealUndo(
  ctx: WriteContext,
  jobs: JobRunner,
  kind: JobKind<UndoInput, Point>,
  id: number,
): Promise<number> {
  const job = await jobById(ctx.tx, id);
  const own = job?.kind === 'deals.bulk' && job.created_by === ctx.actor.userId;
  if (!job || !own) throw problem('not-found');
  const { action } = bulkInput.parse(JSON.parse(job.input));
  needRight(ctx, action);
  if (!jobs.canUndo(job)) throw problem('state-refused', { params: { state: job.state } });
  const total = (JSON.parse(job.counts) as Record<string, number>)['changed'] ?? 0;
  const jobId = await jobs.enqueue(ctx, kind, { jobId: id, action }, { total });
  await updateJob(ctx.tx, id, { undone_by: jobId });
  return jobId;
}

function needRight(ctx: WriteContext, action: DealAction): void {
  const permission = permissionOf(action);
  if (!may(ctx.actor, permission)) throw problem('forbidden', { params: { permission } });
}
