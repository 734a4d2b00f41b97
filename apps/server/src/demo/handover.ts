import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { ownedPlan } from '../modules/activities/plan-passing.ts';
import { ownedTask } from '../modules/coaching/task-passing.ts';
import { ownedCustomer } from '../modules/customers/owned.ts';
import { ownedDeal } from '../modules/deals/owned.ts';
import { handOver } from '../modules/handover/run.ts';
import { toHandOver } from '../modules/org/change.ts';
import { OwnedKinds } from '../registry/owned.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import { leaver } from './staff.ts';

/** What goes along with customers in the demo. */
export function demoOwned(): OwnedKinds {
  const owned = new OwnedKinds();
  owned.register(ownedCustomer);
  owned.register(ownedPlan);
  owned.register(ownedDeal);
  owned.register(ownedTask);
  return owned;
}

/** The head of a team gives all that a leaver had to the colleagues of the team, half and half. */
export async function handOverDemo(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  at: number,
): Promise<void> {
  const { owned } = cast;
  const userId = cast.users.get(leaver.login)!;
  await runCommand(deps.db, hub, async (tx, as) => {
    const ctx = as(demoContext(deps, await actorFor(tx, cast, leaver.by), at));
    const seen = await toHandOver({ owned }, ctx, userId);
    // A small company may have none of his.
    if (seen.length === 0) return;
    const receivers = leaver.heirs.map((login) => ({ userId: cast.users.get(login)!, weight: 1 }));
    const plan = { by: 'share' as const, receivers };
    await handOver({ owned }, ctx, { userId, plan, seen, shares: true, note: '毛东升离职交接' });
  });
}
