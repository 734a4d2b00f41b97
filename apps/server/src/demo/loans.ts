import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { loanLines } from '@xinhang/db/repositories/loans.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { productsByIds } from '../modules/products/service.ts';
import { confirmLoan } from '../modules/sales/loans/confirm.ts';
import { createLoan } from '../modules/sales/loans/drafts.ts';
import { sellLoan } from '../modules/sales/loans/sell.ts';
import { takeBackLoan } from '../modules/sales/loans/take-back.ts';
import type { Doors } from '../modules/sales/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
const OWNER = 'linyuanfan';
/** How many days ago something was lent, for how many days, what for, and what became of it. */
const lendings = [
  [40, 14, '样品试用', 'kept'],
  [35, 30, '展会陈列', 'some'],
  [30, 20, '替换送修', 'back'],
  [25, 30, '样品试用', 'sold'],
  [12, 14, '现场测试', 'kept'],
  [5, 30, '样品试用', 'kept'],
] as const;

/** Goods that customers borrowed: some came back, one is overdue, one was bought. */
export async function makeLoans(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 37);
  const http: Doors = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  const actor = await actorFor(deps.db.read, cast, OWNER);
  const all = products.map((one) => one.id);
  const plain = (await productsByIds(deps.db.read, all)).filter(
    (row) => row.kind === 'goods' && row.tracks_batch === 0 && row.tracks_serial === 0,
  );
  const as = async (at: number, work: (ctx: WriteContext) => Promise<void>) => {
    await runCommand(deps.db, hub, async (_tx, context) => {
      const ctx = context(demoContext(deps, actor, at));
      // What is not there, or stopped, was not lent.
      await ctx.attempt(async () => await work(ctx));
    });
  };
  const borrowers = [...cast.customers.values()];
  for (const [daysAgo, days, purpose, fate] of lendings) {
    const customer = await customerById(deps.db.read, dice.pick(borrowers));
    if (!customer || customer.owner_id === null || customer.archived_at !== null) continue;
    const product = dice.pick(plain);
    await as(now - daysAgo * DAY_MS, async (ctx) => {
      const day = businessDate(now - daysAgo * DAY_MS, DEMO_ZONE);
      const drafted = await createLoan(ctx, {
        customerId: customer.id,
        warehouseId: null,
        businessDate: day,
        dueOn: addDays(day, days),
        purpose,
        note: '',
        lines: [
          {
            productId: product.id,
            unitId: product.unit_id,
            qtyE4: 2 * E4,
            batch: '',
            serials: [],
            note: '',
          },
        ],
      });
      const { id, version } = await confirmLoan(ctx, drafted.id, drafted.version);
      if (fate === 'kept') return;
      const [line] = await loanLines(ctx.tx, id);
      const qtyE4 = fate === 'some' ? E4 : 2 * E4;
      const part = { loanLineId: line!.id, qtyE4, serials: [] };
      const what = { version, businessDate: day, note: '' };
      if (fate === 'sold') {
        const lines = [{ ...part, priceE4: null }];
        await sellLoan(http, ctx, id, { ...what, basis: 'gross', lines });
      } else await takeBackLoan(ctx, id, { ...what, warehouseId: null, lines: [part] });
    });
  }
}
