import { addDays, dateOf, daysBetween, daysInMonth } from './business-date.ts';

export const appraisalSpans = ['month', 'quarter', 'half', 'year'] as const;
export type AppraisalSpan = (typeof appraisalSpans)[number];

/** A stretch of months with its name: `2026-11`, `2026-Q4`, `2026-H2`, `2026`. Dates included. */
export interface AppraisalPeriod {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;
const two = (value: number) => String(value).padStart(2, '0');

function periodAt(span: AppraisalSpan, year: number, at: number): AppraisalPeriod {
  const last = (at + 1) * MONTHS[span];
  const key = {
    month: `${year}-${two(at + 1)}`,
    quarter: `${year}-Q${at + 1}`,
    half: `${year}-H${at + 1}`,
    year: String(year),
  };
  return {
    key: key[span],
    from: dateOf(year, last - MONTHS[span] + 1, 1)!,
    to: dateOf(year, last, daysInMonth(year, last))!,
  };
}

/** The period in which a business date lies. */
export function appraisalPeriodOf(span: AppraisalSpan, on: string): AppraisalPeriod {
  const [year, month] = on.split('-').map(Number) as [number, number];
  return periodAt(span, year, Math.floor((month - 1) / MONTHS[span]));
}

export const periodPattern = /^(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4])|-H([12]))?$/;

/** What a key stands for; null for any other text. */
export function appraisalPeriod(
  key: string,
): { span: AppraisalSpan; period: AppraisalPeriod } | null {
  const found = periodPattern.exec(key);
  if (!found) return null;
  const [, year, month, quarter, half] = found;
  const span = month ? 'month' : quarter ? 'quarter' : half ? 'half' : 'year';
  const at = Number(month ?? quarter ?? half ?? 1) - 1;
  return { span, period: periodAt(span, Number(year), at) };
}

/** The one before, of the same length. */
export const appraisalPeriodBefore = (span: AppraisalSpan, { from }: AppraisalPeriod) =>
  appraisalPeriodOf(span, addDays(from, -1));

/** Periods that ended before a day and not before another, oldest first. */
export function periodsEnded(
  span: AppraisalSpan,
  { since, before }: { since: string; before: string },
): AppraisalPeriod[] {
  const found: AppraisalPeriod[] = [];
  let period = appraisalPeriodBefore(span, appraisalPeriodOf(span, before));
  for (; period.to >= since; period = appraisalPeriodBefore(span, period)) found.push(period);
  return found.toReversed();
}

/** Full marks, in hundredths of a point: scores are whole numbers of these. */
export const FULL_MARKS = 10_000;

/** How a figure becomes a score. `cap`, `steps.score`: points. */
export type ScoringRule =
  | { rule: 'linear'; floor: number; target: number; cap: number }
  | { rule: 'steps'; steps: { at: number; score: number }[] };

/**
 * Score of a figure in hundredths of a point. Linear: nothing at the floor, 100 at the target,
 * a straight line between and beyond it up to the cap; where less is better the target lies below
 * the floor. Steps: that of the best step which is reached, 0 where none is.
 */
export function scoreOf(figure: number, rule: ScoringRule, better: 'more' | 'less'): number {
  if (rule.rule === 'steps') {
    const reached = rule.steps.filter(({ at }) =>
      better === 'more' ? figure >= at : figure <= at,
    );
    return Math.max(0, ...reached.map(({ score }) => score)) * 100;
  }
  const { floor, target, cap } = rule;
  const share = (figure - floor) / (target - floor);
  return Math.round(Math.min(Math.max(share, 0) * FULL_MARKS, cap * 100));
}

/**
 * The same rule for somebody who was there for a part of the period only: what is summed up over
 * time is asked of him in proportion to the days.
 */
export function inProportion(rule: ScoringRule, days: number, of: number): ScoringRule {
  const part = (value: number) => Math.round((value * days) / of);
  if (rule.rule === 'steps') {
    return { ...rule, steps: rule.steps.map(({ at, score }) => ({ at: part(at), score })) };
  }
  const [floor, target] = [part(rule.floor), part(rule.target)];
  return { ...rule, floor, target: target === floor ? floor + 1 : target };
}

/** Days of a span of dates, both included. */
export const daysOf = ({ from, to }: { from: string; to: string }) => daysBetween(from, to) + 1;

/**
 * Weighted mean in hundredths of a point; what has no score (nothing to measure) leaves its weight
 * to the others. Null where nothing has one.
 */
export function totalOf(parts: readonly { weight: number; score: number | null }[]): number | null {
  const scored = parts.flatMap(({ weight, score }) => (score === null ? [] : { weight, score }));
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  return Math.round(scored.reduce((sum, { weight, score }) => sum + weight * score, 0) / weights);
}

export const appraisalGrades = ['A', 'B', 'C', 'D'] as const;
export type AppraisalGrade = (typeof appraisalGrades)[number];

/** By the least points that each grade takes; D is what is left. */
export function gradeOf(total: number, bands: { A: number; B: number; C: number }): AppraisalGrade {
  return (['A', 'B', 'C'] as const).find((grade) => total >= bands[grade] * 100) ?? 'D';
}
