import { z } from 'zod';
import { id, idParam, looseText, several } from './contract/fields.ts';

/** What rows may be told apart by when they are split among several people. */
export const splitKeys = ['region', 'industry', 'grade'] as const;
export type SplitKey = (typeof splitKeys)[number];
export const splitRules = ['share', ...splitKeys] as const;

const MOST_RECEIVERS = 50;

/** Who gets what: by weight (one receiver gets all), or by a value, the rest to one. */
export const splitPlan = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('share'),
    receivers: z
      .array(z.object({ userId: id, weight: z.int().min(1).max(1000) }))
      .min(1)
      .max(MOST_RECEIVERS),
  }),
  z.object({
    by: z.enum(splitKeys),
    /** Empty `value`: rows without one. */
    receivers: z.array(z.object({ userId: id, value: looseText(60) })).max(200),
    /** Gets every value that is not named. */
    restId: id,
  }),
]);
export type SplitPlan = z.output<typeof splitPlan>;

/** The same as parameters of a query: `receiver` and `weight` or `value` in the same order. */
export const splitQuery = {
  by: z.enum(splitRules),
  receiver: several(idParam),
  weight: several(z.coerce.number().int().min(1).max(1000)),
  value: several(looseText(60)),
  restId: idParam.optional(),
};

/** The plan that a query says; undefined where its lists do not fit together. */
export function planOfQuery(query: {
  by: (typeof splitRules)[number];
  receiver?: number[] | undefined;
  weight?: number[] | undefined;
  value?: string[] | undefined;
  restId?: number | undefined;
}): SplitPlan | undefined {
  const { by, receiver = [], weight = [], value = [], restId } = query;
  const given = by === 'share' ? weight : value;
  if (given.length !== receiver.length) return undefined;
  const plan =
    by === 'share'
      ? { by, receivers: receiver.map((userId, at) => ({ userId, weight: weight[at]! })) }
      : { by, receivers: receiver.map((userId, at) => ({ userId, value: value[at]! })), restId };
  return splitPlan.safeParse(plan).data;
}

/** The place of a value that was given to somebody already; -1 where each is given once. */
export function valueGivenTwice(plan: SplitPlan): number {
  if (plan.by === 'share') return -1;
  const values = plan.receivers.map((one) => one.value);
  return values.findIndex((value, at) => values.indexOf(value) < at);
}

/** Everybody whom a plan names, each once, in its order. */
export function receiversOf(plan: SplitPlan): number[] {
  const named = plan.receivers.map((one) => one.userId);
  return [...new Set(plan.by === 'share' ? named : [...named, plan.restId])];
}

/**
 * Whole numbers in proportion to the weights that sum to `total` exactly: by largest remainder, of
 * equal ones the first.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => total * weight);
  const parts = exact.map((part) => Math.floor(part / sum));
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((part, at) => ({ at, remainder: part % sum }))
    .toSorted((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at]! += 1;
  return parts;
}

/**
 * For each of `total` places in a row whose it is: everybody gets the own number of them, spread
 * over the whole, so that of rows in the order of their worth nobody gets the best alone.
 */
export function dealOut(total: number, weights: readonly number[]): number[] {
  const parts = apportion(total, weights);
  const given = parts.map(() => 0);
  return Array.from({ length: total }, (_, place) => {
    let next = -1;
    let most = -Infinity;
    for (const [at, part] of parts.entries()) {
      const behind = part * (place + 1) - given[at]! * total;
      if (given[at]! < part && behind > most) [next, most] = [at, behind];
    }
    given[next]! += 1;
    return next;
  });
}

/** What the split looks at. */
export type SplitFacts = Record<SplitKey, string>;

const GRADES = 'ABCD';
const worth = ({ grade }: SplitFacts) => (grade === '' ? GRADES.length : GRADES.indexOf(grade));

/** The receiver of each of these rows, in their order; by share the better grades go round first. */
export function splitRows(plan: SplitPlan, rows: readonly SplitFacts[]): number[] {
  if (plan.by !== 'share') {
    const of = new Map(plan.receivers.map((one) => [one.value, one.userId]));
    return rows.map((row) => of.get(row[plan.by]) ?? plan.restId);
  }
  const whose = dealOut(
    rows.length,
    plan.receivers.map((one) => one.weight),
  );
  const result = Array.from({ length: rows.length }, () => 0);
  const order = rows
    .map((row, at) => ({ at, worth: worth(row) }))
    .toSorted((a, b) => a.worth - b.worth || a.at - b.at);
  for (const [place, { at }] of order.entries()) result[at] = plan.receivers[whose[place]!]!.userId;
  return result;
}
