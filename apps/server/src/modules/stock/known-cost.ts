import { lastCostOf } from '@xinhang/db/repositories/stock-posting.ts';
import { askedFor } from '@xinhang/db/repositories/stock-provisional.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { cheapestPrice, costE4 } from '@xinhang/shared/supplier-choice.ts';
import type { Posting, StockLine } from './posting.ts';

/** So much of a product cost so much. */
interface KnownCost {
  qty_e4: number;
  value_fen: number;
}

/**
 * What is known of the cost of goods that are not there: the last average, else what was paid the
 * last time, else the cheapest supplier's price of that day. Null where nobody knows anything.
 */
export async function knownCost(
  { ctx, doc, books }: Posting,
  { productId, qtyE4: wantedE4 }: StockLine,
): Promise<KnownCost | null> {
  const known = books.known(productId);
  if (known.qtyE4 > 0) return { qty_e4: known.qtyE4, value_fen: known.valueFen };
  const last = await lastCostOf(ctx.tx, productId);
  if (last) return last;
  const asked = await askedFor(ctx.tx, productId, doc.businessDate);
  const offers = asked.map((row) => ({
    id: row.id,
    factor: { num: row.num ?? 1, den: row.den ?? 1 },
    priceE4: row.price_e4,
    basis: row.basis as 'net' | 'gross',
    qtyFromE4: row.qty_from_e4,
    deductible: row.deductible === 1,
  }));
  const taxBp = asked[0]?.tax_bp ?? 0;
  const best = cheapestPrice(offers, wantedE4, taxBp);
  if (!best) return null;
  const value = mulQtyPrice(qtyE4(wantedE4), priceE4(costE4(best.price, taxBp)));
  return { qty_e4: wantedE4, value_fen: value };
}
