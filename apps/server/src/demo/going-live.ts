import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { describe, setDate, setTotals, start } from '../modules/opening/state.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
/** So long ago the company came from another program; the month before is closed. */
const BEGUN = 61;

/** The company came from another program: its sums were compared, and the books have begun. */
export async function makeGoingLive(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
  const date = `${addDays(businessDate(now, DEMO_ZONE), -BEGUN).slice(0, 7)}-01`;
  await runCommand(deps.db, hub, async (_tx, context) => {
    const ctx = context(demoContext(deps, actor, now - BEGUN * DAY_MS));
    const { version } = await setDate(ctx, { version: 0, date });
    const { totals } = await describe(ctx);
    const said = totals.map(({ key, account, now: old }) => ({
      key,
      accountId: account?.id ?? null,
      old,
    }));
    const typed = await setTotals(ctx, { version, totals: said });
    await start(ctx, { version: typed.version, reason: '' });
  });
}
