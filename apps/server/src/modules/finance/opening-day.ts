import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { assertOpeningsOpen, isPreparing } from '../ledgers/service.ts';

/**
 * On which day a correction is taken back: today, and an opening on its own day while the books have
 * not begun, so that no day of theirs has it. Once they have, an opening stays.
 */
export async function dayOfUndoing(
  ctx: WriteContext,
  row: { kind: string; business_date: string },
): Promise<string> {
  if (row.kind !== 'opening') return await todayOf(ctx);
  await assertOpeningsOpen(ctx.tx);
  return (await isPreparing(ctx.tx)) ? row.business_date : await todayOf(ctx);
}
