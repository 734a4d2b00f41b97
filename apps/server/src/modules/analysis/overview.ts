import { may, type Actor } from '@xinhang/db/actor.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import type { SoldProduct } from '@xinhang/shared/overview.ts';
import { periodAt, periodOf, type Period } from '@xinhang/shared/periods.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { ranked } from '@xinhang/shared/sales-ranking.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { ageing, cashBalances, sumReceipts } from '../finance/service.ts';
import { productsByIds } from '../products/service.ts';
import { sumDeliveries, sumSalesOrders } from '../sales/service.ts';
import { onHandTotals } from '../stock/service.ts';
import { seesValue } from './product-sales.ts';
import { soldByCustomer, soldByProduct } from './sales-sums.ts';

const BEST = 5;
const WORST = 3;
/** What an order or a delivery is once it counts, as the links to the lists ask for it. */
const agreed = ['confirmed', 'partly', 'done', 'closed'];
const partly = (actor: Actor, permission: Permission) =>
  may(actor, permission) && actor.reach.get(permission)?.all !== true;

interface Sums {
  count: number;
  amountFen: number;
}

/** The same of today and of the month; null without the right. */
async function twice(
  ctx: ReadContext,
  needs: Permission,
  { today, month }: { today: string; month: Period },
  read: (days: Period) => Promise<Sums>,
): Promise<{ today: Sums; month: Sums } | null> {
  if (!may(ctx.actor, needs)) return null;
  return { today: await read({ from: today, to: today }), month: await read(month) };
}

const named = ({ count, grossFen }: { count: number; grossFen: number }): Sums => ({
  count,
  amountFen: grossFen,
});

/** The first and the last of what was sold in a month. */
async function endsOf(
  ctx: ReadContext,
  month: Period,
): Promise<{ best: SoldProduct[]; worst: SoldProduct[] } | null> {
  if (!may(ctx.actor, 'deliveries.read')) return null;
  const sold = ranked(await soldByProduct(ctx, month), (row) => row.netFen);
  const best = sold.slice(0, BEST);
  // Nothing stands at both ends.
  const worst = sold.slice(BEST).slice(-WORST).toReversed();
  const ids = [...best, ...worst].map((row) => row.productId);
  const names = new Map((await productsByIds(ctx.db, ids)).map((row) => [row.id, row.name]));
  const shown = (rows: typeof best): SoldProduct[] =>
    rows.map(({ productId: id, netFen, shareBp }) => ({
      id,
      name: names.get(id) ?? '',
      netFen,
      shareBp,
    }));
  return { best: shown(best), worst: shown(worst) };
}

/** The same days of the month before, so that a month that is not over is held against its like. */
function sameDaysBefore(today: string): Period {
  const { from, to } = periodOf('month', periodAt('month', today, -1));
  const day = `${from.slice(0, 8)}${today.slice(8)}`;
  return { from, to: day < to ? day : to };
}

/** Who bought most in a month, and who fell most against the same days of the month before. */
async function customersOf(ctx: ReadContext, month: Period, today: string) {
  if (!may(ctx.actor, 'deliveries.read')) return null;
  const now = ranked(await soldByCustomer(ctx, month), (row) => row.netFen);
  const before = await soldByCustomer(ctx, sameDaysBefore(today));
  const bought = new Map(now.map((row) => [row.customerId, row.netFen]));
  const fallen = before
    .map(({ customerId: id, name, netFen: beforeFen }) => ({
      id,
      name,
      netFen: bought.get(id) ?? 0,
      beforeFen,
    }))
    .filter((row) => row.beforeFen > row.netFen)
    .toSorted((a, b) => b.beforeFen - b.netFen - (a.beforeFen - a.netFen) || a.id - b.id);
  return {
    best: now
      .filter((row) => row.netFen > 0)
      .slice(0, BEST)
      .map(({ customerId: id, name, netFen, shareBp }) => ({ id, name, netFen, shareBp })),
    fallen: fallen.slice(0, WORST),
  };
}

/** What is owed too long, summed where the list of it is: in a thread where it is much. */
async function overdueOf(ctx: ReadContext, today: string): Promise<number> {
  const asked = { question: { overdue: true }, on: today, after: null, limit: 0 };
  return (await ageing(ctx, asked)).totals.overdueFen;
}

/** How business goes: each figure is what its list adds up to for this reader (S09). */
export async function overviewOf(ctx: ReadContext) {
  const { actor, db } = ctx;
  const today = await todayOf(ctx);
  const month = periodOf('month', today);
  const days = { today, month };
  const money = may(actor, 'receivables.read');
  const ends = await endsOf(ctx, month);
  const customers = await customersOf(ctx, month, today);
  const cash = may(actor, 'cash.read') ? await cashBalances(db, actor) : null;
  return {
    ...days,
    orders: await twice(ctx, 'salesOrders.read', days, async (span) =>
      named(await sumSalesOrders(db, actor, { ...span, states: agreed }, COUNT_CAP)),
    ),
    deliveries: await twice(ctx, 'deliveries.read', days, async (span) =>
      named(await sumDeliveries(db, actor, { ...span, states: standingDeliveryStates }, COUNT_CAP)),
    ),
    receipts: await twice(ctx, 'receivables.read', days, (span) =>
      sumReceipts(db, actor, { ...span, states: ['confirmed'] }, COUNT_CAP),
    ),
    overdueFen: money ? await overdueOf(ctx, today) : null,
    cashFen: cash && [...cash.values()].reduce((all, one) => all + one, 0),
    stockFen: seesValue(ctx)
      ? (await onHandTotals(db, { places: placesReached(actor, 'stock.read') }, COUNT_CAP)).valueFen
      : null,
    best: ends && ends.best,
    worst: ends && ends.worst,
    before: sameDaysBefore(today),
    bestCustomers: customers && customers.best,
    fallenCustomers: customers && customers.fallen,
    partial: (['salesOrders.read', 'deliveries.read', 'receivables.read'] as const).some((one) =>
      partly(actor, one),
    ),
  };
}
