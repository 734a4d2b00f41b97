import { allCashAccounts } from '@xinhang/db/repositories/cash.ts';
import { listSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { adjustPayable } from '../modules/finance/payables/adjust.ts';
import { confirmPayment } from '../modules/finance/payments/confirm.ts';
import { createPayment } from '../modules/finance/payments/drafts.ts';
import { propose } from '../modules/finance/settling.ts';
import { suppliers } from '../modules/finance/sides.ts';
import { Dice } from './dice.ts';
import { BEGUN, firstDay } from './first-day.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const YUAN = 100;
/** Unpaid documents of the old books: days before the first one here, and days to pay. */
const old = [
  [82, 60],
  [47, 30],
  [16, 120],
] as const;
const MOST = 20;

/** What suppliers were owed as the books were taken over, and what they were paid since. */
export async function makePayables(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 41);
  const as = async <T>(days: number, work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const page = { sort: 'createdAt', descending: false, after: null, limit: MOST } as const;
  const ids = (await listSuppliers(deps.db.read, {}, page)).map(({ id }) => id);
  const [first, second, third] = ids as [number, number, number];
  await as(BEGUN, (ctx) => openBooks(ctx, dice, ids, firstDay(now)));
  await as(38, (ctx) => pay(ctx, { supplierId: first, share: 1.1, feeFen: 10 * YUAN }));
  await as(24, (ctx) => pay(ctx, { supplierId: second, share: 0.5, feeFen: 0 }));
  await as(12, async (ctx) => {
    await adjustPayable(ctx, {
      kind: 'priceDifference',
      supplierId: third,
      oldNo: '',
      businessDate: today(ctx),
      dueDate: null,
      amountFen: -360 * YUAN,
      note: '卡盘到货少算了返点，对方同意冲减',
    });
  });
  await as(3, (ctx) => pay(ctx, { supplierId: third, share: 0.6, feeFen: 0 }));
  await as(2, async (ctx) => {
    const lost = {
      supplierId: second,
      businessDate: today(ctx),
      dueDate: null,
      oldNo: '运单 SF1098',
    };
    const note = '代发途中丢失一件，对方承运，按发货价索赔';
    await adjustPayable(ctx, { ...lost, kind: 'claim', amountFen: -1280 * YUAN, note });
    const less = '对方只认八折';
    await adjustPayable(ctx, { ...lost, kind: 'claimDropped', amountFen: 256 * YUAN, note: less });
  });
  await as(0, async (ctx) => {
    const amountFen = 50_000 * YUAN;
    const { rows } = await propose(ctx, suppliers, second, amountFen);
    const lines = rows.filter((line) => line.amountFen > 0);
    const note = '等老板看过再付';
    await createPayment(ctx, { ...(await head(ctx)), supplierId: second, amountFen, note, lines });
  });
}

const today = (ctx: WriteContext) => businessDate(ctx.now, DEMO_ZONE);

/** From the account that stands first. */
const head = async (ctx: WriteContext) => ({
  accountId: (await allCashAccounts(ctx.tx))[0]!.id,
  billId: null,
  bill: null,
  businessDate: today(ctx),
  method: 'transfer' as const,
  feeFen: 0,
  note: '',
  lines: [],
});

async function openBooks(
  ctx: WriteContext,
  dice: Dice,
  ids: readonly number[],
  first: string,
): Promise<void> {
  for (const supplierId of ids) {
    for (const [before, term] of old) {
      if (!dice.chance(0.7)) continue;
      const day = addDays(first, -before);
      await adjustPayable(ctx, {
        kind: 'opening',
        supplierId,
        oldNo: `CG-${day.replaceAll('-', '')}-${String(dice.int(1, 40)).padStart(3, '0')}`,
        businessDate: day,
        dueDate: addDays(day, term),
        amountFen: dice.int(30, 900) * 100 * YUAN,
        note: '',
      });
    }
  }
}

/** Pays a share of what is owed, the oldest first; more than all of it is an advance. */
async function pay(
  ctx: WriteContext,
  { supplierId, share, feeFen }: { supplierId: number; share: number; feeFen: number },
): Promise<void> {
  const { rows: owed } = await propose(ctx, suppliers, supplierId, 0);
  const sum = owed.reduce((total, line) => total + line.openFen, 0);
  const amountFen = Math.max(1, Math.round((sum * share) / (100 * YUAN))) * 100 * YUAN;
  const { rows } = await propose(ctx, suppliers, supplierId, amountFen);
  const lines = rows.filter((line) => line.amountFen > 0);
  const said = { ...(await head(ctx)), supplierId, amountFen, feeFen, lines };
  const row = await createPayment(ctx, said);
  await confirmPayment(ctx, row.id, row.version);
}
