import { company } from '@xinhang/db/repositories/company.ts';
import { registeredBy, reviewsBy, talksBy, type Tally } from '@xinhang/db/repositories/workload.ts';
import {
  addDays,
  businessDate,
  daysInMonth,
  daySpan,
  weekday,
} from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { WorkloadRow, WorkloadSpan } from '@xinhang/shared/workload.ts';
import { isWorkday } from '@xinhang/shared/work-calendar.ts';
import type { ReadContext } from '../../http/context.ts';
import { plansBy } from '../activities/service.ts';
import { namedUsers, peopleWho } from '../org/service.ts';
import { workCalendar } from '../system/service.ts';

/** Business dates of the day, the week (from Monday) or the month in which a date lies. */
export function datesOf(span: WorkloadSpan, on: string): string[] {
  const [year, month] = on.split('-').map(Number) as [number, number];
  const first =
    span === 'day' ? on : span === 'week' ? addDays(on, 1 - weekday(on)) : `${on.slice(0, 8)}01`;
  const length = span === 'day' ? 1 : span === 'week' ? 7 : daysInMonth(year, month);
  return Array.from({ length }, (_, day) => addDays(first, day));
}

function blank(person: { id: number; name: string }, days: number): WorkloadRow {
  return {
    person,
    calls: 0,
    visits: 0,
    others: 0,
    followUps: 0,
    newCustomers: 0,
    reviews: 0,
    planned: 0,
    kept: 0,
    perDay: Array.from({ length: days }, () => 0),
  };
}

/** The people in reach: who may log, so that gaps show, and who did something. */
async function peopleInReach(ctx: ReadContext, days: number): Promise<Map<number, WorkloadRow>> {
  const reach = ctx.actor.reach.get('followUps.read');
  const loggers = new Set(await peopleWho(ctx.db, 'followUps.create'));
  const people = (await namedUsers(ctx.db)).filter(
    ({ id }) => loggers.has(id) && (reach?.all || reach?.ownerIds.includes(id)),
  );
  return new Map(people.map(({ id, name }) => [id, blank({ id, name }, days)]));
}

/** Counts what people in reach did; nothing of it is kept, so that it cannot differ from the records. */
export async function workloadOf(
  ctx: ReadContext,
  query: EndpointInput<typeof api.workload.get>['query'],
): Promise<EndpointOutput<typeof api.workload.get>> {
  const { db, actor } = ctx;
  const zone = (await company(db))!.time_zone;
  const dates = datesOf(query.span, query.on ?? businessDate(ctx.now, zone));
  const [from, to] = [dates[0]!, dates.at(-1)!];
  const rows = await peopleInReach(ctx, dates.length);
  const names = new Map((await namedUsers(db)).map(({ id, name }) => [id, name]));
  const rowOf = (id: number): WorkloadRow => {
    const known = rows.get(id);
    if (known) return known;
    const row = blank({ id, name: names.get(id) ?? '' }, dates.length);
    rows.set(id, row);
    return row;
  };
  const spanOf = (first: string, last: string) => {
    const { since, before } = daySpan(first, last, zone);
    return { since: since!, before: before! };
  };
  for (const [at, day] of dates.entries()) {
    for (const { userId, type, n } of await talksBy(db, actor, spanOf(day, day))) {
      const row = rowOf(userId);
      row[type === 'call' ? 'calls' : type === 'visit' ? 'visits' : 'others'] += n;
      row.followUps += n;
      row.perDay[at]! += n;
    }
  }
  // Of those alone who are listed: somebody out of reach is not named for a customer one sees.
  const add = (tallies: readonly Tally[], column: 'newCustomers' | 'reviews') => {
    for (const { userId, n } of tallies) {
      const row = rows.get(userId);
      if (row) row[column] += n;
    }
  };
  add(await registeredBy(db, actor, spanOf(from, to)), 'newCustomers');
  add(await reviewsBy(db, actor, spanOf(from, to)), 'reviews');
  for (const { userId, state, n } of await plansBy(db, actor, { from, to })) {
    const row = rows.get(userId);
    if (!row) continue;
    row.planned += n;
    if (state === 'done') row.kept += n;
  }
  const calendar = await workCalendar(db, from, to);
  return {
    from,
    to,
    days: dates.map((date) => ({ date, workday: isWorkday(date, calendar) })),
    rows: [...rows.values()].toSorted((a, b) => a.person.name.localeCompare(b.person.name, 'zh')),
  };
}
