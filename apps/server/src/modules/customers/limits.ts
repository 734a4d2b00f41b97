import type { Reader } from '@xinhang/db/database.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { temporaryLimitOn } from '@xinhang/db/repositories/temporary-limits.ts';
import type { CreditLimit } from '@xinhang/shared/credit-limit.ts';

type Limited = Pick<CustomerRecord, 'id' | 'credit_limit_fen'>;

/** Whether a temporary limit has anything to say beside the standing one: it only ever raises it. */
export const raises = (limitFen: number, standingFen: number | null): standingFen is number =>
  standingFen !== null && limitFen > standingFen;

/**
 * The limit of a customer on a business date: a temporary one while it holds, else the standing one
 * (docs/decisions/0363). Nothing runs when it ends: the next question is answered by the other.
 */
export async function limitOn(db: Reader, customer: Limited, today: string): Promise<CreditLimit> {
  const standingFen = customer.credit_limit_fen;
  const given = standingFen === null ? undefined : await temporaryLimitOn(db, customer.id, today);
  return given && raises(given.limit_fen, standingFen)
    ? { limitFen: given.limit_fen, temporary: { until: given.valid_to, standingFen } }
    : { limitFen: standingFen, temporary: null };
}
