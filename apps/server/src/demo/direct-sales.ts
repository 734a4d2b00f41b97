import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { listCashAccounts } from '../modules/finance/cash-accounts.ts';
import { sellAtOnce } from '../modules/finance/direct-sales/sell.ts';
import { productsByIds } from '../modules/products/service.ts';
import type { Doors } from '../modules/sales/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
/** What is dearer is not sold over the counter. */
const DEAR = 200;
const SALES = 8;

/** What people fetched at the counter in the last days: most paid at once, one on account. */
export async function makeDirectSales(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 33);
  const http: Doors = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  const cheap = products.filter((one) => one.yuan <= DEAR).map((one) => one.id);
  const plain = (await productsByIds(deps.db.read, cheap)).filter(
    (row) => row.kind === 'goods' && row.tracks_batch === 0 && row.tracks_serial === 0,
  );
  const actor = await actorFor(deps.db.read, cast, 'linyuanfan');
  const buyers = dice.some([...cast.customers.values()], SALES);
  for (const [nth, customerId] of buyers.entries()) {
    const customer = await customerById(deps.db.read, customerId);
    if (!customer || customer.owner_id === null || customer.archived_at !== null) continue;
    const at = now - (SALES - nth) * DAY_MS;
    const lines = dice.some(plain, dice.int(1, 3)).map((product) => ({
      kind: 'goods' as const,
      productId: product.id,
      unitId: null,
      text: '',
      qtyE4: dice.int(1, 3) * E4,
      priceE4: null,
      discountBp: 0,
      deviation: '',
      note: '',
      batch: '',
      serials: [],
    }));
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, at));
      const account = (await listCashAccounts(ctx)).find((one) => one.active);
      const sale = {
        customerId,
        businessDate: businessDate(at, DEMO_ZONE),
        basis: 'gross' as const,
        warehouseId: null,
        note: '柜台自提',
        carrier: '',
        lines,
        accountId: account?.id ?? null,
        method: dice.pick(['cash', 'wechat', 'alipay'] as const),
      };
      // What is not there, or stopped, was not sold.
      await ctx.attempt(async () => {
        const paid = nth === 0 || !account ? 0 : dice.int(1, 4) * 100_00;
        await sellAtOnce(http, ctx, { ...sale, amountFen: paid });
      });
    });
  }
}
