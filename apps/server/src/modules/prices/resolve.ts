import { todayOf } from '../../http/today.ts';
import { levelOfCustomer } from '@xinhang/db/repositories/price-levels.ts';
import { rulesFor, type NamedRule } from '@xinhang/db/repositories/price-rules.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import {
  orderRules,
  resolvePrice,
  type PriceQuestion,
  type PriceRuleFacts,
} from '@xinhang/shared/price-resolver.ts';
import type { LastPrice, ResolvedLine } from '@xinhang/shared/prices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Factor } from '@xinhang/shared/quantity.ts';
import type { ReadContext } from '../../http/context.ts';
import type { LastPrices } from '../../registry/last-prices.ts';
import { findCustomer } from '../customers/service.ts';
import { allProductCategories, productsByIds, unitsOfProducts } from '../products/service.ts';
import { toFacts, toRule } from './describe.ts';

export interface PriceLine {
  productId: number;
  unitId: number;
  /** 1/10,000 of the unit. */
  qtyE4: number;
}

export interface PricesAsked {
  customerId: number | null;
  /** Business date; today where it is not said. */
  on?: string | undefined;
  lines: readonly PriceLine[];
  /** With the other rules that apply. */
  explain?: boolean | undefined;
}

export interface PricesFound {
  region: string | null;
  level: NameRef | null;
  lines: ResolvedLine[];
}

/** Other rules that are shown beside the one that counts. */
const OTHERS = 10;
const BASE: Factor = { num: 1, den: 1 };

/**
 * The one way in which a price comes about: the prices of many lines for a customer whom the actor
 * sees, each with the rule that says it. Reads the rules of all lines at once.
 */
export async function resolvePrices(
  ctx: ReadContext,
  lastPrices: LastPrices,
  asked: PricesAsked,
): Promise<PricesFound> {
  const { customerId, lines } = asked;
  const today = await todayOf(ctx);
  const on = asked.on ?? today;
  const customer =
    customerId === null
      ? null
      : await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
  if (customer === undefined) throw problem('not-found');
  const level = customer ? ((await levelOfCustomer(ctx.db, customer.id)) ?? null) : null;
  const region = customer?.region || null;

  const productIds = [...new Set(lines.map((line) => line.productId))];
  const products = new Map((await productsByIds(ctx.db, productIds)).map((row) => [row.id, row]));
  const unknown = lines.findIndex((line) => !products.has(line.productId));
  if (unknown >= 0) throw fieldRefused(`query.line.${unknown}`, 'unknown-product');
  const units = Map.groupBy(await unitsOfProducts(ctx.db, productIds), (one) => one.product_id);
  const chains = await categoryChains(ctx, products.values());
  const categoryIds = [...new Set([...chains.values()].flat())];
  const rows = await rulesFor(ctx.db, ctx.actor, { productIds, categoryIds, customerId, on });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const facts = rows.map(toFacts);
  const last = customer
    ? await lastPrices.find(ctx, customer.id, productIds)
    : new Map<number, LastPrice>();

  const described = lines.map((line, at): ResolvedLine => {
    const product = products.get(line.productId)!;
    const factors = new Map([
      [product.unit_id, BASE],
      ...(units.get(product.id) ?? []).map((unit): [number, Factor] => [unit.unit_id, unit]),
    ]);
    if (!factors.has(line.unitId)) throw fieldRefused(`query.line.${at}`, 'unknown-unit');
    const question = {
      ...line,
      categoryIds: product.category_id === null ? [] : (chains.get(product.category_id) ?? []),
      taxBp: product.tax_bp,
      factors,
      customerId,
      region,
      levelId: level?.id ?? null,
      on,
    };
    const found = answer(question, facts, byId, today);
    if (!asked.explain) found.others = [];
    return { ...line, ...found, last: last.get(line.productId) ?? null };
  });
  return { region, level, lines: described };
}

function answer(
  question: PriceQuestion,
  rules: readonly PriceRuleFacts[],
  byId: ReadonlyMap<number, NamedRule>,
  today: string,
): Pick<ResolvedLine, 'price' | 'others'> {
  const found = resolvePrice(rules, question);
  const shown = (rule: PriceRuleFacts) => toRule(byId.get(rule.id)!, today);
  const others = orderRules(rules, question).filter((rule) => rule.id !== found?.rule.id);
  return {
    price: found && {
      priceE4: found.priceE4,
      basis: found.basis,
      netE4: found.netE4,
      grossE4: found.grossE4,
      floorNetE4: found.floorNetE4,
      ceilingNetE4: found.ceilingNetE4,
      discountBp: found.rule.discountBp ?? 0,
      rule: shown(found.rule),
    },
    others: others.slice(0, OTHERS).map(shown),
  };
}

/** Of each category of these products itself and all above it, the nearest first. */
async function categoryChains(
  ctx: ReadContext,
  products: Iterable<{ category_id: number | null }>,
): Promise<Map<number, number[]>> {
  const wanted = new Set([...products].flatMap((row) => row.category_id ?? []));
  if (wanted.size === 0) return new Map();
  const rows = await allProductCategories(ctx.db);
  return new Map(
    rows
      .filter((row) => wanted.has(row.id))
      .map((row) => [row.id, row.path.split('/').filter(Boolean).map(Number).toReversed()]),
  );
}
