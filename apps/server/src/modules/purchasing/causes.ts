import {
  causesOfOrders,
  comingOf,
  insertCause,
  lyingOf,
  ordersFor,
  wantedLines,
  type ToldCause,
} from '@xinhang/db/repositories/purchase-causes.ts';
import { purchaseLinesOf } from '@xinhang/db/repositories/purchase-orders.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { WriteContext } from '../../http/context.ts';

/** What of a cause stands: ordered for it, came for it, and when the next of it comes. */
export interface CauseNow extends ToldCause {
  sharedE4: number;
  receivedE4: number;
  comingOn: string | null;
}

const within = (value: number, most: number) => Math.min(Math.max(0, value), most);

/**
 * How far the causes of these orders are. What is ordered of a product, and what came of it, goes to
 * its causes one after the other; so the sum is never more than the order has, whatever was changed.
 */
export async function causesNow(db: Reader, orderIds: readonly number[]): Promise<CauseNow[]> {
  const coming = new Map(
    (await comingOf(db, orderIds)).map((row) => [`${row.order_id}/${row.product_id}`, row]),
  );
  const taken = new Map<string, number>();
  return (await causesOfOrders(db, orderIds)).flatMap((cause) => {
    const key = `${cause.order_id}/${cause.product_id}`;
    const now = coming.get(key);
    if (!now) return [];
    const before = taken.get(key) ?? 0;
    taken.set(key, before + cause.qty_e4);
    const sharedE4 = within(now.ordered_e4 - before, cause.qty_e4);
    const receivedE4 = within(now.received_e4 - before, sharedE4);
    if (sharedE4 === 0) return [];
    return [
      { ...cause, sharedE4, receivedE4, comingOn: receivedE4 < sharedE4 ? now.coming_on : null },
    ];
  });
}

/** How far the goods are that were ordered for these lines of sales orders; drafts are not yet. */
export async function supplyOf(db: Reader, salesLineIds: readonly number[]): Promise<CauseNow[]> {
  const all = await causesNow(db, await ordersFor(db, salesLineIds));
  const asked = new Set(salesLineIds);
  return all.filter((cause) => asked.has(cause.sales_line_id) && cause.state !== 'draft');
}

/**
 * Notes for which lines of sales orders the goods of a new order are: what lies there goes to those
 * that are wanted first, what was ordered for a line before is not ordered for it again, and the
 * rest takes of the order in the same order. What is ordered beyond is for nobody. Products of which
 * it is known already, and lines for requests, are left as they are.
 */
export async function noteCauses(ctx: WriteContext, orderId: number): Promise<void> {
  const { tx } = ctx;
  const known = new Set((await causesOfOrders(tx, [orderId])).map((cause) => cause.product_id));
  const lines = (await purchaseLinesOf(tx, orderId)).filter(
    (line) => line.request_line_id === null && !known.has(line.product_id),
  );
  const ids = [...new Set(lines.map((line) => line.product_id))];
  const wanted = await wantedLines(tx, ids);
  const lying = await lyingOf(tx, ids);
  const waits = new Map<number, number>();
  const earlier = await ordersFor(
    tx,
    wanted.map((line) => line.id),
  );
  for (const cause of await causesNow(tx, earlier)) {
    const open = cause.sharedE4 - cause.receivedE4;
    waits.set(cause.sales_line_id, (waits.get(cause.sales_line_id) ?? 0) + open);
  }
  for (const productId of ids) {
    let here = lying.get(productId) ?? 0;
    let left = lines
      .filter((line) => line.product_id === productId)
      .reduce((sum, line) => sum + (line.qty_e4 ?? 0), 0);
    for (const line of wanted.filter((one) => one.product_id === productId)) {
      const open = Number(line.open_e4);
      const covered = within(here, open);
      here -= covered;
      const qty_e4 = within(open - covered - (waits.get(line.id) ?? 0), left);
      if (qty_e4 === 0) continue;
      left -= qty_e4;
      await insertCause(tx, {
        order_id: orderId,
        product_id: productId,
        sales_line_id: line.id,
        qty_e4,
      });
    }
  }
}

/** Tells whoever sells for what goods were ordered that they come on another day, and not from whom. */
export async function tellSellers(
  ctx: WriteContext,
  orderId: number,
  productIds: ReadonlySet<number>,
  on: string,
): Promise<void> {
  const told = new Set<string>();
  for (const cause of await causesNow(ctx.tx, [orderId])) {
    const { owner_id: owner, sales_order_id: salesOrderId } = cause;
    if (!productIds.has(cause.product_id) || cause.receivedE4 >= cause.sharedE4) continue;
    if (owner === null || owner === ctx.actor.userId || told.has(`${owner}/${salesOrderId}`))
      continue;
    told.add(`${owner}/${salesOrderId}`);
    await ctx.notify([owner], {
      kind: 'supply-moved',
      params: { no: cause.sales_order_no ?? '', name: cause.name, on },
      route: `/sales-orders/${salesOrderId}`,
    });
  }
}
