import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import type { CustomerFilter } from '@xinhang/shared/customers.ts';
import type { ReadContext } from '../../http/context.ts';
import { toConditions } from './filters.ts';

/** How many customers a list with this filter would show its reader, no further than `cap`. */
export async function countFiltered(
  ctx: ReadContext,
  filter: CustomerFilter,
  cap: number,
): Promise<number> {
  const { db, actor, now, deps } = ctx;
  const conditions = await toConditions({ db, actor, now, search: deps.db.search }, filter);
  return await countCustomers(db, actor, conditions, cap);
}
