import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { addLevel, addRule, setCustomerLevel } from '../modules/prices/service.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const DAYS = 300;
const DIRECTOR = 'gaowenbo';
const E4 = 10_000;
/** Asked for and least taken, over the price of buying; with tax. */
const MARKUP = 1.55;
const FLOOR = 1.28;
/** So many of a hundred customers stand on a level, and have a price of their own. */
const LEVEL_SHARE = 0.2;
const OWN_SHARE = 0.03;

const levels = [
  ['经销商', 1200],
  ['大客户', 800],
] as const;

const rule = {
  productId: null,
  unitId: null,
  priceE4: null,
  categoryId: null,
  discountBp: null,
  scope: 'all' as const,
  customerId: null,
  region: null,
  levelId: null,
  qtyFromE4: 0,
  basis: 'gross' as const,
  floorE4: null,
  ceilingE4: null,
  validTo: null,
  note: '',
  release: true,
};

/** A list of prices for everybody, parts off for levels, and a few for regions and customers. */
export async function makePrices(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 11);
  const actor = await actorFor(deps.db.read, cast, DIRECTOR);
  const at = now - DAYS * DAY_MS;
  const today = businessDate(now, DEMO_ZONE);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, at));
    const validFrom = businessDate(at, DEMO_ZONE);
    for (const product of products) await listPrice(ctx, product, validFrom);
    const levelIds: number[] = [];
    for (const [sort, [name, discountBp]] of levels.entries()) {
      const level = await addLevel(ctx, { name, sort: sort * 10 + 10 });
      levelIds.push(level.id);
      for (const categoryId of new Set(products.map((one) => one.categoryId))) {
        const part = { categoryId, discountBp, scope: 'level' as const, levelId: level.id };
        await addRule(ctx, { ...rule, ...part, validFrom });
      }
    }
    const [machine] = products as [DemoProduct];
    const yuan = Math.round(machine.yuan * MARKUP * 0.94);
    const south = { scope: 'region' as const, region: '华南', note: '华南推广价' };
    const own = { productId: machine.id, priceE4: yuan * E4, validFrom };
    await addRule(ctx, { ...rule, ...own, ...south });
    const draft = { productId: machine.id, validFrom: addDays(today, 35), release: false };
    await addRule(ctx, { ...rule, ...draft, priceE4: (yuan + 5000) * E4, note: '明年调价，待定' });
    await forCustomers(ctx, dice, cast, products, levelIds);
  });
}

async function listPrice(ctx: WriteContext, product: DemoProduct, validFrom: string) {
  const priceE4 = Math.round(product.yuan * MARKUP * 100) * 100;
  const floorE4 = Math.round(product.yuan * FLOOR * 100) * 100;
  const own = { productId: product.id, validFrom, floorE4 };
  await addRule(ctx, { ...rule, ...own, priceE4 });
  // What is sold by the hundred is cheaper by the hundred.
  if (product.yuan > 20) return;
  const less = Math.round(product.yuan * MARKUP * 94) * 100;
  await addRule(ctx, { ...rule, ...own, priceE4: less, qtyFromE4: 200 * E4 });
}

async function forCustomers(
  ctx: WriteContext,
  dice: Dice,
  cast: Cast,
  products: readonly DemoProduct[],
  levelIds: readonly number[],
): Promise<void> {
  const today = businessDate(ctx.now, DEMO_ZONE);
  for (const customerId of cast.customers.values()) {
    const customer = await customerById(ctx.tx, customerId);
    if (!customer || customer.archived_at !== null || customer.owner_id === null) continue;
    if (dice.chance(LEVEL_SHARE)) await setCustomerLevel(ctx, customerId, dice.pick(levelIds));
    if (!dice.chance(OWN_SHARE)) continue;
    const product = dice.pick(products);
    const priceE4 = Math.round(product.yuan * (MARKUP - 0.2) * 100) * 100;
    const own = { scope: 'customer' as const, customerId, productId: product.id, priceE4 };
    await addRule(ctx, { ...rule, ...own, validFrom: today, note: '年度协议价' });
  }
}
