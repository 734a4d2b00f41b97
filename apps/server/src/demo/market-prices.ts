import { competitors } from '@xinhang/db/repositories/competitors.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { noteMarketPrice } from '../modules/prices/service.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DIRECTOR = 'gaowenbo';
const COUNT = 24;
const LAST_DAYS = 120;
/** Of the price of buying: what competitors ask, the least and the most, in percent. */
const LEAST = 130;
const MOST = 165;

const sources = ['客户转述', '招投标公示', '对手官网', '展会报价单', '经销商朋友提供'] as const;
const regions = ['华东', '华南', '华北', null] as const;

/** What competitors asked in the last months, as salespeople heard it. */
export async function makeMarketPrices(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 13);
  const actor = await actorFor(deps.db.read, cast, DIRECTOR);
  const today = businessDate(now, DEMO_ZONE);
  await runCommand(deps.db, hub, async (tx, as) => {
    const ctx = as(demoContext(deps, actor, now));
    const rivals = await competitors(tx);
    for (let n = 0; n < COUNT; n += 1) {
      const product = dice.pick(products);
      await noteMarketPrice(ctx, {
        productId: product.id,
        unitId: null,
        competitorId: dice.pick(rivals).id,
        region: dice.pick(regions),
        // Whole yuan times the percent is a price in 1/100 yuan.
        priceE4: Math.round(product.yuan * dice.int(LEAST, MOST)) * 100,
        basis: dice.chance(0.2) ? 'net' : 'gross',
        seenOn: addDays(today, -dice.int(0, LAST_DAYS)),
        source: dice.pick(sources),
        followUpId: null,
      });
    }
  });
}
