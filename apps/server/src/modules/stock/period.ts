import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';

/**
 * Refuses a business date in a closed period of stock, and one that has not come: the ledger is
 * posted on a day, and no day behind the closing (domain.md, Period).
 */
export async function assertPostable(ctx: ReadContext, businessDate: string): Promise<void> {
  const closedTo = await readSetting(ctx.db, 'stock.closedTo');
  if (businessDate <= closedTo) throw fieldRefused('/businessDate', 'period-closed', { closedTo });
  const today = await todayOf(ctx);
  if (businessDate > today) throw fieldRefused('/businessDate', 'after-today', { today });
}
