import { company } from '@xinhang/db/repositories/company.ts';
import { insertOrgMove } from '@xinhang/db/repositories/org-moves.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { WriteContext } from '../../http/context.ts';

/** From today on it stands elsewhere; what was booked before stays where it stood. */
export async function rememberMove(
  ctx: WriteContext,
  move: { kind: 'dept' | 'user'; id: number; from: number; to: number },
): Promise<void> {
  const zone = (await company(ctx.tx))!.time_zone;
  await insertOrgMove(ctx.tx, {
    kind: move.kind,
    node_id: move.id,
    from_id: move.from,
    to_id: move.to,
    day: businessDate(ctx.now, zone),
    by_id: ctx.actor.userId,
  });
}
