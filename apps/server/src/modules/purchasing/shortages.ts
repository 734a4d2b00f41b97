import { may } from '@xinhang/db/actor.ts';
import { pricesInForce } from '@xinhang/db/repositories/supplier-prices.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { Shortage, SupplierProposal } from '@xinhang/shared/shortages.ts';
import { cheapestPrice } from '@xinhang/shared/supplier-choice.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { unitsOfProducts } from '../products/service.ts';
import {
  countShortProducts,
  firstDueOf,
  shortProducts,
  type ShortProduct,
} from '../stock/service.ts';

/** A page of what is short, one row more than asked; the wall holds: of sales a date alone is read. */
export async function findShort(
  ctx: ReadContext,
  q: string,
  page: { after: string | null; limit: number },
): Promise<ShortProduct[]> {
  // How much lies there is the stock room's, and a minimum is of all its places.
  if (!may(ctx.actor, 'stock.read') || placesReached(ctx.actor, 'stock.read') !== null) {
    throw problem('forbidden');
  }
  return await shortProducts(ctx.db, searchRuns(q), page);
}

export const countShort = (ctx: ReadContext, q: string, cap: number): Promise<number> =>
  countShortProducts(ctx.db, searchRuns(q), cap);

/** Where products are best bought today, by what of them is needed. */
export async function proposalsFor(
  ctx: ReadContext,
  ids: readonly number[],
): Promise<(product: { id: number; taxBp: number }, neededE4: number) => SupplierProposal | null> {
  const prices = await pricesInForce(ctx.db, ids, await todayOf(ctx));
  const asked = Map.groupBy(prices, (price) => price.product_id);
  const units = await unitsOfProducts(ctx.db, ids);
  const factorOf = (productId: number, unitId: number) => {
    const other = units.find((one) => one.product_id === productId && one.unit_id === unitId);
    return other ? { num: other.num, den: other.den } : { num: 1, den: 1 };
  };
  return ({ id, taxBp }, neededE4) => {
    const offers = (asked.get(id) ?? []).map((price) => ({
      ...price,
      factor: factorOf(id, price.unit_id),
      priceE4: price.price_e4,
      basis: price.basis as 'net' | 'gross',
      qtyFromE4: price.qty_from_e4,
      deductible: price.deductible === 1,
    }));
    const best = cheapestPrice(offers, neededE4, taxBp);
    return (
      best && {
        supplier: { id: best.price.supplier_id, name: best.price.supplier_name },
        priceId: best.price.id,
        unit: { id: best.price.unit_id, name: best.price.unit_name },
        priceE4: ctx.actor.fields.cost === 'show' ? best.price.price_e4 : null,
        basis: best.price.basis,
        qtyE4: best.qtyE4,
      }
    );
  };
}

/** With where each is best bought today. */
export async function describeShort(
  ctx: ReadContext,
  rows: readonly ShortProduct[],
): Promise<Shortage[]> {
  const ids = rows.map((row) => row.id);
  const propose = await proposalsFor(ctx, ids);
  const due = await firstDueOf(ctx.db, ids);
  return rows.map((row) => {
    const [minQtyE4, availableE4] = [Number(row.min_e4), Number(row.available_e4)];
    const onOrderE4 = Number(row.on_order_e4);
    const shortE4 = minQtyE4 - availableE4 - onOrderE4;
    return {
      product: {
        id: row.id,
        code: row.code,
        name: row.name,
        spec: row.spec,
        unit: { id: row.unit_id, name: row.unit_name },
        qtyDecimals: row.qty_decimals,
      },
      minQtyE4,
      availableE4,
      reservedE4: Number(row.reserved_e4),
      onOrderE4,
      shortE4,
      dueOn: due.get(row.id) ?? null,
      proposal: propose({ id: row.id, taxBp: row.tax_bp }, shortE4),
    };
  });
}
