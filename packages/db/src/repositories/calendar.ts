import type { CalendarDay, WorkCalendar } from '@xinhang/shared/work-calendar.ts';
import type { Reader, Tx } from '../database.ts';

/** Days of the company's calendar from a date to a date, both included. */
export async function calendarDays(db: Reader, from: string, to: string): Promise<CalendarDay[]> {
  const rows = await db
    .selectFrom('work_calendar')
    .selectAll()
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as CalendarDay['kind'] }));
}

/** For `isWorkday` and `addWorkdays`. */
export async function workCalendar(db: Reader, from: string, to: string): Promise<WorkCalendar> {
  return new Map((await calendarDays(db, from, to)).map((day) => [day.date, day.kind]));
}

export async function replaceCalendarDays(
  tx: Tx,
  from: string,
  to: string,
  days: readonly CalendarDay[],
): Promise<void> {
  await tx.deleteFrom('work_calendar').where('date', '>=', from).where('date', '<=', to).execute();
  if (days.length > 0) await tx.insertInto('work_calendar').values(days).execute();
}
