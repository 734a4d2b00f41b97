import type { Reader } from '@xinhang/db/database.ts';
import { termLines } from '@xinhang/db/repositories/payment-terms.ts';
import { scheduleOf, type Due, type TermTrigger } from '@xinhang/shared/payment-terms.ts';

export type { Due };

/** When an amount falls due by a term of payment; without one at once. */
export async function dueSchedule(
  db: Reader,
  termId: number | null,
  what: { businessDate: string; amountFen: number },
): Promise<Due[]> {
  const lines = termId === null ? [] : await termLines(db, termId);
  return scheduleOf(
    lines.map((line) => ({
      shareBp: line.share_bp,
      trigger: line.trigger as TermTrigger,
      days: line.days,
      fixedDay: line.fixed_day,
    })),
    what,
  );
}
