import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { SplitPlan, splitRules } from '@xinhang/shared/split.ts';

export type SplitRule = (typeof splitRules)[number];

/** A split as it is being made: nothing of it is lost when the rule changes. */
export interface SplitDraft {
  by: SplitRule;
  people: NameRef[];
  /** Parts by person; one part where none is said. */
  weights: Readonly<Record<number, number>>;
  /** Whose a value is, by rule and value; the first person's where none is said. */
  chosen: Readonly<Record<string, number>>;
}

export const emptySplit: SplitDraft = { by: 'share', people: [], weights: {}, chosen: {} };

export const chosenKey = (by: SplitRule, value: string) => `${by}/${value}`;

/** The plan that it stands for, over the values there are; null while nobody is chosen. */
export function planOf(draft: SplitDraft, values: readonly string[]): SplitPlan | null {
  const { by, people, weights, chosen } = draft;
  const [first] = people;
  if (!first) return null;
  if (by === 'share') {
    const receivers = people.map(({ id }) => ({ userId: id, weight: weights[id] ?? 1 }));
    return { by, receivers };
  }
  const receivers = values.flatMap((value) => {
    const userId = chosen[chosenKey(by, value)];
    const here = people.some(({ id }) => id === userId);
    return userId !== undefined && here ? [{ userId, value }] : [];
  });
  return { by, receivers, restId: first.id };
}

/** The same as parameters of a read. */
export function queryOf(plan: SplitPlan) {
  const receiver = plan.receivers.map(({ userId }) => userId);
  return plan.by === 'share'
    ? { by: plan.by, receiver, weight: plan.receivers.map(({ weight }) => weight) }
    : {
        by: plan.by,
        receiver,
        value: plan.receivers.map(({ value }) => value),
        restId: plan.restId,
      };
}
