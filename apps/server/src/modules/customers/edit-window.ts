import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { ReadContext } from '../../http/context.ts';

const MINUTE_MS = 60_000;

/** The instant at which a follow-up is sealed, UTC ms. */
export async function sealedAt(ctx: ReadContext, followUp: { at: number }): Promise<number> {
  return followUp.at + (await readSetting(ctx.db, 'followUps.editMinutes')) * MINUTE_MS;
}

/**
 * Tells until when this person may correct a follow-up, UTC ms; null for everybody but the author,
 * and once it is sealed.
 */
export async function editWindow(
  ctx: ReadContext,
): Promise<(followUp: { authorId: number | null; at: number }) => number | null> {
  const open = await sealedAt(ctx, { at: 0 });
  return ({ authorId, at }) =>
    authorId === ctx.actor.userId && ctx.now < at + open ? at + open : null;
}
