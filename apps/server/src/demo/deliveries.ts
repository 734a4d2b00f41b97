import { listSalesOrders } from '@xinhang/db/repositories/sales-order-list.ts';
import {
  salesLinesOf,
  salesOrderById,
  type NamedSalesLine,
} from '@xinhang/db/repositories/sales-orders.ts';
import { listLocations } from '../modules/products/locations.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { deliveryBoard, noteDelay } from '../modules/sales/deliveries/board.ts';
import { confirmDelivery } from '../modules/sales/deliveries/confirm.ts';
import { createDelivery } from '../modules/sales/deliveries/drafts.ts';
import { signDelivery } from '../modules/sales/deliveries/sign.ts';
import { confirmReturn } from '../modules/sales/returns/confirm.ts';
import { createReturn } from '../modules/sales/returns/drafts.ts';
import { createFree, submitFree } from '../modules/sales/returns/free.ts';
import { confirmDoc } from '../modules/stock/confirm.ts';
import { createDoc } from '../modules/stock/drafts.ts';
import { deliveryLines } from '@xinhang/db/repositories/deliveries.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { LineSupplies } from '../registry/line-supplies.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

/** Days ago at most: the draft of what was lost still waits. */
const MISSED_WITHIN = 25;
const OWNER = 'linyuanfan';
const KEEPER = 'pengdahai';
const DAY_MS = 86_400_000;
/** Before the first order that is kept here. */
const FIRST_DAY = 172;
const E4 = 10_000;
/** Of the price without tax, what a thing cost. */
const COST_PERCENT = 62;

interface Wanted {
  lines: NamedSalesLine[];
  at: number;
}

const isGoods = (line: NamedSalesLine) => line.product_kind === 'goods';
/** Most pieces with numbers that one line takes. */
const MOST_PIECES = 200;

/** The batch of what goes, where the product has batches. */
const batchOf = (line: NamedSalesLine) => (line.tracks_batch === 1 ? 'P260601' : '');
/** Numbers of the pieces of a line, where the product has them. */
const numbersOf = (line: NamedSalesLine): string[] =>
  line.tracks_serial === 1
    ? Array.from({ length: line.qty_e4! / E4 }, (_, at) => `SN${line.id}-${at + 1}`)
    : [];

/** What was ordered goes out when it was asked for, some of it late, and a little comes back. */
export async function makeDeliveries(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 23);
  const as = async (login: string, at: number, work: (ctx: WriteContext) => Promise<unknown>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    await runCommand(deps.db, hub, async (_tx, context) => {
      await work(context(demoContext(deps, actor, at)));
    });
  };
  const wanted = await dueOrders(deps, cast, dice, now);
  await as(OWNER, now - FIRST_DAY * DAY_MS, async (ctx) => await stockUp(ctx, wanted));
  // Of one delivery a piece was lost on the way.
  let missed = false;
  for (const { lines, at } of wanted) {
    await as(KEEPER, at, async (ctx) => {
      const date = businessDate(at, DEMO_ZONE);
      // What is stopped for its credit waits for somebody to let it go.
      const sent = await ctx.attempt(async () => await sendAll(ctx, lines, date));
      if (!sent.ok) return;
      if (dice.chance(0.8)) {
        const signed = { signedOn: date, signedName: dice.pick(['张师傅', '李会计', '门卫']) };
        const late = missed || at < now - MISSED_WITHIN * DAY_MS;
        const short = late ? null : await oneMissing(ctx, sent.value.id);
        missed ||= short !== null;
        await signDelivery(ctx, sent.value.id, {
          ...sent.value,
          ...signed,
          signedNote: short ? '外箱破损，少一件' : '',
          short,
        });
      }
      if (dice.chance(0.06)) await comeBack(ctx, sent.value.id, date);
    });
  }
  const plain = wanted.flatMap((one) => one.lines).filter((one) => isPlain(one));
  await as(OWNER, now - DAY_MS, async (ctx) => {
    const there = await comeFromNowhere(ctx, plain.at(-1));
    if (there) await confirmReturn(ctx, there.id, there.version);
    await comeFromNowhere(ctx, plain[0]);
  });
  await as(KEEPER, now, async (ctx) => await noteSome(ctx, dice));
}

async function sendAll(ctx: WriteContext, lines: readonly NamedSalesLine[], businessDay: string) {
  const drafted = await createDelivery(ctx, {
    businessDate: businessDay,
    warehouseId: null,
    carrier: '德邦物流',
    trackingNo: '',
    note: '',
    lines: lines.map((line) => ({
      orderLineId: line.id,
      qtyE4: line.qty_e4!,
      batch: batchOf(line),
      serials: numbersOf(line),
      note: '',
    })),
  });
  const { id, version } = await confirmDelivery(ctx, drafted.id, drafted.version);
  return { id, version };
}

/** One piece that the customer did not get of goods without numbers, of which there are several. */
async function oneMissing(ctx: WriteContext, deliveryId: number) {
  const line = (await deliveryLines(ctx.tx, deliveryId)).find(
    (one) => one.product_kind === 'goods' && one.tracks_serial === 0 && one.qty_e4 > E4,
  );
  if (!line) return null;
  const lines = [{ deliveryLineId: line.id, qtyE4: E4, serials: [] }];
  return { disposal: 'resend' as const, lines };
}

