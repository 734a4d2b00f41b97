import { addProduct } from '../modules/products/change.ts';
import { listLocations } from '../modules/products/locations.ts';
import { listUnits } from '../modules/products/words.ts';
import { ProductUses } from '../registry/product-uses.ts';
import { listSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import { pricesInForce } from '@xinhang/db/repositories/supplier-prices.ts';
import { purchaseLinesOf } from '@xinhang/db/repositories/purchase-orders.ts';
import { listReceiptNotes, receiptNoteLines } from '@xinhang/db/repositories/receipt-notes.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import {
  addPurchaseOrder,
  addPurchaseRequest,
  addPurchaseReturn,
  approvePurchaseRequest,
  addReceiptNote,
  confirmPurchaseOrder,
  confirmPurchaseReturn,
  confirmReceiptNote,
} from '../modules/purchasing/service.ts';
import { productsByIds } from '../modules/products/service.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import { plain, type DemoProduct } from './products.ts';

const BUYER = 'fanjianjun';
const KEEPER = 'pengdahai';
const DAY_MS = 86_400_000;
const E4 = 10_000;
const SUPPLIERS = 20;

/** Days before today on which something is ordered, and how many days later it comes; null: not yet. */
const bought: readonly (readonly [before: number, after: number | null])[] = [
  [96, 9],
  [82, 6],
  [67, 12],
  [55, 8],
  [41, 7],
  [33, 10],
  [24, 6],
  [16, 9],
  [12, null],
  [6, null],
  [3, null],
];

/** The order to which the supplier adds the freight. */
const WITH_FREIGHT = 4;
const FREIGHT_TAX = 900;

/** What of these orders goes back two days after it came. */
const back: readonly { of: number; reason: string; replaces: boolean; draft?: boolean }[] = [
  { of: 3, reason: '来料检验不合格', replaces: false },
  { of: 5, reason: '型号发错', replaces: true },
  { of: 7, reason: '外包装破损', replaces: true, draft: true },
];

/** Lines of what came of an order. */
async function receivedOf(ctx: WriteContext, orderId: number) {
  const page = { after: null, limit: 1 };
  const [note] = await listReceiptNotes(ctx.tx, ctx.actor, { orderId }, page);
  return await receiptNoteLines(ctx.tx, note!.id);
}

/** Days before today, who asks, why, and on which day from today it is needed. */
const asked: readonly (readonly [before: number, login: string, reason: string, in_: number])[] = [
  [9, 'pengdahai', '库存快用完，补常用件', -2],
  [4, 'chenjing', '客户追加，现货不够', 6],
  [1, 'duanxuefeng', '售后更换备件', 10],
];

/** Requests that wait for the buyer, and one that is a draft yet. */
export async function makePurchaseRequests(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 31);
  const goods = [...(await offered(deps, products, businessDate(now, DEMO_ZONE))).values()].flat();
  for (const [nth, [before, login, reason, needed]] of asked.entries()) {
    const at = now - before * DAY_MS;
    const actor = await actorFor(deps.db.read, cast, login);
    const ids = [...new Set([dice.pick(goods).id, dice.pick(goods).id])];
    await runCommand(deps.db, hub, async (_tx, context) => {
      const ctx = context(demoContext(deps, actor, at));
      const draft = await addPurchaseRequest(ctx, {
        businessDate: businessDate(at, DEMO_ZONE),
        neededDate: addDays(businessDate(now, DEMO_ZONE), needed),
        reason,
        note: '',
        lines: ids.map((productId) => ({
          productId,
          unitId: null,
          qtyE4: dice.pick([5, 10, 20]) * E4,
          neededDate: null,
          note: '',
        })),
      });
      if (nth < asked.length - 1) await approvePurchaseRequest(ctx, draft.id, draft.version);
    });
  }
}

