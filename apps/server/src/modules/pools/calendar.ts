import type { Reader } from '@xinhang/db/database.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { WorkCalendar } from '@xinhang/shared/work-calendar.ts';
import { workCalendar } from '../system/service.ts';

/** Rules look so far back and ahead; beyond, weekends alone are days off. */
const DAYS = 800;

export async function calendarAround(db: Reader, date: string): Promise<WorkCalendar> {
  return await workCalendar(db, addDays(date, -DAYS), addDays(date, DAYS));
}
