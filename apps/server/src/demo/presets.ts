import { depts } from '@xinhang/db/repositories/company.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { applyPresets } from '../modules/presets/apply.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

/** Long before the first alert, so that what moved since then is news. */
const AGO_MS = 60 * 86_400_000;

/** Departments that sell otherwise than the company have what the preset of their model makes. */
export async function makePresets(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  await runCommand(deps.db, hub, async (tx, as) => {
    const administrator = await actorFor(tx, cast, 'baixiaoyu');
    const own = (await depts(tx)).filter((dept) => dept.sales_model !== null);
    const ctx = as(demoContext(deps, administrator, now - AGO_MS));
    await applyPresets(
      ctx,
      own.map(({ id }) => id),
    );
  });
}
