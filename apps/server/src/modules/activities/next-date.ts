import { NO_DATE } from '@xinhang/db/no-date.ts';
import { refuseDueDay } from '../../http/due-day.ts';

/** Whoever says when to talk again means today or later, and a day somebody can wait for; what was agreed long ago is imported. */
export function refuseOtherDate(nextOn: string | null | undefined, today: string): void {
  refuseDueDay('/nextOn', nextOn, today);
}

/**
 * When a customer is spoken to next after a talk of that day which names no date: what is planned
 * ahead stays, what was due by then is done and stands on no desk any more.
 */
export function stillAhead(planned: string, day: string): string {
  return planned > day ? planned : NO_DATE;
}
