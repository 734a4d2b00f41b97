import { addDays, daysInMonth } from './business-date.ts';
import { fen, splitByWeights } from './money.ts';

/** What makes a share of a sale fall due (domain.md, Terms). */
export const termTriggers = [
  'order',
  'shipment',
  'signOff',
  'fapiao',
  'monthEnd',
  'acceptance',
] as const;
export type TermTrigger = (typeof termTriggers)[number];

export interface TermLine {
  /** Basis points of the whole. */
  shareBp: number;
  trigger: TermTrigger;
  /** Days after the trigger. */
  days: number;
  /** Then the next such day of a month; null: that very day. */
  fixedDay: number | null;
}

/** What is to be paid until when; negative of what is given back. */
export interface Due {
  dueDate: string;
  amountFen: number;
  /** Of which contract it is. */
  contractId?: number;
}

/** Whether nothing goes out before all of it is paid. */
export const isPrepaid = (lines: readonly TermLine[]): boolean =>
  lines.length > 0 && lines.every((line) => line.trigger === 'order');

/** The last day of the month of a date. */
export function monthEndOf(date: string): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return `${date.slice(0, 8)}${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

/** The first day on or after a date that is this day of a month, or the last of a shorter one. */
function nextFixedDay(date: string, day: number): string {
  const inMonth = (of: string) => {
    const end = monthEndOf(of);
    const wanted = `${of.slice(0, 8)}${String(day).padStart(2, '0')}`;
    return wanted < end ? wanted : end;
  };
  const here = inMonth(date);
  return here >= date ? here : inMonth(addDays(monthEndOf(date), 1));
}

/**
 * When a share falls due of what is delivered on a day. A share due with the order is due at once,
 * as the delivery stands in for it; sign-off, invoice and acceptance are taken to be that day, as
 * the ledger is written then (docs/decisions/0226).
 */
export function dueDateOf(line: TermLine, businessDate: string): string {
  if (line.trigger === 'order') return businessDate;
  const from = line.trigger === 'monthEnd' ? monthEndOf(businessDate) : businessDate;
  const due = addDays(from, line.days);
  return line.fixedDay === null ? due : nextFixedDay(due, line.fixedDay);
}

/**
 * When what an invoice says falls due by the lines of a term: from its day what counts from it, from
 * the day on which the goods came what does not; the earliest day first.
 */
export function invoiceDues(
  lines: readonly TermLine[],
  { came, invoiced, amountFen }: { came: string; invoiced: string; amountFen: number },
): Due[] {
  const day = (line: TermLine) => dueDateOf(line, line.trigger === 'fapiao' ? invoiced : came);
  if (lines.length === 0) return [{ dueDate: came, amountFen }];
  const amounts = splitByWeights(
    fen(amountFen),
    lines.map((line) => line.shareBp),
  );
  return lines
    .map((line, at) => ({ dueDate: day(line), amountFen: amounts[at]! }))
    .filter((due) => due.amountFen !== 0)
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
}

/** What falls due on another day once there is a fapiao. */
export interface DueChange {
  was: string;
  becomes: string;
  amountFen: number;
}

/**
 * Which parts of an amount fall due from the fapiao and not from the delivery, by the lines of a
 * term: the same parts as `scheduleOf` made of it, the earliest day first.
 */
export function fapiaoDues(
  lines: readonly TermLine[],
  { from, to, amountFen }: { from: string; to: string; amountFen: number },
): DueChange[] {
  if (!lines.some((line) => line.trigger === 'fapiao')) return [];
  const amounts = splitByWeights(
    fen(amountFen),
    lines.map((line) => line.shareBp),
  );
  return lines
    .flatMap((line, at) =>
      line.trigger === 'fapiao'
        ? [{ was: dueDateOf(line, from), becomes: dueDateOf(line, to), amountFen: amounts[at]! }]
        : [],
    )
    .filter(({ was, becomes, amountFen: part }) => was !== becomes && part !== 0)
    .toSorted((a, b) => (a.was < b.was ? -1 : 1));
}

/**
 * Splits an amount over the lines of a term by the largest remainder, the earliest day first; what
 * falls on one day is one. Without lines it is due at once.
 */
export function scheduleOf(
  lines: readonly TermLine[],
  { businessDate, amountFen }: { businessDate: string; amountFen: number },
): Due[] {
  if (lines.length === 0) return [{ dueDate: businessDate, amountFen }];
  const amounts = splitByWeights(
    fen(amountFen),
    lines.map((line) => line.shareBp),
  );
  const byDay = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const day = dueDateOf(line, businessDate);
    byDay.set(day, (byDay.get(day) ?? 0) + amounts[at]!);
  }
  return [...byDay]
    .filter(([, amount]) => amount !== 0)
    .map(([dueDate, amount]) => ({ dueDate, amountFen: amount }))
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
}
