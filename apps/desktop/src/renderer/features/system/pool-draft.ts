import {
  gradesOrNone,
  type GradeOrNone,
  type PoolRule,
  type RuleInput,
} from '@xinhang/shared/pools.ts';

/** A rule as it is typed. */
export interface RuleDraft extends Omit<PoolRule, 'id' | 'days' | 'warnDays'> {
  /** For the list on the screen alone. */
  key: string;
  id?: number;
  days: number | null;
  warnDays: number | null;
}

export const newRule = (): RuleDraft => ({
  key: Math.random().toString(36),
  cause: 'lastFollowUp',
  grades: [...gradesOrNone],
  days: 30,
  warnDays: 7,
  sparesOpenDeals: true,
  active: true,
});

export const toRuleDrafts = (rules: readonly PoolRule[]): RuleDraft[] =>
  rules.map((rule) => ({ ...newRule(), ...rule }));

export const toRules = (drafts: readonly RuleDraft[]): RuleInput[] =>
  drafts.map(({ id, cause, grades, days, warnDays, sparesOpenDeals, active }) => ({
    ...(id !== undefined && { id }),
    cause,
    grades,
    days: days ?? 0,
    warnDays: warnDays ?? 0,
    sparesOpenDeals,
    active,
  }));

/** What keeps the rules from being saved: a grade or days that are missing, a warning too long. */
export function wrongRules(drafts: readonly RuleDraft[]): 'grades' | 'days' | 'warn' | null {
  for (const { grades, days, warnDays } of drafts) {
    if (grades.length === 0) return 'grades';
    if (!days) return 'days';
    if ((warnDays ?? 0) >= days) return 'warn';
  }
  return null;
}

/** Grades in their order; null where all are meant. */
export function gradesSaid(grades: readonly GradeOrNone[]): GradeOrNone[] | null {
  const said = gradesOrNone.filter((grade) => grades.includes(grade));
  return said.length === gradesOrNone.length ? null : said;
}
