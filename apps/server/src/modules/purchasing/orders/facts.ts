import { may } from '@xinhang/db/actor.ts';
import { boughtPrices, onOrderOf } from '@xinhang/db/repositories/purchase-orders.ts';
import { supplierById } from '@xinhang/db/repositories/suppliers.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { askedPrice } from '@xinhang/shared/purchase-order-rules.ts';
import type { PurchaseLineFacts } from '@xinhang/shared/purchase-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { allUnits, productsByIds, unitsOfProducts } from '../../products/service.ts';
import { availableOf, availablePlaces } from '../../stock/service.ts';
import { factorsOf, statedPrices } from './lines.ts';

interface Asked {
  productId: number;
  unitId: number;
  qtyE4: number;
}

/** What the writer of these lines must know, all of them at once. */
export async function lineFactsFor(
  ctx: ReadContext,
  { supplierId, on, lines }: { supplierId: number; on: string; lines: readonly Asked[] },
): Promise<PurchaseLineFacts[]> {
  const { db, actor } = ctx;
  if (!(await supplierById(db, supplierId))) throw problem('not-found');
  const ids = [...new Set(lines.map((line) => line.productId))];
  const products = new Map((await productsByIds(db, ids)).map((row) => [row.id, row]));
  const others = Map.groupBy(
    ids.length === 0 ? [] : await unitsOfProducts(db, ids),
    (one) => one.product_id,
  );
  const factorOf = await factorsOf(db, ids);
  const names = new Map((await allUnits(db)).map((row) => [row.id, row.name]));
  const ref = (id: number) => ({ id, name: names.get(id) ?? '' });
  const priced = { supplierId, businessDate: on };
  const prices = await statedPrices(db, priced, [...products.values()]);
  const bought = await boughtPrices(db, supplierId, ids);
  const sees = actor.fields.cost === 'show';
  const free =
    may(actor, 'stock.available') || may(actor, 'stock.read')
      ? await availableOf(db, ids, availablePlaces(actor))
      : null;
  const coming = await onOrderOf(db, ids);
  return lines.map(({ productId, unitId, qtyE4 }, at) => {
    const refuse = (code: string) => fieldRefused(`query.line.${at}`, code);
    const product = products.get(productId);
    if (!product) throw refuse('unknown-product');
    const factor = factorOf(product, unitId);
    if (!factor) throw refuse('unknown-unit');
    const asks = (basis: PriceBasis) =>
      askedPrice(prices.get(productId) ?? [], {
        unitId,
        factor,
        qtyE4,
        basis,
        taxBp: product.tax_bp,
      });
    const [netE4, grossE4] = [asks('net'), asks('gross')];
    const last = bought.find((row) => row.product_id === productId);
    return {
      productId,
      unitId,
      qtyE4,
      asked: sees && netE4 !== null && grossE4 !== null ? { netE4, grossE4 } : null,
      last:
        sees && last
          ? {
              priceE4: last.price_e4!,
              basis: last.basis as PriceBasis,
              unit: ref(last.unit_id),
              on: last.business_date,
              orderId: last.order_id,
            }
          : null,
      availableE4: free && (free.get(productId) ?? 0),
      onOrderE4: coming.get(productId) ?? 0,
      units: [
        { unit: ref(product.unit_id), num: 1, den: 1 },
        ...(others.get(productId) ?? []).map((one) => ({
          unit: ref(one.unit_id),
          num: one.num,
          den: one.den,
        })),
      ],
      taxBp: product.tax_bp,
    };
  });
}
