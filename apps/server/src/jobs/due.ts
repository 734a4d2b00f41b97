import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';

const MINUTE_MS = 60_000;
/** A machine that was off for longer than this catches up the last of its days only. */
const LONGEST_CATCH_UP = 400;

/** The instant (UTC ms) of a local time `HH:MM` on a date. */
export function instantOf(date: string, at: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return startOfDay(date, timeZone) + (hours * 60 + minutes) * MINUTE_MS;
}

/** The newest business date whose time has come. */
export function newestDue(now: number, at: string, timeZone: string): string {
  const today = businessDate(now, timeZone);
  return instantOf(today, at, timeZone) <= now ? today : addDays(today, -1);
}

/**
 * Business dates that are due and not done, oldest first: each of them, or the newest alone. A
 * clock that was set back makes nothing due twice.
 */
export function dueDates(
  now: number,
  schedule: { at: string; lastDoneOn: string | null },
  timeZone: string,
  catchUp: 'each' | 'newest',
): string[] {
  const newest = newestDue(now, schedule.at, timeZone);
  const { lastDoneOn } = schedule;
  if (lastDoneOn !== null && lastDoneOn >= newest) return [];
  if (catchUp === 'newest' || lastDoneOn === null) return [newest];
  const dates: string[] = [];
  for (let date = newest; date > lastDoneOn; date = addDays(date, -1)) {
    if (dates.push(date) === LONGEST_CATCH_UP) break;
  }
  return dates.toReversed();
}

/** When it runs next (UTC ms): now or earlier if something is due. */
export function nextRunAt(
  now: number,
  schedule: { at: string; lastDoneOn: string | null },
  timeZone: string,
): number {
  const newest = newestDue(now, schedule.at, timeZone);
  const { lastDoneOn } = schedule;
  const date = lastDoneOn === null || lastDoneOn < newest ? newest : addDays(lastDoneOn, 1);
  return instantOf(date, schedule.at, timeZone);
}
