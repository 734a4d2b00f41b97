import { daysBetween } from './business-date.ts';

/** What is open of a row of a ledger: above 0 owed, below 0 a credit nobody has used yet. */
export interface OpenAmount {
  kind: string;
  dueDate: string;
  openFen: number;
}

export interface Standing {
  /** What is owed, less credits of returns and corrections. */
  openFen: number;
  /** Of it what is past its day once every credit is taken as paid to the oldest. */
  overdueFen: number;
  /** Days since the oldest of it; 0 where nothing is overdue. */
  overdueDays: number;
  /** Money received in advance and not used. */
  advanceFen: number;
}

export interface Remaining {
  dueDate: string;
  openFen: number;
}

const isOfGoods = ({ kind }: OpenAmount) => kind !== 'deposit' && kind !== 'loan';

/**
 * What is left of what is owed, the oldest first, when every unused credit pays the oldest: people
 * pay round sums, and a bill is not overdue for want of a name on the slip (domain.md, Credit).
 * Deposits and loans neither owe nor pay.
 */
export function leftOldestFirst(items: readonly OpenAmount[]): Remaining[] {
  const counted = items.filter(isOfGoods);
  let credit = -counted.reduce((sum, item) => sum + Math.min(0, item.openFen), 0);
  const left: Remaining[] = [];
  const owed = counted.filter((item) => item.openFen > 0);
  for (const { dueDate, openFen } of owed.toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1))) {
    const paid = Math.min(credit, openFen);
    credit -= paid;
    if (openFen > paid) left.push({ dueDate, openFen: openFen - paid });
  }
  return left;
}

/** How a party stands on a day. */
export function standingOf(items: readonly OpenAmount[], today: string): Standing {
  const counted = items.filter(isOfGoods);
  const advances = counted.filter(({ kind, openFen }) => kind === 'advance' && openFen < 0);
  const advanceFen = -advances.reduce((sum, { openFen }) => sum + openFen, 0);
  const late = leftOldestFirst(items).filter(({ dueDate }) => dueDate < today);
  return {
    openFen: counted.reduce((sum, { openFen }) => sum + openFen, 0) + advanceFen,
    overdueFen: late.reduce((sum, { openFen }) => sum + openFen, 0),
    overdueDays: late[0] ? daysBetween(late[0].dueDate, today) : 0,
    advanceFen,
  };
}
