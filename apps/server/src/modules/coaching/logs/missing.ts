import { knownSince, logWriters, submittedLogs } from '@xinhang/db/repositories/work-logs.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { LogKind } from '@xinhang/shared/work-logs.ts';
import { isWorkday } from '@xinhang/shared/work-calendar.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { deptById, peopleWho } from '../../org/service.ts';
import { logClock, periodOf, type LogClock, type Period } from './period.ts';

type Missing = EndpointOutput<typeof api.workLogs.missing>;
type Query = EndpointInput<typeof api.workLogs.missing>['query'];

/** Days that one question may span. */
const MOST_DAYS: Record<LogKind, number> = { day: 31, week: 91 };

/** The last period with a working day that is over on a business date. */
export function lastOver(clock: LogClock, kind: LogKind, today: string): Period {
  if (kind === 'week') return periodOf('week', addDays(today, -7));
  let day = addDays(today, -1);
  for (let n = 0; n < 60 && !isWorkday(day, clock.calendar); n += 1) day = addDays(day, -1);
  return { from: day, to: day };
}

/** The business date since when each of them works here: hired, or known to the system. */
async function hereSince(
  ctx: ReadContext,
  people: Awaited<ReturnType<typeof logWriters>>,
): Promise<Map<number, string>> {
  const zone = (await company(ctx.db))!.time_zone;
  const undated = people.filter((one) => one.hired_on === null).map(({ id }) => id);
  const known = await knownSince(ctx.db, undated);
  return new Map(
    people.flatMap(({ id, hired_on: hired }) => {
      const at = known.get(id);
      const on = hired ?? (at === undefined ? null : businessDate(at, zone));
      return on === null ? [] : [[id, on] as const];
    }),
  );
}

/** Who of these people owes which log of a span that is over; by department, then person. */
export async function logsMissing(
  ctx: ReadContext,
  kind: LogKind,
  span: Period,
  people: Awaited<ReturnType<typeof logWriters>>,
): Promise<Missing['rows']> {
  const today = await todayOf(ctx);
  const clock = await logClock(ctx.db, span);
  if (!clock.owes(kind)) return [];
  const done = await submittedLogs(ctx.db, kind, span);
  const since = await hereSince(ctx, people);
  const periods = clock.periods(kind, span).filter(({ to }) => to < today);
  return periods.toReversed().flatMap((period) => {
    const dueAt = clock.dueAt(period);
    return people
      .filter(({ id }) => {
        const here = (since.get(id) ?? '') <= period.from;
        return here && !done.has(`${id}/${period.from}`);
      })
      .map((person) => ({
        person: { id: person.id, name: person.name },
        dept: { id: person.dept_id, name: person.dept_name },
        period: { ...period, dueAt },
        overdue: ctx.now > dueAt,
      }));
  });
}

/** People who write logs, of those whom the actor reviews. */
export async function writersInReach(ctx: ReadContext) {
  const reach = ctx.actor.reach.get('workLogs.review');
  const ids = (await peopleWho(ctx.db, 'workLogs.create')).filter(
    (id) => id !== ctx.actor.userId && (reach?.all || reach?.ownerIds.includes(id)),
  );
  return await logWriters(ctx.db, ids);
}

export async function missingOf(ctx: ReadContext, query: Query): Promise<Missing> {
  const today = await todayOf(ctx);
  const { kind } = query;
  const clock = await logClock(ctx.db, { from: addDays(today, -60), to: today });
  const last = lastOver(clock, kind, today);
  const to = query.to ?? (query.from === undefined ? last.to : addDays(today, -1));
  const least = addDays(to, -MOST_DAYS[kind]);
  const asked = query.from ?? (query.to === undefined ? last.from : to);
  const from = asked < least ? least : asked;
  let people = await writersInReach(ctx);
  if (query.deptId !== undefined) {
    const path = (await deptById(ctx.db, query.deptId))?.path;
    people = people.filter((person) => path !== undefined && person.dept_path.startsWith(path));
  }
  return { from, to, rows: await logsMissing(ctx, kind, { from, to }, people) };
}
