import { divideRounded } from './money.ts';
import { priceE4, type Factor, type PriceE4 } from './quantity.ts';

/** From the most specific to the one that holds for everybody. */
export const priceScopes = ['customer', 'region', 'level', 'all'] as const;
export type PriceScope = (typeof priceScopes)[number];
/** Whether a price is meant without tax or with it. */
export const priceBases = ['net', 'gross'] as const;
export type PriceBasis = (typeof priceBases)[number];

const WHOLE_BP = 10_000n;

/** A rule as far as resolving asks; prices are of one of its unit. */
export interface PriceRuleFacts {
  readonly id: number;
  /** The product, or a category of products. */
  readonly productId: number | null;
  readonly categoryId: number | null;
  readonly scope: PriceScope;
  readonly customerId: number | null;
  readonly region: string | null;
  readonly levelId: number | null;
  /** Of a product's rule. */
  readonly unitId: number | null;
  /** From so many of its unit on (of the base unit, of a category's); 1/10,000. */
  readonly qtyFromE4: number;
  readonly priceE4: number | null;
  /** Off the base price, basis points, where it states no price itself: so do all of categories. */
  readonly discountBp: number | null;
  readonly basis: PriceBasis;
  /** In the basis of the rule, for one of its unit. */
  readonly floorE4: number | null;
  readonly ceilingE4: number | null;
  /** Business dates, both included; an open end is null. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What is asked: a product, so much of it in a unit, for a customer on a date. */
export interface PriceQuestion {
  readonly productId: number;
  /** The category of the product and all above it, the nearest first. */
  readonly categoryIds: readonly number[];
  readonly taxBp: number;
  readonly unitId: number;
  /** How much of the base unit one of each unit of the product is; the base unit is 1/1. */
  readonly factors: ReadonlyMap<number, Factor>;
  /** In the unit asked for, 1/10,000. */
  readonly qtyE4: number;
  readonly customerId: number | null;
  readonly region: string | null;
  readonly levelId: number | null;
  /** Business date. */
  readonly on: string;
}

/** A price of one unit without and with tax, 1/10,000 yuan. */
export interface BothPrices {
  readonly netE4: PriceE4;
  readonly grossE4: PriceE4;
}

export interface ResolvedPrice extends BothPrices {
  /** The rule that gives the price, and what it says it in. */
  readonly rule: PriceRuleFacts;
  readonly basis: PriceBasis;
  /** In that basis. */
  readonly priceE4: PriceE4;
  /** Without tax; null where no rule that applies states one. */
  readonly floorNetE4: PriceE4 | null;
  readonly ceilingNetE4: PriceE4 | null;
  /** The rule that a discount was taken off; null where the price is stated itself. */
  readonly baseRule: PriceRuleFacts | null;
}

/** A price in a basis with and without tax, each rounded once. */
export function bothPrices(price: number, basis: PriceBasis, taxBp: number): BothPrices {
  const rate = WHOLE_BP + BigInt(taxBp);
  const value = BigInt(price);
  return basis === 'net'
    ? { netE4: priceE4(price), grossE4: priceE4(Number(divideRounded(value * rate, WHOLE_BP))) }
    : { netE4: priceE4(Number(divideRounded(value * WHOLE_BP, rate))), grossE4: priceE4(price) };
}

/** A price of one unit as that of another, rounded once. */
function inUnit(price: number, from: Factor, to: Factor): PriceE4 {
  const top = BigInt(price) * BigInt(to.num) * BigInt(from.den);
  return priceE4(Number(divideRounded(top, BigInt(to.den) * BigInt(from.num))));
}

const rank = (scope: PriceScope) => priceScopes.length - priceScopes.indexOf(scope);

/** Whom a rule is for. */
function isFor(rule: PriceRuleFacts, asked: PriceQuestion): boolean {
  switch (rule.scope) {
    case 'customer':
      return asked.customerId !== null && rule.customerId === asked.customerId;
    case 'region':
      return asked.region !== null && asked.region !== '' && rule.region === asked.region;
    case 'level':
      return asked.levelId !== null && rule.levelId === asked.levelId;
    case 'all':
      return true;
  }
}

const ofProduct = (rule: PriceRuleFacts) => rule.productId !== null;

/** The factor of the unit that a rule speaks of; undefined where the product has it no more. */
const factorOf = (rule: PriceRuleFacts, asked: PriceQuestion): Factor | undefined =>
  rule.unitId === null ? { num: 1, den: 1 } : asked.factors.get(rule.unitId);

/** Whether the quantity reaches the break of the rule, both counted in the base unit. */
function reachesBreak(rule: PriceRuleFacts, asked: PriceQuestion): boolean {
  const [own, other] = [asked.factors.get(asked.unitId), factorOf(rule, asked)];
  if (!own || !other) return false;
  const quantity = BigInt(asked.qtyE4) * BigInt(own.num) * BigInt(other.den);
  return quantity >= BigInt(rule.qtyFromE4) * BigInt(other.num) * BigInt(own.den);
}

function applies(rule: PriceRuleFacts, asked: PriceQuestion): boolean {
  const what = ofProduct(rule)
    ? rule.productId === asked.productId
    : asked.categoryIds.includes(rule.categoryId!);
  return (
    what &&
    rule.validFrom <= asked.on &&
    (rule.validTo === null || asked.on <= rule.validTo) &&
    isFor(rule, asked) &&
    reachesBreak(rule, asked)
  );
}

/** Breaks of rules in different units, compared in the base unit. */
function byBreak(a: PriceRuleFacts, b: PriceRuleFacts, asked: PriceQuestion): number {
  const [left, right] = [factorOf(a, asked)!, factorOf(b, asked)!];
  const difference =
    BigInt(a.qtyFromE4) * BigInt(left.num) * BigInt(right.den) -
    BigInt(b.qtyFromE4) * BigInt(right.num) * BigInt(left.den);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/**
 * The rules that apply, the one that counts first: for the customer, his region, his level, then
 * for everybody; of the product before its category, of a nearer category before one above; in the
 * unit asked for before another; of the highest break that is reached; the newest.
 */
export function orderRules(
  rules: readonly PriceRuleFacts[],
  asked: PriceQuestion,
): PriceRuleFacts[] {
  const nearness = (rule: PriceRuleFacts) =>
    ofProduct(rule) ? -1 : asked.categoryIds.indexOf(rule.categoryId!);
  const otherUnit = (rule: PriceRuleFacts) => (rule.unitId === asked.unitId ? 0 : 1);
  return rules
    .filter((rule) => applies(rule, asked))
    .toSorted(
      (a, b) =>
        rank(b.scope) - rank(a.scope) ||
        nearness(a) - nearness(b) ||
        otherUnit(a) - otherUnit(b) ||
        byBreak(b, a, asked) ||
        (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0) ||
        b.id - a.id,
    );
}

/** The net limit that the first of these rules states, in the unit asked for. */
function limitOf(
  rules: readonly PriceRuleFacts[],
  field: 'floorE4' | 'ceilingE4',
  asked: PriceQuestion,
): PriceE4 | null {
  const rule = rules.find((one) => one[field] !== null);
  if (!rule) return null;
  const price = inUnit(rule[field]!, factorOf(rule, asked)!, asked.factors.get(asked.unitId)!);
  return bothPrices(price, rule.basis, asked.taxBp).netE4;
}

/**
 * The price of a product for a customer (domain.md, `price_rule`): of the first rule in the order
 * of `orderRules` that can say one. A rule that takes a part off needs a base price: that of the
 * first rule for everybody which states a price. Floor and ceiling are of the first rule that has
 * one, and are compared without tax whatever basis each was written in. Null where no rule says a
 * price.
 */
export function resolvePrice(
  rules: readonly PriceRuleFacts[],
  asked: PriceQuestion,
): ResolvedPrice | null {
  const own = asked.factors.get(asked.unitId);
  if (!own) return null;
  const ordered = orderRules(rules, asked);
  const base = ordered.find((rule) => rule.scope === 'all' && rule.priceE4 !== null);
  for (const rule of ordered) {
    const stated = rule.priceE4 === null ? base : rule;
    if (!stated) continue;
    const full = inUnit(stated.priceE4!, factorOf(stated, asked)!, own);
    const price =
      rule.discountBp === null
        ? full
        : priceE4(
            Number(divideRounded(BigInt(full) * (WHOLE_BP - BigInt(rule.discountBp)), WHOLE_BP)),
          );
    return {
      rule,
      basis: stated.basis,
      priceE4: price,
      ...bothPrices(price, stated.basis, asked.taxBp),
      floorNetE4: limitOf(ordered, 'floorE4', asked),
      ceilingNetE4: limitOf(ordered, 'ceilingE4', asked),
      baseRule: rule.priceE4 === null ? stated : null,
    };
  }
  return null;
}

/** How a price that somebody wrote stands to its limits, both without tax. */
export function withinLimits(
  netE4: number,
  limits: Pick<ResolvedPrice, 'floorNetE4' | 'ceilingNetE4'>,
): 'below' | 'within' | 'above' {
  if (limits.floorNetE4 !== null && netE4 < limits.floorNetE4) return 'below';
  if (limits.ceilingNetE4 !== null && netE4 > limits.ceilingNetE4) return 'above';
  return 'within';
}
