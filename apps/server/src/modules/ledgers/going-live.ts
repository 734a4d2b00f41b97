import { goingLive } from '@xinhang/db/repositories/going-live.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';

/** Refuses a day before the books began here: `before-going-live` with that day. */
export async function assertSinceGoingLive(
  { tx, opening }: Pick<WriteContext, 'tx' | 'opening'>,
  businessDate: string,
): Promise<void> {
  if (opening === true) return;
  const day = (await goingLive(tx))?.go_live_date;
  if (day !== undefined && businessDate < day) {
    throw fieldRefused('/businessDate', 'before-going-live', { date: day });
  }
}

/** Whether openings are being written: the day is said, and the books have not begun. */
export async function isPreparing(db: Reader): Promise<boolean> {
  return (await goingLive(db))?.state === 'preparing';
}

/** Refuses what was there before, once the books have begun: `openings-closed`. */
export async function assertOpeningsOpen(db: Reader): Promise<void> {
  if ((await goingLive(db))?.state === 'live') throw fieldRefused('', 'openings-closed');
}

/**
 * The context in which an opening is written: dated before the day on which the books begin, and
 * as long as they have not. Where nobody said that day, everything is as it was.
 */
export async function asOpening<C extends WriteContext>(ctx: C, businessDate: string): Promise<C> {
  const row = await goingLive(ctx.tx);
  if (!row) return ctx;
  if (row.state === 'live') throw fieldRefused('', 'openings-closed');
  if (businessDate >= row.go_live_date) {
    throw fieldRefused('/businessDate', 'not-before-going-live', { date: row.go_live_date });
  }
  return { ...ctx, opening: true };
}
