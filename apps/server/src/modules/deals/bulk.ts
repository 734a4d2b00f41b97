import { listDeals } from '@xinhang/db/repositories/deal-list.ts';
import { BULK_DEALS, dealAction, type DealAction } from '@xinhang/shared/deal-bulk.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { actOnEach, chosenOnce, needRight, type BulkPoint, type Undoing } from '../../jobs/bulk.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { actOn, checkAction, permissionOf, takeBack, undoStep } from './bulk-action.ts';
import { askerOf, toDealConditions } from './filters.ts';
import type { Targets } from './gate-approval.ts';
import type { Closing } from './winning.ts';

const BULK = 'deals.bulk';
const PAGE = { sort: 'createdAt', descending: false, after: null } as const;

const bulkInput = z.object({
  ids: z.array(z.int()),
  versions: z.array(z.int()).optional(),
  action: dealAction,
});
type BulkInput = z.output<typeof bulkInput>;
type UndoStep = z.output<typeof undoStep>;

/** One action on many deals, each judged for itself; goes on after a kill where it stopped. */
export const dealBulkJob = (http: Closing): JobKind<BulkInput, BulkPoint> => ({
  kind: BULK,
  input: bulkInput,
  needs: ({ action }) => permissionOf(action),
  resumable: true,
  rowsOf: 'deal',
  undoBy: 'deals.undoBulk',
  async run(job) {
    const { ids, versions, action } = job.input;
    const rows = ids.map((id, at) => ({ id, seen: versions?.[at] }));
    await actOnEach(job, rows, (ctx, { id, seen }) => actOn(http, ctx, id, seen, action));
  },
  /** The new owner hears of all of them at once. */
  async ended(ctx, { action }, { changed: count = 0 }) {
    if (action.kind !== 'assign' || count === 0 || action.ownerId === ctx.actor.userId) return;
    const route = '/deals?view=mine';
    await ctx.notify([action.ownerId], { kind: 'deals-assigned', params: { count }, route });
  },
});

/** How bulk actions are taken back. */
export const undoing = (http: Targets): Undoing<DealAction, UndoStep> => ({
  of: BULK,
  rowsOf: 'deal',
  action: dealAction,
  permissionOf,
  step: undoStep,
  takeBack: (ctx, id, undo) => takeBack(http, ctx, id, undo),
});

type Body = EndpointInput<typeof api.deals.bulk>['body'];

/** What is meant: the rows that were chosen, each once, or all that a filter shows. */
async function rowsMeant(ctx: WriteContext, { ids, versions, filter }: Body) {
  if (ids) return chosenOnce(ids, versions);
  if (!filter) throw fieldRefused('/ids', 'required');
  const asked = await toDealConditions(askerOf(ctx), filter);
  const rows = await listDeals(ctx.tx, ctx.actor, asked, { ...PAGE, limit: BULK_DEALS + 1 });
  if (rows.length > BULK_DEALS) throw fieldRefused('/filter', 'too_big', { max: BULK_DEALS });
  return { ids: rows.map((row) => row.id) };
}

export async function startDealBulk(
  ctx: WriteContext,
  jobs: JobRunner,
  kind: JobKind<BulkInput, BulkPoint>,
  body: Body,
): Promise<number> {
  const { action } = body;
  needRight(ctx, permissionOf(action));
  await checkAction(ctx.tx, ctx.actor, action);
  const meant = await rowsMeant(ctx, body);
  return await jobs.enqueue(ctx, kind, { ...meant, action }, { total: meant.ids.length });
}
