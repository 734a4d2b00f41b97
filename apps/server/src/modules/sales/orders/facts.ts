import { may } from '@xinhang/db/actor.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { lastOrderOf } from '@xinhang/db/repositories/sales-order-list.ts';
import { allTerms, termOfCustomer, undeliveredOf } from '@xinhang/db/repositories/sales-orders.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { OrderCustomer, OrderLineFacts } from '@xinhang/shared/sales-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { addressesOf, contactsOf, titlesOf } from '../../customers/service.ts';
import { creditGroupOf, creditOf } from '../../ledgers/service.ts';
import { userNames } from '../../org/service.ts';
import { levelOfCustomer, resolvePrices, type PriceLine } from '../../prices/service.ts';
import { allLocations, allUnits, productsByIds, unitsOfProducts } from '../../products/service.ts';
import { availableOf, availablePlaces } from '../../stock/service.ts';

/** What an order for this customer begins with; found through scope by whoever calls. */
export async function orderCustomerOf(
  ctx: ReadContext,
  customer: CustomerRecord,
): Promise<OrderCustomer> {
  const { db, actor } = ctx;
  const { id } = customer;
  const masked = contactsMasked(customer);
  const terms = await allTerms(db);
  const termId = await termOfCustomer(db, id);
  const owner = customer.owner_id;
  const names = await userNames(db, owner === null ? [] : [owner]);
  const place = (await allLocations(db)).find((one) => one.sellable === 1 && one.active === 1);
  const { contacts } = masked ? { contacts: [] } : await contactsOf(db, [id]);
  const last = await lastOrderOf(db, id);
  const group = await creditGroupOf(db, id);
  const undeliveredFen = await undeliveredOf(db, group, null);
  const credit =
    actor.fields.credit === 'show'
      ? await creditOf(db, id, { group, today: await todayOf(ctx), undeliveredFen, addFen: 0 })
      : null;
  const named = ({ id: at, name }: { id: number; name: string }) => ({ id: at, name });
  return {
    customer: { id, name: customer.name },
    owner: owner === null ? null : { id: owner, name: names.get(owner) ?? '' },
    term: terms.filter((one) => one.id === termId).map(named)[0] ?? null,
    terms: terms.filter((one) => one.active === 1).map(named),
    level: (await levelOfCustomer(db, id)) ?? null,
    warehouse: place ? named(place) : null,
    contacts: contacts.filter((one) => one.left_at === null).map(named),
    addresses: masked
      ? []
      : (await addressesOf(db, id))
          .filter((row) => row.active === 1)
          .map((row) => ({
            id: row.id,
            text: [row.address, row.receiver].filter(Boolean).join(' '),
          })),
    titles: masked
      ? []
      : (await titlesOf(db, id))
          .filter((row) => row.active === 1)
          .map((row) => ({ id: row.id, name: row.title })),
    credit: credit && {
      limitFen: credit.limitFen,
      temporary: credit.temporary,
      exposureFen: credit.exposureFen,
      openFen: credit.openFen,
      undeliveredFen: credit.undeliveredFen,
      billFen: credit.billFen,
      advanceFen: credit.advanceFen,
      overdueFen: credit.overdueFen,
      overdueDays: credit.overdueDays,
      addFen: 0,
    },
    lastOrder: last ? { id: last.id, no: last.no ?? '', businessDate: last.business_date } : null,
  };
}

/** What the writer of these lines must know, all of them at once. */
export async function lineFactsFor(
  ctx: ReadContext,
  lastPrices: LastPrices,
  asked: { customerId: number; on?: string | undefined; lines: readonly PriceLine[] },
): Promise<OrderLineFacts[]> {
  const { db, actor } = ctx;
  const found = await resolvePrices(ctx, lastPrices, asked);
  const ids = [...new Set(asked.lines.map((line) => line.productId))];
  const products = new Map((await productsByIds(db, ids)).map((row) => [row.id, row]));
  const others = Map.groupBy(
    ids.length === 0 ? [] : await unitsOfProducts(db, ids),
    (one) => one.product_id,
  );
  const unit = new Map((await allUnits(db)).map((row) => [row.id, row.name]));
  const ref = (id: number) => ({ id, name: unit.get(id) ?? '' });
  const seesStock = may(actor, 'stock.available') || may(actor, 'stock.read');
  const free = seesStock ? await availableOf(db, ids, availablePlaces(actor)) : null;
  return found.lines.map(({ productId, unitId, qtyE4, price, last }) => {
    const product = products.get(productId)!;
    return {
      productId,
      unitId,
      qtyE4,
      price: price && {
        netE4: price.netE4,
        grossE4: price.grossE4,
        floorNetE4: price.floorNetE4,
        scope: price.rule.scope,
      },
      last,
      availableE4: free && product.kind === 'goods' ? (free.get(productId) ?? 0) : null,
      units: [
        { unit: ref(product.unit_id), num: 1, den: 1 },
        ...(others.get(productId) ?? []).map((one) => ({
          unit: ref(one.unit_id),
          num: one.num,
          den: one.den,
        })),
      ],
      taxBp: product.tax_bp,
      tracksBatch: product.tracks_batch === 1,
      tracksSerial: product.tracks_serial === 1,
    };
  });
}
