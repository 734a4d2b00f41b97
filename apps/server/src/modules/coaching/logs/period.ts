import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { addDays, daySpan, startOfDay, weekday } from '@xinhang/shared/business-date.ts';
import type { LogKind } from '@xinhang/shared/work-logs.ts';
import { addWorkdays, isWorkday, type WorkCalendar } from '@xinhang/shared/work-calendar.ts';
import { workCalendar } from '../../system/service.ts';

const HOUR_MS = 3_600_000;
/** No company rests longer in one go. */
const LONGEST_REST_DAYS = 60;

export interface Period {
  /** Business dates, both included. */
  from: string;
  to: string;
}

/** The day, or the week from Monday, in which a business date lies. */
export function periodOf(kind: LogKind, on: string): Period {
  if (kind === 'day') return { from: on, to: on };
  const from = addDays(on, 1 - weekday(on));
  return { from, to: addDays(from, 6) };
}

/** How logs are dated: calendar, zone and hour of now. */
export interface LogClock {
  zone: string;
  calendar: WorkCalendar;
  owes: (kind: LogKind) => boolean;
  /** Until when the log of a period is on time: that hour of the next working day, UTC ms. */
  dueAt: (period: Period) => number;
  /** First instant of a period and the one after its last. */
  instants: (period: Period) => { since: number; before: number };
  /** Periods with a working day that begin in a span, oldest first. */
  periods: (kind: LogKind, span: Period) => Period[];
}

/** Of business dates between these two, and the rest after them. */
export async function logClock(db: Reader, { from, to }: Period): Promise<LogClock> {
  const zone = (await company(db))!.time_zone;
  const hour = await readSetting(db, 'workLogs.dueHour');
  const owed = await readSetting(db, 'workLogs.kinds');
  const first = addDays(from, -7);
  const calendar = await workCalendar(db, first, addDays(to, LONGEST_REST_DAYS));
  const works = (period: Period) => {
    for (let day = period.from; day <= period.to; day = addDays(day, 1)) {
      if (isWorkday(day, calendar)) return true;
    }
    return false;
  };
  return {
    zone,
    calendar,
    owes: (kind) => owed === 'both' || owed === kind,
    dueAt: (period) => startOfDay(addWorkdays(period.to, 1, calendar), zone) + hour * HOUR_MS,
    instants(period) {
      const { since, before } = daySpan(period.from, period.to, zone);
      return { since: since!, before: before! };
    },
    periods(kind, span) {
      const found: Period[] = [];
      for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
        const period = periodOf(kind, day);
        if (period.from === day && works(period)) found.push(period);
      }
      return found;
    },
  };
}
