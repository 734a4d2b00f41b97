import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { changeCustomer, customerById } from '../modules/customers/service.ts';
import { giveTemporaryLimit } from '../modules/ledgers/temporary-limits.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const DIRECTOR = 'gaowenbo';
const USUAL_FEN = 500_000_00;

/** Days ago, for how many more days, and why: one is over, one holds and ends in three days. */
const given = [
  [80, 30, '展会前备货，按合同月底回款'],
  [10, 13, '年底旺季集中提货，已收到付款承诺书'],
] as const;

/** A customer with a limit of its own was allowed half as much again, twice. */
export async function makeTemporaryLimits(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const id = await someone(deps, cast);
  if (id === undefined) return;
  const director = await actorFor(deps.db.read, cast, DIRECTOR);
  for (const [days, more, reason] of given) {
    const at = demoContext(deps, director, now - days * DAY_MS);
    await runCommand(deps.db, hub, async (_tx, context) => {
      const ctx = context(at);
      const standingFen = await limitOf(ctx, id);
      const validFrom = businessDate(ctx.now, DEMO_ZONE);
      const limitFen = Math.round(standingFen * 1.5);
      const validTo = addDays(validFrom, more);
      return await giveTemporaryLimit(ctx, id, { limitFen, validFrom, validTo, reason });
    });
  }
}

/** The standing limit; a small company has given none, and gives one here. */
async function limitOf(ctx: WriteContext, id: number): Promise<number> {
  const { version, credit_limit_fen: limitFen } = (await customerById(ctx.tx, id))!;
  if (limitFen !== null) return limitFen;
  await changeCustomer(ctx, id, { version, creditLimitFen: USUAL_FEN });
  return USUAL_FEN;
}

/** The first customer of somebody, with a limit where there is one, that stands below no other. */
async function someone({ db }: Deps, cast: Cast): Promise<number | undefined> {
  let first: number | undefined;
  for (const id of cast.customers.values()) {
    const row = (await customerById(db.read, id))!;
    if (row.owner_id === null || row.archived_at !== null || row.parent_id !== null) continue;
    if (row.credit_limit_fen !== null) return id;
    first ??= id;
  }
  return first;
}
