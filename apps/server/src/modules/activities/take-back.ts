import { NO_DATE } from '@xinhang/db/no-date.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { talksOf } from '@xinhang/db/repositories/follow-ups.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { updateCustomer } from '../customers/service.ts';
import { stillAhead } from './next-date.ts';

/**
 * Gives a customer the last and next contact back that it has without a follow-up that was taken
 * away. What came from elsewhere stays: a later talk, and a next date that is not this one's.
 */
export async function withoutFollowUp(
  { tx }: WriteContext,
  customer: CustomerRecord,
  gone: { at: number; next_on: string | null },
): Promise<CustomerRecord> {
  if (customer.last_follow_at !== gone.at) return customer;
  const talks = await talksOf(tx, customer.id);
  const zone = (await company(tx))!.time_zone;
  let planned = NO_DATE;
  for (const { at, next_on } of talks) {
    planned = next_on ?? stillAhead(planned, businessDate(at, zone));
  }
  const row = await updateCustomer(tx, customer.id, customer.version, {
    last_follow_at: talks.at(-1)?.at ?? 0,
    ...(gone.next_on !== null &&
      customer.next_follow_on === gone.next_on && { next_follow_on: planned }),
  });
  if (!row) throw problem('version-conflict');
  return row;
}
