import { reaches } from '@xinhang/db/actor.ts';
import {
  salesByProduct,
  type SalesQuestion,
  type SoldSums,
} from '@xinhang/db/repositories/sales-figures.ts';
import {
  newestOrder,
  orderedByDay,
  receivedByDay,
  salesByDay,
  settledOf,
} from '@xinhang/db/repositories/trading-history.ts';
import {
  addHabits,
  habits,
  noHabit,
  onTimeBp,
  payDays,
  type Habit,
} from '@xinhang/shared/payment-habit.ts';
import { periodAt, periodOf, type Period } from '@xinhang/shared/periods.ts';
import { ranked } from '@xinhang/shared/sales-ranking.ts';
import {
  tradingPeriods,
  type TradingFigures,
  type TradingPeriod,
  type TradingSpan,
} from '@xinhang/shared/trading-history.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { needCustomer } from '../customers/service.ts';
import { productsByIds } from '../products/service.ts';
import { seesCost, shownSums, toProduct, totalOf } from './product-sales.ts';

/** As many as fit beside the periods. */
const TOP_PRODUCTS = 10;
/** Documents by which a customer pays. */
const payments = new Set(['receipt', 'receiptClaim', 'netting']);

interface Facts {
  ordered: { date: string; fen: number; n: number }[] | null;
  sales: (SoldSums & { date: string; kind: number })[];
  received: { date: string; fen: number }[] | null;
  habits: { dueDate: string; habit: Habit }[];
}

async function factsOf(
  ctx: ReadContext,
  customer: { id: number; owner_id: number | null },
  { from, to, imported }: Period & { imported: boolean },
  today: string,
): Promise<Facts> {
  const { actor, db } = ctx;
  const { id } = customer;
  const money = reaches(actor, 'receivables.read', customer.owner_id);
  const { owed, settled } = money ? await settledOf(db, id, from) : { owed: [], settled: [] };
  return {
    ordered: reaches(actor, 'salesOrders.read', customer.owner_id)
      ? await orderedByDay(db, actor, id, from)
      : null,
    sales: await salesByDay(db, actor, { customerId: id, from, to, imported }),
    received: money ? await receivedByDay(db, ctx.actor, id, from) : null,
    habits: habits(
      owed.map((row) => ({
        id: row.id,
        businessDate: row.business_date,
        dueDate: row.due_date,
        amountFen: row.amount_fen,
      })),
      settled.map((row) => ({
        owedId: row.owed_id,
        on: row.business_date,
        amountFen: row.amount_fen,
        payment: payments.has(row.doc_kind),
      })),
      today,
    ),
  };
}

const total = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((all, row) => all + of(row), 0);

/** What happened within a period. */
function figuresOf(ctx: ReadContext, facts: Facts, { from, to }: Period): TradingFigures {
  const within = (day: string) => day >= from && day <= to;
  const ordered = facts.ordered?.filter((row) => within(row.date)) ?? null;
  const received = facts.received?.filter((row) => within(row.date)) ?? null;
  const sales = facts.sales.filter((row) => within(row.date));
  // What was sold before is told by its sign.
  const isBack = ({ kind, netFen }: (typeof sales)[number]) => kind === 1 || netFen < 0;
  const out = totalOf(sales.filter((row) => !isBack(row)));
  const back = totalOf(sales.filter(isBack));
  const sold = totalOf(sales);
  const habit = facts.habits
    .filter((row) => within(row.dueDate))
    .reduce((all, row) => addHabits(all, row.habit), noHabit());
  return {
    orderedFen: ordered && total(ordered, (row) => row.fen),
    orders: ordered && total(ordered, (row) => row.n),
    soldFen: out.netFen,
    returnedFen: -back.netFen,
    netFen: sold.netFen,
    importedFen: sold.importedFen,
    returnBp: out.netFen > 0 ? Math.round((-back.netFen / out.netFen) * 10_000) : null,
    qtyE4: sold.qtyE4,
    marginFen: shownSums(ctx, sold).marginFen,
    receivedFen: received && total(received, (row) => row.fen),
    onTimeBp: received && onTimeBp(habit),
    payDays: received && payDays(habit),
  };
}

/** The newest first. */
function periodsOf(span: TradingSpan, today: string): Period[] {
  return Array.from({ length: tradingPeriods[span] }, (_, back) =>
    periodOf(span, periodAt(span, today, -back)),
  );
}

const happened = (row: TradingFigures) =>
  [row.orders, row.soldFen, row.returnedFen, row.qtyE4, row.receivedFen, row.onTimeBp].some(
    (value) => value !== null && value !== 0,
  );

/** What a customer ordered, got, sent back and paid, period by period (S57). */
export async function tradingHistoryOf(
  ctx: ReadContext,
  customerId: number,
  { span, imported = false }: { span: TradingSpan; imported?: boolean | undefined },
) {
  const customer = await needCustomer(ctx.db, ctx.actor, 'deliveries.read', customerId);
  const today = await todayOf(ctx);
  const periods = periodsOf(span, today);
  const whole = { from: periods.at(-1)!.from, to: periods[0]!.to };
  const facts = await factsOf(ctx, customer, { ...whole, imported }, today);
  const rows = periods.map((period): TradingPeriod => ({
    ...period,
    ...figuresOf(ctx, facts, period),
  }));
  const last = facts.ordered && (await newestOrder(ctx.db, ctx.actor, customerId));
  return {
    customer: { id: customer.id, name: customer.name },
    rows: rows.filter((row, at) => at === 0 || happened(row)),
    totals: { ...whole, ...figuresOf(ctx, facts, whole) },
    lastOrder: last ? { id: last.id, no: last.no ?? '', date: last.date } : null,
    products: await productsOf(ctx, { customerId, imported, ...whole }),
    costHidden: !seesCost(ctx),
    ordersHidden: facts.ordered === null,
    moneyHidden: facts.received === null,
  };
}

async function productsOf(ctx: ReadContext, question: SalesQuestion) {
  const sold = await salesByProduct(ctx.db, ctx.actor, question);
  const best = ranked(sold, (row) => row.netFen).slice(0, TOP_PRODUCTS);
  const found = await productsByIds(
    ctx.db,
    best.map((row) => row.productId),
  );
  const products = new Map(found.map((row) => [row.id, toProduct(row)]));
  return best.map((row) => ({
    product: products.get(row.productId)!,
    netFen: row.netFen,
    qtyE4: row.qtyE4,
    shareBp: row.shareBp,
    lastOn: row.lastOn,
  }));
}
