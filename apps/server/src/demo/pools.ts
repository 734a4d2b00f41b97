import { allPools } from '@xinhang/db/repositories/pools.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import type { Deps } from '../deps.ts';
import { changePool } from '../modules/pools/pools.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const rule = { sparesOpenDeals: true, active: true, warnDays: 7 };

/** The pool has limits and rules since today: whoever was let alone is warned, and drops later. */
export async function setPoolRules(deps: Deps, hub: EventHub, cast: Cast): Promise<void> {
  await runCommand(deps.db, hub, async (tx, as) => {
    const administrator = await actorFor(tx, cast, 'baixiaoyu');
    const [pool] = await allPools(tx);
    await changePool(as(demoContext(deps, administrator, deps.now())), pool!.id, {
      version: pool!.version,
      coolDownDays: 15,
      claimsPerDay: 10,
      holdCap: 200,
      viewsPerDay: 60,
      rules: [
        { ...rule, cause: 'lastFollowUp', grades: ['A', 'B'], days: 60 },
        { ...rule, cause: 'lastFollowUp', grades: ['C', 'D', 'none'], days: 120, warnDays: 14 },
        { ...rule, cause: 'noDeal', grades: ['D', 'none'], days: 365, warnDays: 14 },
        { ...rule, cause: 'contractEnd', grades: ['A', 'B', 'C'], days: 90, warnDays: 30 },
      ],
    });
  });
}
