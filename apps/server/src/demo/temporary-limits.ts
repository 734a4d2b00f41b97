import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { customerById } from '../modules/customers/service.ts';
import { giveTemporaryLimit } from '../modules/ledgers/temporary-limits.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';

/** Days ago, for how many more days, and why: one is over, one holds for some days still. */
const given = [
  [80, 30, '展会前备货，按合同月底回款'],
  [10, 15, '年底旺季集中提货，已收到付款承诺书'],
] as const;

/** A customer with a limit of its own was allowed half as much again, twice. */
export async function makeTemporaryLimits(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const found = await limited(deps, cast);
  if (!found) return;
  for (const [days, more, reason] of given) {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    const validFrom = businessDate(at.now, DEMO_ZONE);
    const limitFen = Math.round(found.limitFen * 1.5);
    const body = { limitFen, validFrom, validTo: addDays(validFrom, more), reason };
    const give = async (ctx: WriteContext) => await giveTemporaryLimit(ctx, found.id, body);
    await runCommand(deps.db, hub, async (_tx, context) => await give(context(at)));
  }
}

async function limited({ db }: Deps, cast: Cast) {
  for (const id of cast.customers.values()) {
    const row = await customerById(db.read, id);
    const { credit_limit_fen: limitFen = null, archived_at: away = null } = row ?? {};
    if (
      row &&
      row.owner_id !== null &&
      limitFen !== null &&
      away === null &&
      row.parent_id === null
    ) {
      return { id, limitFen };
    }
  }
  return null;
}
