import type { Actor } from '@xinhang/db/actor.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { Problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../http/context.ts';
import { productByCode } from '../modules/products/service.ts';
import { enterDelivery, enterOrder, ordersNumbered } from '../modules/sales/service.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { report } from './csv-table.ts';
import type { DataSetPlace, ImportReport } from './dataset.ts';
import { productCode } from './northwind-goods.ts';
import type { SoldOrder } from './northwind-sales.ts';
import { asTrader } from './trader.ts';

const PREFIX = 'northwind:';
const BYPASSED = 'northwind: checks of credit and approval bypassed by the import';
const WHOLE_BP = 10_000;
const ONE_E4 = 10_000;
/** Documents of one transaction: others who write wait no longer than for these. */
const AT_ONCE = 20;
const TELL_EVERY_MS = 5000;

interface Given {
  orders: readonly SoldOrder[];
  /** Ids by the numbers of the files. */
  users: ReadonlyMap<string, number>;
  customers: ReadonlyMap<string, number>;
}

const by =
  (dayOf: (order: SoldOrder) => string) =>
  (a: SoldOrder, b: SoldOrder): number => {
    const [one, other] = [dayOf(a), dayOf(b)];
    return one === other ? Number(a.no) - Number(b.no) : one < other ? -1 : 1;
  };

/**
 * Orders in the order of their days, then what was sent of them in the order of its days: a few in a
 * transaction, so that a run that was cut off goes on where it stood.
 */
export async function enterTrade(
  place: DataSetPlace,
  trader: Actor,
  result: ImportReport,
  { orders, users, customers }: Given,
): Promise<void> {
  const products = await productIds(place, orders);
  const lastPrices = new LastPrices();
  const kept = await ordersNumbered(place.db.read, PREFIX);
  const fresh = orders.filter(
    (one) => !kept.has(PREFIX + one.no) && users.has(one.employee) && customers.has(one.customer),
  );
  const inOrder = fresh.toSorted(by((one) => one.orderedOn));
  await inParts(place, trader, { orders: inOrder, verb: 'orders entered' }, async (ctx, order) => {
    const done = await ctx.attempt(async () => {
      const body = bodyOf(order, { users, customers, products });
      return await enterOrder(ctx, lastPrices, body, BYPASSED);
    });
    if (done.ok) result.orders += 1;
    else report(result.findings, order.row, `order not entered: ${said(done.problem)}`);
  });
  const entered = await ordersNumbered(place.db.read, PREFIX);
  const due = orders.filter((one) => one.shippedOn && entered.get(PREFIX + one.no)?.sent === false);
  const asSent = due.toSorted(by((one) => one.shippedOn!));
  await inParts(
    place,
    trader,
    { orders: asSent, verb: 'deliveries entered' },
    async (ctx, order) => {
      const done = await ctx.attempt(async () => {
        const { id } = entered.get(PREFIX + order.no)!;
        const { shippedOn: businessDate, carrier } = order;
        const how = { businessDate: businessDate!, carrier, why: BYPASSED };
        return await enterDelivery(ctx, id, how);
      });
      if (done.ok) result.deliveries += 1;
      else report(result.findings, order.row, `delivery not entered: ${said(done.problem)}`);
    },
  );
  if (result.orders + result.deliveries === 0) return;
  await place.write(async (ctx) => {
    const { orders: ordered, deliveries } = result;
    const after = { name: 'northwind', orders: ordered, deliveries };
    const entry = { action: 'imports.dataSet', entity: 'company', entityId: 1, after };
    await asTrader(ctx, trader).audit(entry);
  });
}

/** Each of the orders in turn, a few in a transaction; says how far it is. */
async function inParts(
  place: DataSetPlace,
  trader: Actor,
  { orders, verb }: { orders: readonly SoldOrder[]; verb: string },
  work: (ctx: WriteContext, order: SoldOrder) => Promise<void>,
): Promise<void> {
  let told = place.now();
  for (let from = 0; from < orders.length; from += AT_ONCE) {
    const some = orders.slice(from, from + AT_ONCE);
    await place.write(async (ctx) => {
      for (const order of some) await work(asTrader(ctx, trader), order);
    });
    if (place.now() - told < TELL_EVERY_MS) continue;
    told = place.now();
    place.say(`${from + some.length} of ${orders.length} ${verb}`);
  }
}

async function productIds(
  { db }: DataSetPlace,
  orders: readonly SoldOrder[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const no of new Set(orders.flatMap((one) => one.lines.map((line) => line.product)))) {
    const known = await productByCode(db.read, wordKey(productCode(no)));
    if (known) found.set(no, known.id);
  }
  return found;
}

const plain = {
  kind: 'goods',
  unitId: null,
  text: '',
  taxBp: 0,
  requiredDate: null,
  promisedDate: null,
  deviation: '',
  note: '',
} as const;

/** Its goods, and what their way costs as a line that no figure of sales counts. */
function bodyOf(
  { no, customer, employee, orderedOn, requiredOn, freightE4, lines }: SoldOrder,
  given: Omit<Given, 'orders'> & { products: ReadonlyMap<string, number> },
): Parameters<typeof enterOrder>[2] {
  const freight = { kind: 'freight', text: 'Freight', qtyE4: ONE_E4, priceE4: freightE4 } as const;
  const goods = lines.map(({ product, ...line }) => ({
    ...plain,
    ...line,
    productId: given.products.get(product) ?? null,
  }));
  const way = freightE4 === 0 ? [] : [{ ...plain, ...freight, productId: null, discountBp: 0 }];
  return {
    customerId: given.customers.get(customer)!,
    businessDate: orderedOn,
    requiredDate: requiredOn,
    basis: 'net',
    payer: '',
    note: '',
    customerOrderNo: `${PREFIX}${no}`,
    shares: [{ userId: given.users.get(employee)!, shareBp: WHOLE_BP }],
    lines: [...goods, ...way],
  };
}

/** A refusal in words: where, and by which rule. */
const said = ({ code, details }: Problem): string =>
  (details.errors ?? []).map((one) => `${one.code} at ${one.pointer}`).join('; ') || code;
