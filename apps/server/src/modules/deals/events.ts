import { appendDealEvent } from '@xinhang/db/repositories/deals.ts';
import type { DealEvent } from '@xinhang/shared/deals.ts';
import type { WriteContext } from '../../http/context.ts';

interface Told {
  kind: DealEvent['kind'];
  from: string;
  to: string;
  reason: string;
  back?: boolean;
  /** Absent: the actor. */
  by?: number;
}

/** Puts a line on what happened to a deal. */
export async function tellOfDeal(ctx: WriteContext, dealId: number, told: Told): Promise<void> {
  await appendDealEvent(ctx.tx, {
    deal_id: dealId,
    kind: told.kind,
    from_value: told.from,
    to_value: told.to,
    reason: told.reason,
    back: told.back ? 1 : 0,
    by_user_id: told.by ?? ctx.actor.userId,
    at: ctx.now,
  });
}
