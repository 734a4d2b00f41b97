import type { Reader } from '@xinhang/db/database.ts';
import { termLines } from '@xinhang/db/repositories/payment-terms.ts';
import {
  fapiaoDues,
  invoiceDues,
  scheduleOf,
  type Due,
  type DueChange,
  type TermLine,
  type TermTrigger,
} from '@xinhang/shared/payment-terms.ts';

export type { Due };

async function linesOf(db: Reader, termId: number | null): Promise<TermLine[]> {
  const lines = termId === null ? [] : await termLines(db, termId);
  return lines.map((line) => ({
    shareBp: line.share_bp,
    trigger: line.trigger as TermTrigger,
    days: line.days,
    fixedDay: line.fixed_day,
  }));
}

/** When an amount falls due by a term of payment; without one at once. */
export async function dueSchedule(
  db: Reader,
  termId: number | null,
  what: { businessDate: string; amountFen: number },
): Promise<Due[]> {
  return scheduleOf(await linesOf(db, termId), what);
}

/** What of an amount that fell due from a day falls due from another, that of its fapiao. */
export async function duesFromFapiao(
  db: Reader,
  termId: number | null,
  what: { from: string; to: string; amountFen: number },
): Promise<DueChange[]> {
  return fapiaoDues(await linesOf(db, termId), what);
}

/** When what the invoice of a supplier says falls due, of goods that came on a day. */
export async function invoiceSchedule(
  db: Reader,
  termId: number | null,
  what: { came: string; invoiced: string; amountFen: number },
): Promise<Due[]> {
  return invoiceDues(await linesOf(db, termId), what);
}
