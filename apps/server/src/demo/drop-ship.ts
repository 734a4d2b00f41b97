import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { purchaseLinesOf } from '@xinhang/db/repositories/purchase-orders.ts';
import { pricesInForce } from '@xinhang/db/repositories/supplier-prices.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { addAddress } from '../modules/customers/places.ts';
import { productsByIds } from '../modules/products/service.ts';
import { orderDropShip } from '../modules/purchasing/drop-ship/order.ts';
import { shipStraight } from '../modules/purchasing/drop-ship/ship.ts';
import { confirmPurchaseOrder } from '../modules/purchasing/service.ts';
import { createChange } from '../modules/sales/changes/drafts.ts';
import { submitChange } from '../modules/sales/changes/submit.ts';
import { orderChangeTarget } from '../modules/sales/changes/target.ts';
import { askedAgain } from '../modules/sales/orders/lines.ts';
import { salesLinesOf, type Doors } from '../modules/sales/service.ts';
import { confirmByHand, createOrder, markDropShip } from '../modules/sales/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
const OWNER = 'linyuanfan';
const BUYER = 'fanjianjun';
const KEEPER = 'pengdahai';
/** How many days ago it was ordered, and how far it is by now. */
const orders = [
  [18, 'shipped'],
  [6, 'changed'],
  [4, 'ordered'],
  [2, 'wanted'],
] as const;
type Fate = (typeof orders)[number][1];

/**
 * Orders whose goods the supplier ships: one went out, two are on order, of one of which the customer
 * wants less by now, and one waits for the buyer.
 */
export async function makeDropShip(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 43);
  const http: Doors = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  http.approvals.register(orderChangeTarget);
  const { read } = deps.db;
  const actors = {
    owner: await actorFor(read, cast, OWNER),
    buyer: await actorFor(read, cast, BUYER),
    keeper: await actorFor(read, cast, KEEPER),
  };
  const ids = products.map((one) => one.id);
  const offers = new Set(
    (await pricesInForce(read, ids, businessDate(now, DEMO_ZONE))).map((one) => one.product_id),
  );
  const goods = (await productsByIds(read, ids)).filter(
    (row) =>
      row.kind === 'goods' &&
      row.tracks_batch === 0 &&
      row.tracks_serial === 0 &&
      offers.has(row.id),
  );
  const as = async <T>(
    who: keyof typeof actors,
    at: number,
    work: (ctx: WriteContext) => Promise<T>,
  ) =>
    await runCommand(deps.db, hub, async (_tx, context) =>
      work(context(demoContext(deps, actors[who], at))),
    );
  const customers = [...cast.customers.values()];
  for (const [daysAgo, fate] of orders) {
    const at = now - daysAgo * DAY_MS;
    for (let tries = 0; tries < 12; tries += 1) {
      const customerId = dice.pick(customers);
      const customer = await customerById(read, customerId);
      if (!customer || customer.owner_id === null || customer.archived_at !== null) continue;
      const product = dice.pick(goods);
      const sold = await as('owner', at, (ctx) =>
        // Who owes too much is asked another time.
        ctx.attempt(async () => await sell(http, ctx, { customerId, productId: product.id, at })),
      );
      if (!sold.ok) continue;
      await buy(sold.value, fate);
      break;
    }
  }

  async function buy(orderId: number, fate: Fate): Promise<void> {
    if (fate === 'wanted') return;
    const days = fate === 'shipped' ? 17 : fate === 'changed' ? 5 : 3;
    const bought = await as('buyer', now - days * DAY_MS, async (ctx) => {
      const [line] = await salesLinesOf(ctx.tx, orderId);
      const day = businessDate(now - days * DAY_MS, DEMO_ZONE);
      const [offer] = await pricesInForce(ctx.tx, [line!.product_id!], day);
      const [draft] = await orderDropShip(ctx, {
        businessDate: day,
        lines: [{ lineId: line!.id, supplierId: offer!.supplier_id, qtyE4: line!.qty_e4! }],
      });
      return await confirmPurchaseOrder(ctx, draft!.id, draft!.version);
    });
    if (fate === 'changed') {
      await as('owner', now - 2 * DAY_MS, async (ctx) => {
        const lines = await salesLinesOf(ctx.tx, orderId);
        const change = await createChange(ctx, http.lastPrices, orderId, {
          reason: '工地少用两台',
          lines: lines.map((line) => ({ ...askedAgain(line), qtyE4: line.qty_e4! - 2 * E4 })),
        });
        await submitChange(http, ctx, change.id, {
          version: change.version,
          askReason: '客户减少',
          creditUntil: null,
        });
      });
    }
    if (fate !== 'shipped') return;
    await as('keeper', now - 12 * DAY_MS, async (ctx) => {
      const lines = await purchaseLinesOf(ctx.tx, bought.id);
      await shipStraight(ctx, bought.id, {
        businessDate: businessDate(now - 12 * DAY_MS, DEMO_ZONE),
        supplierNoteNo: 'ZF2611',
        carrier: '德邦物流',
        trackingNo: 'DPK200311',
        note: '供应商从厂里直接发出',
        hold: false,
        lines: lines.map((line) => ({
          orderLineId: line.id,
          qtyE4: line.qty_e4!,
          batch: '',
          serials: [],
        })),
      });
    });
  }
}

/** An order of this product, all of it to be shipped by the supplier; confirmed. */
async function sell(
  http: Doors,
  ctx: WriteContext,
  { customerId, productId, at }: { customerId: number; productId: number; at: number },
): Promise<number> {
  const day = businessDate(at, DEMO_ZONE);
  const place = await addAddress(ctx, customerId, {
    receiver: '工地仓管',
    phone: '13900003333',
    address: '江苏省南通市开发区港口路 88 号工地',
    carrier: '',
    freightPayer: 'us',
  });
  const drafted = await createOrder(ctx, http.lastPrices, {
    customerId,
    businessDate: day,
    requiredDate: addDays(day, 14),
    basis: 'gross',
    payer: '',
    customerOrderNo: '',
    note: '客户要求厂家直发工地',
    addressId: place.id,
    lines: [
      {
        kind: 'goods',
        productId,
        unitId: null,
        text: '',
        qtyE4: 5 * E4,
        priceE4: null,
        discountBp: 0,
        requiredDate: null,
        promisedDate: null,
        deviation: '',
        note: '',
      },
    ],
  });
  const lines = await salesLinesOf(ctx.tx, drafted.id);
  const marked = await markDropShip(
    ctx,
    drafted.id,
    { version: drafted.version, lineIds: lines.map((line) => line.id), dropShip: true },
    async () => new Set(),
  );
  return (await confirmByHand(http, ctx, drafted.id, marked.version)).id;
}
