import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { company, userIdsBelow } from '@xinhang/db/repositories/company.ts';
import type { CustomerConditions } from '@xinhang/db/repositories/customers.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import type { CustomerFilter } from '@xinhang/shared/customers.ts';
import { searchColumns, searchQuery } from './search-words.ts';

const DAY_MS = 86_400_000;

/** The filter of a list, an export or a saved view as conditions on rows. */
export async function toConditions(
  from: { db: Reader; actor: Actor; now: number; search: SearchIndex },
  filter: CustomerFilter,
): Promise<CustomerConditions> {
  const { db, actor, now, search } = from;
  const { createdFrom, createdTo } = filter;
  const dated = createdFrom !== undefined || createdTo !== undefined;
  const zone = dated ? (await company(db))!.time_zone : '';
  return {
    view: filter.view,
    stages: filter.stage,
    grades: filter.chanceGrade,
    ownerIds: await owners(db, filter),
    industries: filter.industry,
    regions: filter.region,
    sources: filter.source,
    tagIds: filter.tagId,
    archived: filter.archived ?? false,
    nextFrom: filter.nextFollowFrom,
    nextTo: filter.nextFollowTo,
    idleSince: filter.idleDays && now - filter.idleDays * DAY_MS,
    createdFrom: createdFrom === undefined ? undefined : startOfDay(createdFrom, zone),
    createdBefore: createdTo === undefined ? undefined : startOfDay(addDays(createdTo, 1), zone),
    words: filter.q
      ? { search, q: searchQuery(filter.q), columns: searchColumns(actor) }
      : undefined,
  };
}

/** Owners that are asked for by name, by department with those below, or by both. */
async function owners(db: Reader, filter: CustomerFilter): Promise<readonly number[] | undefined> {
  if (filter.deptId === undefined) return filter.ownerId;
  const inside = await userIdsBelow(db, filter.deptId);
  return filter.ownerId ? filter.ownerId.filter((id) => inside.includes(id)) : inside;
}
