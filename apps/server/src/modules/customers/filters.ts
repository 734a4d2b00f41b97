import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { company, userIdsBelow } from '@xinhang/db/repositories/company.ts';
import type { CustomerConditions } from '@xinhang/db/repositories/customer-list.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { addDays, businessDate, daySpan, startOfDay } from '@xinhang/shared/business-date.ts';
import { longestDays } from '@xinhang/shared/contact-rhythm.ts';
import type { CustomerFilter } from '@xinhang/shared/customers.ts';
import { searchColumns, searchQuery } from './search-words.ts';

/**
 * The instant before which the last contact must lie after so many days without one: yesterday
 * is one day ago until midnight in the company's zone, whatever the hour.
 */
export function idleSince(today: string, days: number, zone: string): number {
  return startOfDay(addDays(today, 1 - days), zone);
}

/** The same for each grade, by the longest interval that the company allows it (S32). */
export async function idleByGrade(
  db: Reader,
  today: string,
  zone: string,
): Promise<NonNullable<CustomerConditions['idleByGrade']>> {
  const { values } = await readSettings(db);
  const of = (grade: string | null) => idleSince(today, longestDays(values, grade), zone);
  return { A: of('A'), B: of('B'), C: of('C'), D: of('D'), none: of(null) };
}

/** The filter of a list, an export or a saved view as conditions on rows. */
export async function toConditions(
  from: { db: Reader; actor: Actor; now: number; search: SearchIndex },
  filter: CustomerFilter,
): Promise<CustomerConditions> {
  const { db, actor, now, search } = from;
  const { createdFrom, createdTo, idleDays } = filter;
  const dated = [createdFrom, createdTo, idleDays, filter.overdue].some(
    (value) => value !== undefined,
  );
  const zone = dated ? (await company(db))!.time_zone : '';
  const created = daySpan(createdFrom, createdTo, zone);
  return {
    view: filter.view,
    stages: filter.stage,
    grades: filter.chanceGrade,
    valueGrades: filter.valueGrade,
    ownerIds: await owners(db, filter),
    industries: filter.industry,
    regions: filter.region,
    sources: filter.source,
    tagIds: filter.tagId,
    // What somebody registered stays his work when it is put away.
    archived: filter.archived ?? (filter.registeredById ? null : false),
    registeredByIds: filter.registeredById,
    nextFrom: filter.nextFollowFrom,
    nextTo: filter.nextFollowTo,
    idleSince: idleDays && idleSince(businessDate(now, zone), idleDays, zone),
    idleByGrade: filter.overdue ? await idleByGrade(db, businessDate(now, zone), zone) : undefined,
    createdFrom: created.since,
    createdBefore: created.before,
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
