import { bulkAction } from '@xinhang/shared/customer-work.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { actOnEach, chosenOnce, needRight, type BulkPoint, type Undoing } from '../../jobs/bulk.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { listJobRows } from '../system/service.ts';
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

const BULK = 'customers.bulk';

const bulkInput = z.object({
  ids: z.array(z.int()),
  versions: z.array(z.int()).optional(),
  action: bulkAction,
  /** Of a distribution, in the order of `ids`. */
  owners: z.array(z.int()).optional(),
});
type BulkInput = z.output<typeof bulkInput>;
type UndoStep = z.output<typeof undoStep>;
interface Point extends BulkPoint {
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
  undoBy: 'customerWork.undoBulk',
  async run(job) {
    const { ids, versions } = job.input;
    const rows = ids.map((id, at) => ({
      id,
      seen: versions?.[at],
      action: actionAt(job.input, at),
    }));
    await actOnEach(job, rows, (ctx, { id, seen, action }) => actOn(ctx, owned, id, seen, action));
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

/** How bulk actions are taken back. */
export const undoing = (owned: OwnedKinds): Undoing<BulkAction, UndoStep> => ({
  of: BULK,
  rowsOf: 'customer',
  action: bulkAction,
  permissionOf,
  step: undoStep,
  takeBack: (ctx, id, undo) => takeBack(ctx, owned, id, undo),
});

export async function startBulk(
  ctx: WriteContext,
  { jobs, bulk }: { jobs: JobRunner; bulk: JobKind<BulkInput, Point> },
  body: { ids: readonly number[]; versions?: readonly number[] | undefined; action: BulkAction },
): Promise<number> {
  const { action } = body;
  needRight(ctx, permissionOf(action));
  const chosen = chosenOnce(body.ids, body.versions);
  await checkAction(ctx.tx, ctx.actor, action);
  const { ids } = chosen;
  const input = {
    ...chosen,
    action,
    ...(action.kind === 'distribute' && { owners: await ownersBy(ctx, ids, action.plan) }),
  };
  return await jobs.enqueue(ctx, bulk, input, { total: ids.length });
}
