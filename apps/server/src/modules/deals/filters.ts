import { peopleOf } from '@xinhang/db/actor.ts';
import { userIdsBelow } from '@xinhang/db/repositories/company.ts';
import type { DealConditions } from '@xinhang/db/repositories/deal-list.ts';
import { stages } from '@xinhang/db/repositories/pipelines.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import type { DealFilter } from '@xinhang/shared/deals.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { ReadContext } from '../../http/context.ts';
import { someOrNobody } from '../../http/whose.ts';
import { todayOf } from '../../http/today.ts';
import { searchColumns, searchQuery } from '../customers/service.ts';
import { stuckBefore } from './stays.ts';

type Whose = Pick<Partial<DealFilter>, 'ownerId' | 'deptId' | 'view'>;

/** Owners that are asked for: by name, by department with those below, as one's own, or all. */
export async function ownersAsked(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  { ownerId, deptId, view }: Whose,
): Promise<readonly number[] | undefined> {
  const people = peopleOf(ctx.actor, view);
  const lists = [
    ...(ownerId ? [ownerId] : []),
    ...(deptId ? [await userIdsBelow(ctx.db, deptId)] : []),
    ...(people ? [people] : []),
  ];
  const [first, ...others] = lists;
  return first && someOrNobody(first.filter((id) => others.every((list) => list.includes(id))));
}

/** For each stage in which a deal may be stuck, since before when it is. */
export async function stuckInStages(
  ctx: Pick<ReadContext, 'db' | 'now'>,
): Promise<ReadonlyMap<number, number>> {
  return new Map(
    (await stages(ctx.db)).flatMap((stage) => {
      const before = stuckBefore(stage, ctx.now);
      return before === null ? [] : [[stage.id, before] as const];
    }),
  );
}

/** Who asks, when, and where words are looked up. */
type Asker = Pick<ReadContext, 'db' | 'actor' | 'now'> & { search: SearchIndex };
export const askerOf = ({ db, actor, now, deps }: ReadContext): Asker => ({
  db,
  actor,
  now,
  search: deps.db.search,
});

/** The filter of a list or a board as conditions on rows. */
export async function toDealConditions(
  ctx: Asker,
  filter: Partial<DealFilter>,
): Promise<DealConditions> {
  const today = filter.late ? await todayOf(ctx) : undefined;
  return {
    states: filter.state,
    pipelineId: filter.pipelineId,
    stageIds: filter.stageId,
    ownerIds: await ownersAsked(ctx, filter),
    customerId: filter.customerId,
    competitorId: filter.competitorId,
    sources: filter.source,
    grades: filter.grade,
    reasons: filter.reason,
    expectedFrom: filter.expectedFrom,
    expectedTo: filter.expectedTo,
    closedFrom: filter.closedFrom,
    closedTo: filter.closedTo,
    lateBefore: today,
    waiting: filter.waiting,
    stuckBefore: filter.stuck ? await stuckInStages(ctx) : undefined,
    words: filter.q
      ? {
          search: ctx.search,
          q: searchQuery(filter.q),
          nameKey: nameKey(filter.q),
          columns: searchColumns(ctx.actor),
        }
      : undefined,
  };
}
