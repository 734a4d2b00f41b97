import type { Reader } from '@xinhang/db/database.ts';
import { pricesFor, type PriceRuleRecord } from '@xinhang/db/repositories/price-rules.ts';
import { everybody, type Whom } from './whom.ts';

const placeOf = (rule: Pick<PriceRuleRecord, 'product_id' | 'unit_id' | 'qty_from_e4'>) =>
  `${rule.product_id}:${rule.unit_id}:${rule.qty_from_e4}`;

/**
 * The prices of products that hold on a day for exactly these people, one by unit and quantity; of
 * products without any of their own those for everybody. By product.
 */
export async function pricesBefore(
  db: Reader,
  whom: Whom,
  productIds: readonly number[],
  on: string,
): Promise<Map<number, PriceRuleRecord[]>> {
  const own = await pricesFor(db, whom, productIds, on);
  const priced = new Set(own.map((rule) => rule.product_id));
  const others = productIds.filter((id) => !priced.has(id));
  const base = whom.scope === 'all' ? [] : await pricesFor(db, everybody, others, on);
  const seen = new Set<string>();
  // The one that counts comes first.
  const found = [...own, ...base].filter((rule) => {
    const key = placeOf(rule);
    return !seen.has(key) && seen.add(key);
  });
  return Map.groupBy(found, (rule) => rule.product_id!);
}
