import type { Reader } from '@xinhang/db/database.ts';
import { customersPriced } from '@xinhang/db/repositories/price-adjustments.ts';
import {
  namedRulesFor,
  pricesFor,
  type PriceRuleRecord,
} from '@xinhang/db/repositories/price-rules.ts';
import { resolvePrice } from '@xinhang/shared/price-resolver.ts';
import type { Factor } from '@xinhang/shared/quantity.ts';
import { allProductCategories, productsByIds, unitsOfProducts } from '../../products/service.ts';
import { toFacts } from '../describe.ts';
import { everybody, type Whom } from './whom.ts';

/** One of a unit. */
const ONE_E4 = 10_000;

const placeOf = (rule: Pick<PriceRuleRecord, 'product_id' | 'unit_id' | 'qty_from_e4'>) =>
  `${rule.product_id}:${rule.unit_id}:${rule.qty_from_e4}`;

/**
 * The prices of products that hold on a day for exactly these people, one by unit and quantity; of
 * products without any of their own what they are asked of those for everybody, with what is taken
 * off for them. By product, the smaller quantities first.
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
  const found = [...own, ...(await asAsked(db, whom, base, on))].filter((rule) => {
    const key = placeOf(rule);
    return !seen.has(key) && seen.add(key);
  });
  const sorted = found.toSorted((a, b) => a.qty_from_e4 - b.qty_from_e4);
  return Map.groupBy(sorted, (rule) => rule.product_id!);
}

/** Prices for everybody as the resolver makes them for these people. */
async function asAsked(
  db: Reader,
  whom: Whom,
  base: readonly PriceRuleRecord[],
  on: string,
): Promise<PriceRuleRecord[]> {
  if (base.length === 0) return [];
  const [customer] = await customersPriced(db, [whom.customer_id ?? 0]);
  const people = {
    customerId: whom.customer_id,
    region: whom.region ?? customer?.region ?? null,
    levelId: whom.level_id ?? customer?.level_id ?? null,
  };
  const ids = [...new Set(base.map((rule) => rule.product_id!))];
  const products = new Map((await productsByIds(db, ids)).map((row) => [row.id, row]));
  const units = Map.groupBy(await unitsOfProducts(db, ids), (one) => one.product_id);
  const paths = new Map((await allProductCategories(db)).map((row) => [row.id, row.path]));
  const chainOf = (categoryId: number | null) =>
    (paths.get(categoryId ?? 0) ?? '').split('/').filter(Boolean).map(Number).toReversed();
  const categoryIds = [
    ...new Set([...products.values()].flatMap((row) => chainOf(row.category_id))),
  ];
  const rules = await namedRulesFor(db, { productIds: ids, categoryIds, ...people, on });
  const facts = rules.map(toFacts);
  return base.map((rule) => {
    const product = products.get(rule.product_id!)!;
    const factors = new Map<number, Factor>([
      [product.unit_id, { num: 1, den: 1 }],
      ...(units.get(product.id) ?? []).map((unit): [number, Factor] => [unit.unit_id, unit]),
    ]);
    const price = resolvePrice(facts, {
      productId: product.id,
      categoryIds: chainOf(product.category_id),
      taxBp: product.tax_bp,
      unitId: rule.unit_id!,
      factors,
      qtyE4: Math.max(rule.qty_from_e4, ONE_E4),
      ...people,
      on,
    });
    return price?.basis === rule.basis ? { ...rule, price_e4: price.priceE4 } : rule;
  });
}
