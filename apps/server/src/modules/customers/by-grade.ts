import { company } from '@xinhang/db/repositories/company.ts';
import { gradesOfOwner } from '@xinhang/db/repositories/customer-figures.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../http/context.ts';
import { idleByGrade } from './filters.ts';

/** How many customers somebody owns by grade, of those the reader may open, and the overdue ones. */
export async function customersByGrade(ctx: ReadContext, ownerId: number) {
  const { db, actor, now } = ctx;
  const zone = (await company(db))!.time_zone;
  const idle = await idleByGrade(db, businessDate(now, zone), zone);
  return await gradesOfOwner(db, actor, ownerId, idle);
}
