import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from './context.ts';

/** The business date of the moment, in the company's zone. */
export async function todayOf({ db, now }: Pick<ReadContext, 'db' | 'now'>): Promise<string> {
  return businessDate(now, (await company(db))!.time_zone);
}
