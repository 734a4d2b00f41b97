import {
  adjustmentLinesOf,
  customersPriced,
  type NamedAdjustment,
  type NamedAdjustmentLine,
} from '@xinhang/db/repositories/price-adjustments.ts';
import { ownPrices } from '@xinhang/db/repositories/price-rules.ts';
import { addDays, dateOf, daysInMonth } from '@xinhang/shared/business-date.ts';
import type { AffectedCustomer, PriceSimulation } from '@xinhang/shared/price-adjustments.ts';
import { bothPrices, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { mulQtyPrice, qtyE4, toBasePrice } from '@xinhang/shared/quantity.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SalesVolumes } from '../../../registry/sales-volumes.ts';
import { productsByIds, unitsOfProducts } from '../../products/service.ts';
import { isOf, scopesBefore } from './whom.ts';

/** Customers that are shown, those with the greatest change first. */
const SHOWN = 500;

interface Effect {
  simulation: PriceSimulation;
  rows: AffectedCustomer[];
}

/** The same day so many months before, or the last one of a month that is shorter. */
function monthsBefore(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const at = year * 12 + month - 1 - months;
  const [then, of] = [Math.floor(at / 12), (at % 12) + 1];
  return dateOf(then, of, Math.min(day, daysInMonth(then, of)))!;
}

/** Old and new price of one of the base unit, without tax, by product. */
async function basePrices(ctx: ReadContext, lines: readonly NamedAdjustmentLine[]) {
  const ids = [...new Set(lines.map((line) => line.product_id))];
  const products = new Map((await productsByIds(ctx.db, ids)).map((row) => [row.id, row]));
  const units = await unitsOfProducts(ctx.db, ids);
  // The line of the base unit from the first piece on speaks for a product, else its first one.
  const ordered = lines.toSorted(
    (a, b) =>
      Number(b.unit_id === products.get(b.product_id)?.unit_id) -
        Number(a.unit_id === products.get(a.product_id)?.unit_id) || a.qty_from_e4 - b.qty_from_e4,
  );
  const prices = new Map<number, { before: number; after: number }>();
  for (const line of ordered) {
    if (line.old_price_e4 === null || prices.has(line.product_id)) continue;
    const factor = units.find(
      (one) => one.product_id === line.product_id && one.unit_id === line.unit_id,
    ) ?? { num: 1, den: 1 };
    const net = (price: number) =>
      toBasePrice(bothPrices(price, line.basis as PriceBasis, line.tax_bp).netE4, factor);
    prices.set(line.product_id, { before: net(line.old_price_e4), after: net(line.new_price_e4) });
  }
  return prices;
}

/**
 * What a sheet changes, counted on what was delivered in the last months to whom it is for, at the
 * old and at the new price. A customer with a price of his own that comes before is not concerned.
 * Deliveries that the actor may open, and cost for whom it is shown.
 */
export async function effectOf(
  ctx: ReadContext,
  volumes: SalesVolumes,
  row: NamedAdjustment,
  months: number,
): Promise<Effect> {
  const today = await todayOf(ctx);
  const from = addDays(monthsBefore(today, months), 1);
  const lines = await adjustmentLinesOf(ctx.db, row.id);
  const prices = await basePrices(ctx, lines);
  const productIds = [...prices.keys()];
  const sold = await volumes.find(ctx.db, ctx.actor, { productIds, from, to: today });
  const ids = [...new Set(sold.map((one) => one.customerId))];
  const customers = new Map((await customersPriced(ctx.db, ids)).map((one) => [one.id, one]));
  const own = await ownPrices(ctx.db, scopesBefore(row.scope), productIds, row.valid_from);
  const concerned = sold.filter(({ customerId, productId }) => {
    const customer = customers.get(customerId);
    if (!customer || !isOf(row, customer)) return false;
    return !own.some((price) => price.product_id === productId && isOf(price, customer));
  });
  const seesCost = ctx.actor.fields.cost === 'show';
  const total = { beforeFen: 0, afterFen: 0, costFen: 0, costless: 0 };
  const rows = new Map<number, AffectedCustomer>();
  for (const one of concerned) {
    const { before, after } = prices.get(one.productId)!;
    const customer = customers.get(one.customerId)!;
    const qty = qtyE4(one.qtyE4);
    const beforeFen = mulQtyPrice(qty, before as never);
    const afterFen = mulQtyPrice(qty, after as never);
    const known = rows.get(customer.id) ?? {
      customer: { id: customer.id, name: customer.name },
      owner: customer.owner_name ?? '',
      products: 0,
      beforeFen: 0,
      afterFen: 0,
    };
    known.products += 1;
    known.beforeFen += beforeFen;
    known.afterFen += afterFen;
    rows.set(customer.id, known);
    total.beforeFen += beforeFen;
    total.afterFen += afterFen;
    total.costFen += one.costFen;
    total.costless += one.costless;
  }
  const delivered = new Set(concerned.map((one) => one.productId));
  const all = new Set(lines.map((line) => line.product_id));
  return {
    simulation: {
      months,
      from,
      to: today,
      customers: rows.size,
      beforeFen: total.beforeFen,
      afterFen: total.afterFen,
      costFen: seesCost ? total.costFen : null,
      costless: seesCost ? total.costless : 0,
      unsold: [...all].filter((id) => !delivered.has(id)).length,
    },
    rows: [...rows.values()]
      .toSorted(
        (a, b) =>
          Math.abs(b.afterFen - b.beforeFen) - Math.abs(a.afterFen - a.beforeFen) ||
          a.customer.id - b.customer.id,
      )
      .slice(0, SHOWN),
  };
}
