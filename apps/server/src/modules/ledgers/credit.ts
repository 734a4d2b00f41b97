import type { Reader } from '@xinhang/db/database.ts';
import { openBillsOf } from '@xinhang/db/repositories/bill-exposure.ts';
import { customerTerms } from '@xinhang/db/repositories/payment-terms.ts';
import type { CreditLimit } from '@xinhang/shared/credit-limit.ts';
import { customerById, groupBelow, limitOn, parentIdOf } from '../customers/service.ts';
import { standings } from './money.ts';

export interface Credit extends CreditLimit {
  /** Owed, confirmed undelivered and in bills, less advances; of the whole group that has the limit. */
  exposureFen: number;
  openFen: number;
  undeliveredFen: number;
  /** In bills that may still come back. */
  billFen: number;
  advanceFen: number;
  overdueFen: number;
  overdueDays: number;
  /** Days that they may be late; null: any. */
  overdueLimit: number | null;
  stopped: null | 'limit' | 'prepay' | 'overdue';
}

/** A group is never so deep; a circle ends here. */
const MAX_DEPTH = 20;

/**
 * Whose debts count against one limit: the group under the highest customer above this one that has
 * a limit, else this one alone. The first is the customer whose limit it is.
 */
export async function creditGroupOf(db: Reader, customerId: number): Promise<number[]> {
  let head: number | null = null;
  let above = await parentIdOf(db, customerId);
  for (let depth = 0; above !== null && depth < MAX_DEPTH; depth += 1) {
    const row = await customerById(db, above);
    if (row && row.credit_limit_fen !== null) head = above;
    above = await parentIdOf(db, above);
  }
  if (head !== null) return await groupBelow(db, head);
  const limited = (await customerById(db, customerId))?.credit_limit_fen ?? null;
  return limited === null ? [customerId] : await groupBelow(db, customerId);
}

interface Asked {
  /** Of `creditGroupOf`. */
  group: readonly number[];
  today: string;
  /** What is confirmed and undelivered, summed over the group. */
  undeliveredFen: number;
  /** What would be confirmed besides. */
  addFen: number;
}

/** How a customer stands against the limit if so much more is confirmed (domain.md, Credit). */
export async function creditOf(
  db: Reader,
  customerId: number,
  { group, today, undeliveredFen, addFen }: Asked,
): Promise<Credit> {
  const head = await customerById(db, group[0]!);
  const { limitFen, temporary } = await limitOn(db, head!, today);
  const terms = (await customerTerms(db, customerId)) ?? (await customerTerms(db, group[0]!));
  const overdueLimit = terms?.overdue_days ?? null;
  const found = [...(await standings(db, 'ar', { kind: 'customer', ids: group }, today)).values()];
  const sum = (of: 'openFen' | 'advanceFen' | 'overdueFen') =>
    found.reduce((total, one) => total + one[of], 0);
  const [openFen, advanceFen] = [sum('openFen'), sum('advanceFen')];
  const overdueDays = Math.max(0, ...found.map((one) => one.overdueDays));
  const billFen = await openBillsOf(db, group, today);
  const exposureFen = openFen + undeliveredFen + billFen - advanceFen;
  const over = limitFen !== null && exposureFen + addFen > limitFen;
  const late = overdueLimit !== null && overdueDays > overdueLimit;
  return {
    limitFen,
    temporary,
    exposureFen,
    openFen,
    undeliveredFen,
    billFen,
    advanceFen,
    overdueFen: sum('overdueFen'),
    overdueDays,
    overdueLimit,
    stopped: over ? (limitFen === 0 ? 'prepay' : 'limit') : late ? 'overdue' : null,
  };
}

/** Whether somebody is later than he may be: as was agreed with him, else as the company allows. */
export const isTooLate = (
  { overdueDays, overdueLimit }: Pick<Credit, 'overdueDays' | 'overdueLimit'>,
  /** 0: any. */
  companyDays: number,
): boolean => {
  const most = overdueLimit ?? (companyDays > 0 ? companyDays : null);
  return most !== null && overdueDays > most;
};
