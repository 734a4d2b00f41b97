import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { assertPeriodOpen } from '../ledgers/service.ts';

/**
 * Refuses a business date in a closed month of stock, and one that has not come: the ledger is
 * posted on a day, and no day behind the closing (domain.md, Period).
 */
export async function assertPostable(ctx: ReadContext, businessDate: string): Promise<void> {
  await assertPeriodOpen(ctx.db, 'stock', businessDate);
  const today = await todayOf(ctx);
  if (businessDate > today) throw fieldRefused('/businessDate', 'after-today', { today });
}
