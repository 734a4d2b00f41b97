import { businessDate, daysBetween } from '@xinhang/shared/business-date.ts';

/** Whole days in the company's calendar from an instant (UTC ms) to today, or to another. */
export function daysInStage(
  since: number,
  { today, timeZone }: { today: string; timeZone: string },
  until: number | null = null,
): number {
  const end = until === null ? today : businessDate(until, timeZone);
  return Math.max(0, daysBetween(businessDate(since, timeZone), end));
}
