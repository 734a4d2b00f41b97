import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { periodAreas } from '@xinhang/shared/period-closings.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { closeMonth } from '../modules/ledgers/closings/close.ts';
import { Closings } from '../registry/closings.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
/** A month that has so many days behind it is closed; the old books end in it. */
const PAST = 92;

/** The month in which the old books end is closed, the later ones are open. */
export async function makeClosings(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const month = addDays(businessDate(now, DEMO_ZONE), -PAST).slice(0, 7);
  const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
  await runCommand(deps.db, hub, async (_tx, context) => {
    const ctx = context(demoContext(deps, actor, now - 2 * DAY_MS));
    for (const area of periodAreas) {
      await closeMonth(ctx, new Closings(), { area, month, leaveDrafts: true, leaveOpen: true });
    }
  });
}
