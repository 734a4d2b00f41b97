import { dealOutcomes, stayLengths } from '@xinhang/db/repositories/deal-figures.ts';
import { sumByStage } from '@xinhang/db/repositories/deal-list.ts';
import { stages } from '@xinhang/db/repositories/pipelines.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { ReadContext } from '../../http/context.ts';
import { userNames } from '../org/service.ts';
import { ownersAsked, stuckInStages } from './filters.ts';
import { DAY_MS, medianOf } from './stays.ts';

type Api = typeof api.deals;
const WHOLE_BP = 10_000;
/** Stays that ended before say how it was, not how it is. */
const STAYS_OF_DAYS = 365;

/** Won and lost by what was asked for: the biggest first, months in their order (S29). */
export async function outcomesOf(
  ctx: ReadContext,
  query: EndpointInput<Api['outcomes']>['query'],
): Promise<EndpointOutput<Api['outcomes']>> {
  const found = await dealOutcomes(ctx.db, ctx.actor, query.by, {
    pipelineId: query.pipelineId,
    ownerIds: await ownersAsked(ctx, query),
    closedFrom: query.from,
    closedTo: query.to,
  });
  const names =
    query.by === 'owner'
      ? await userNames(
          ctx.db,
          found.map((row) => Number(row.key)),
        )
      : new Map<number, string>();
  const rows = found.map((row) => ({
    ...row,
    name: names.get(Number(row.key)) ?? row.key,
    rateBp:
      row.won + row.lost === 0 ? null : Math.round((row.won * WHOLE_BP) / (row.won + row.lost)),
  }));
  const order =
    query.by === 'month'
      ? (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1)
      : (a: (typeof rows)[number], b: (typeof rows)[number]) =>
          b.wonFen - a.wonFen || b.won - a.won || b.lost - a.lost;
  return { rows: rows.toSorted(order) };
}

/** How long deals stand in each stage, and how many are stuck there now (S28). */
export async function stageTimesOf(
  ctx: ReadContext,
  query: EndpointInput<Api['stageTimes']>['query'],
): Promise<EndpointOutput<Api['stageTimes']>> {
  const { db, actor } = ctx;
  const own = (await stages(db)).filter((stage) => stage.pipeline_id === query.pipelineId);
  const asked = { pipelineId: query.pipelineId, ownerIds: await ownersAsked(ctx, query) };
  const standing = { ...asked, states: ['open'], stageIds: own.map((stage) => stage.id) };
  const open = await sumByStage(db, actor, standing);
  const late = { ...standing, stuckBefore: await stuckInStages(ctx) };
  const stuck = await sumByStage(db, actor, late);
  const since = ctx.now - STAYS_OF_DAYS * DAY_MS;
  const lengths = await stayLengths(db, actor, asked, { stageIds: own.map(({ id }) => id), since });
  const ended = Map.groupBy(lengths, (one) => one.stageId);
  return {
    rows: own.map(({ id, name }) => {
      const stays = ended.get(id) ?? [];
      const middle = medianOf(stays);
      return {
        stage: { id, name },
        open: open.get(id)?.count ?? 0,
        stuck: stuck.get(id)?.count ?? 0,
        left: stays.reduce((sum, one) => sum + one.count, 0),
        medianDays: middle === null ? null : middle / 10,
      };
    }),
  };
}
