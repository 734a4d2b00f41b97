import type { Reader } from '@xinhang/db/database.ts';
import { closedTo } from '@xinhang/db/repositories/period-closings.ts';
import type { PeriodArea } from '@xinhang/shared/period-closings.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { assertSinceGoingLive } from './going-live.ts';

/**
 * Refuses a business date behind the closing of an area (domain.md, Period): `field-refused` with
 * the area, the last closed month and its last day.
 */
export async function assertPeriodOpen(
  db: Reader,
  area: PeriodArea,
  businessDate: string,
): Promise<void> {
  const closed = await closedTo(db, area);
  if (businessDate > closed) return;
  const params = { area, month: closed.slice(0, 7), closedTo: closed };
  throw fieldRefused('/businessDate', 'period-closed', params);
}

/**
 * The same for what is posted anew, which happened: a day that has not come is refused as well. What
 * is taken back keeps the later of both days, whatever that is.
 */
export async function assertPostable(
  ctx: Pick<WriteContext, 'tx' | 'now' | 'opening'>,
  area: PeriodArea,
  businessDate: string,
): Promise<void> {
  await assertSinceGoingLive(ctx, businessDate);
  await assertPeriodOpen(ctx.tx, area, businessDate);
  await assertCome(ctx, businessDate);
}

/** Refuses a day that has not come: nothing is numbered or posted ahead of itself. */
export async function assertCome(
  { tx: db, now }: Pick<WriteContext, 'tx' | 'now'>,
  businessDate: string,
): Promise<void> {
  const today = await todayOf({ db, now });
  if (businessDate > today) throw fieldRefused('/businessDate', 'after-today', { today });
}
