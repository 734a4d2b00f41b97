import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { createCustomer } from '../modules/customers/service.ts';
import { Dice } from './dice.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

/** Customers that a colleague registers a second time. */
const DOUBLES = 3;
const BY = 'chenjing';
const DAY_MS = 86_400_000;

/** The same firm twice, as it happens after a fair: something to be merged. */
export async function makeDoubles(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 4);
  const known = [...cast.customers.values()];
  for (let made = 0; made < DOUBLES;) {
    const first = await customerById(deps.db.read, dice.pick(known));
    if (!first || first.archived_at !== null || first.owner_id === null) continue;
    if (first.owner_id === cast.users.get(BY)) continue;
    made += 1;
    const ctx = demoContext(deps, await actorFor(deps.db.read, cast, BY), now - made * DAY_MS);
    const again = {
      name: first.name,
      city: first.city,
      note: '展会上又拿到一张名片',
      duplicateReason: '不确定是不是同一家',
    };
    await runCommand(deps.db, hub, async (_tx, as) => await createCustomer(as(ctx), again));
  }
}
