import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { assertConfirmed } from '../http/confirmed.ts';
import type { WriteContext } from '../http/context.ts';

/**
 * A file of many rows asks for the password again: it is what leavers take along. `count` counts
 * no further than it is told. Throws `password-needed`.
 */
export async function assertSmall(
  ctx: WriteContext,
  count: (most: number) => Promise<number>,
): Promise<void> {
  if (ctx.confirmed) return;
  const most = await readSetting(ctx.tx, 'exports.confirmRows');
  if ((await count(most + 1)) > most) assertConfirmed(ctx);
}