/** A customer brings a piece that he bought before these books began; approved, and still to come. */
async function comeFromNowhere(ctx: WriteContext, line: NamedSalesLine | undefined) {
  if (!line) return null;
  const order = (await salesOrderById(ctx.tx, line.order_id))!;
  const doors = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  const { id, version } = await createFree(doors, ctx, {
    customerId: order.customer_id,
    businessDate: businessDate(ctx.now, DEMO_ZONE),
    warehouseId: null,
    reason: '去年买的，没开封，客户不用了',
    disposal: 'stock',
    note: '旧系统里的单据找不到',
    lines: [
      {
        productId: line.product_id!,
        unitId: line.base_unit_id!,
        qtyE4: E4,
        priceE4: 100 * E4,
        batch: '',
        serials: [],
        note: '',
      },
    ],
  });
  return await submitFree(doors, ctx, id, version);
}

const isPlain = (line: NamedSalesLine): boolean =>
  isGoods(line) && line.tracks_serial === 0 && line.tracks_batch === 0;

/** The first goods of a delivery come back: one of them has a scratch. */
async function comeBack(ctx: WriteContext, deliveryId: number, businessDay: string): Promise<void> {
  const line = (await deliveryLines(ctx.tx, deliveryId)).find((one) => one.product_id !== null);
  if (!line || line.product_kind !== 'goods' || line.tracks_serial === 1) return;
  const drafted = await createReturn(ctx, {
    deliveryId,
    businessDate: businessDay,
    warehouseId: null,
    reason: '外观划伤',
    disposal: 'stock',
    note: '',
    lines: [{ deliveryLineId: line.id, qtyE4: Math.min(line.qty_e4, E4), serials: [], note: '' }],
  });
  await confirmReturn(ctx, drafted.id, drafted.version);
}

/** Confirmed orders whose day is over, but for some that are late now. */
async function dueOrders(deps: Deps, cast: Cast, dice: Dice, now: number): Promise<Wanted[]> {
  const boss = await actorFor(deps.db.read, cast, OWNER);
  const asked = { states: ['confirmed'] };
  const page = { after: null, limit: 5_000 };
  const wanted: Wanted[] = [];
  for (const order of await listSalesOrders(deps.db.read, boss, asked, page)) {
    const date = order.required_date ?? addDays(order.business_date, 10);
    const dueAt = Date.parse(`${date}T01:30:00Z`);
    const days = Number(dice.weighted({ '-1': 30, '0': 45, '2': 15, '6': 10 }));
    const at = dueAt + days * DAY_MS;
    if (at >= now || (now - dueAt < 12 * DAY_MS && dice.chance(0.4))) continue;
    const least = (order.confirmed_at ?? 0) + DAY_MS;
    wanted.push({ lines: await salesLinesOf(deps.db.read, order.id), at: Math.max(at, least) });
  }
  return wanted.filter((one) => one.at < now).toSorted((a, b) => a.at - b.at);
}

const chunks = (numbers: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(numbers.length / MOST_PIECES) }, (_, at) =>
    numbers.slice(at * MOST_PIECES, (at + 1) * MOST_PIECES),
  );

/** What these orders take was bought before, into the warehouse that sells. */
async function stockUp(ctx: WriteContext, wanted: readonly Wanted[]): Promise<void> {
  const goods = wanted.flatMap((one) => one.lines).filter(isGoods);
  const places = await listLocations(ctx);
  const main = places.find((row) => row.name === '主仓库')!.id;
  const lines = [...Map.groupBy(goods, (line) => line.product_id!)].flatMap(([productId, own]) => {
    const [first] = own;
    const net = own.reduce((all, line) => all + line.net_fen, 0);
    const qty = own.reduce((all, line) => all + line.qty_e4!, 0);
    const fenEach = (net * COST_PERCENT) / 100 / (qty / E4);
    const numbers = own.flatMap(numbersOf);
    const parts = numbers.length === 0 ? [[]] : chunks(numbers);
    return parts.map((serials) => ({
      productId,
      unitId: first!.base_unit_id!,
      qtyE4: serials.length === 0 ? qty : serials.length * E4,
      priceE4: Math.round(fenEach * 100),
      batch: batchOf(first!),
      serials,
      note: '',
    }));
  });
  if (lines.length === 0) return;
  const { id, version } = await createDoc(ctx, {
    kind: 'otherIn',
    businessDate: businessDate(ctx.now, DEMO_ZONE),
    fromLocationId: null,
    toLocationId: main,
    reason: 'opening',
    twoStep: false,
    note: '启用前的存货',
    lines,
  });
  await confirmDoc(ctx, id, version);
}

/** Of what is late now some causes are known. */
async function noteSome(ctx: WriteContext, dice: Dice): Promise<void> {
  const { rows } = await deliveryBoard(ctx, new LineSupplies(), { bucket: 'overdue' });
  for (const { id } of rows) {
    if (!dice.chance(0.4)) continue;
    const cause = dice.pick(['stock', 'purchase', 'transport', 'customer'] as const);
    await noteDelay(ctx, id, { cause, note: '' });
  }
}