/** Orders to suppliers over some months; most came, one is late, the newest are on their way. */
export async function makePurchases(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 29);
  const as = async <T>(login: string, at: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    return await runCommand(deps.db, hub, async (_tx, context) =>
      work(context(demoContext(deps, actor, at))),
    );
  };
  const freightLine = {
    productId: await as(BUYER, now - (bought[0]![0] + 1) * DAY_MS, addFreight),
    unitId: null,
    qtyE4: E4,
    priceE4: 48 * E4,
    expectedDate: null,
    spread: true,
    note: '随货，按货值摊入成本',
  };
  const offers = await offered(deps, products, businessDate(now, DEMO_ZONE));
  const from = [...offers.keys()];
  for (const [nth, [before, after]] of bought.entries()) {
    const supplierId = from[nth % from.length]!;
    const chosen = offers.get(supplierId)!.filter(() => dice.chance(0.7));
    const goods = chosen.length > 0 ? chosen : offers.get(supplierId)!.slice(0, 1);
    const at = now - before * DAY_MS;
    const date = businessDate(at, DEMO_ZONE);
    const order = await as(BUYER, at, async (ctx) => {
      const drafted = await addPurchaseOrder(ctx, {
        supplierId,
        businessDate: date,
        basis: 'gross',
        expectedDate: addDays(date, 10),
        supplierOrderNo: '',
        warehouseId: (await listLocations(ctx)).find((row) => row.name === '主仓库')!.id,
        note: '',
        lines: [
          ...goods.map((product) => ({
            productId: product.id,
            unitId: null,
            qtyE4: dice.pick([20, 50, 100, 200]) * E4,
            priceE4: null,
            expectedDate: null,
            spread: false,
            note: '',
          })),
          ...(nth === WITH_FREIGHT ? [freightLine] : []),
        ],
      });
      // The newest is still a draft.
      if (nth === bought.length - 1) return null;
      return await confirmPurchaseOrder(ctx, drafted.id, drafted.version);
    });
    if (!order || after === null) continue;
    await as(KEEPER, at + after * DAY_MS, async (ctx) => {
      const lines = await purchaseLinesOf(ctx.tx, order.id);
      const note = await addReceiptNote(ctx, {
        businessDate: addDays(date, after),
        warehouseId: null,
        supplierNoteNo: `SH${date.replaceAll('-', '')}`,
        note: '',
        lines: lines.map((line) => ({
          orderLineId: line.id,
          // Of one order a part is still missing.
          qtyE4: nth === 6 ? line.qty_e4! / 2 : line.qty_e4!,
          batch: '',
          serials: [],
          note: '',
        })),
      });
      await confirmReceiptNote(ctx, note.id, note.version);
    });
    const sent = back.find((one) => one.of === nth);
    if (!sent) continue;
    await as(KEEPER, at + (after + 2) * DAY_MS, async (ctx) => {
      const [first] = await receivedOf(ctx, order.id);
      const draft = await addPurchaseReturn(ctx, {
        supplierId: null,
        businessDate: addDays(date, after + 2),
        warehouseId: null,
        supplierReturnNo: '',
        reason: sent.reason,
        replaces: sent.replaces,
        note: '',
        lines: [
          {
            receiptLineId: first!.id,
            productId: null,
            qtyE4: 2 * E4,
            priceE4: null,
            batch: '',
            serials: [],
            note: '',
          },
        ],
      });
      if (!sent.draft) await confirmPurchaseReturn(ctx, draft.id, draft.version);
    });
  }
}

/** Freight as suppliers charge it. */
async function addFreight(ctx: WriteContext): Promise<number> {
  const unit = (await listUnits(ctx)).find((one) => one.name === '次')!;
  const { id } = await addProduct(ctx, new ProductUses(), {
    ...plain,
    name: '采购运费',
    spec: '',
    kind: 'service',
    unitId: unit.id,
    categoryId: null,
    taxBp: FREIGHT_TAX,
    purchasePriceE4: null,
  });
  return id;
}

/** Goods without batches and numbers, by who asks a price for them today. */
async function offered(deps: Deps, products: readonly DemoProduct[], on: string) {
  const db = deps.db.read;
  const ids = products.map((product) => product.id);
  const plain = new Set(
    (await productsByIds(db, ids))
      .filter((row) => row.kind === 'goods' && row.tracks_batch === 0 && row.tracks_serial === 0)
      .map((row) => row.id),
  );
  const prices = (await pricesInForce(db, ids, on)).filter(
    (price) => plain.has(price.product_id) && price.qty_from_e4 === 0,
  );
  const page = { sort: 'name', descending: false, after: null, limit: SUPPLIERS } as const;
  const suppliers = await listSuppliers(db, { active: true }, page);
  return new Map(
    suppliers.flatMap((supplier) => {
      const own = prices.filter((price) => price.supplier_id === supplier.id);
      return own.length === 0
        ? []
        : [[supplier.id, own.map((price) => ({ id: price.product_id }))] as const];
    }),
  );
}
