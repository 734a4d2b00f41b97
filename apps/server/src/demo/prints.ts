import { readyLayout } from '@xinhang/shared/print-ready.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { addTemplate } from '../modules/system/prints/templates.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

/** What the company prints by: transfers on a third of the paper, for the driver. */
export async function makePrints(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const actor = await actorFor(deps.db.read, cast, 'baixiaoyu');
  const ready = readyLayout('transfer', 'continuous-93', 'zh-CN');
  const layout = {
    ...ready,
    subtitle: '苏州工业园区星湖街 328 号　0512-6280 1188',
    foot: ['制单', '发货', '司机', '收货'],
    note: '货物请当面点清，三日内有异议请来电。',
  };
  await runCommand(deps.db, hub, async (_tx, context) => {
    const ctx = context(demoContext(deps, actor, now));
    await addTemplate(ctx, { kind: 'transfer', name: '调拨随车单', standard: true, layout });
  });
}
