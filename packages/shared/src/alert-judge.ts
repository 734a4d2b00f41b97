import type { AlertKind, AlertRule } from './alerts.ts';
import { addDays, daysBetween } from './business-date.ts';
import type { GradeOrNone } from './pools.ts';
import { addWorkdays, type WorkCalendar } from './work-calendar.ts';

/** A rule as the night judges by it, with the business date since when it stands so. */
export interface RuleInForce extends Pick<
  AlertRule,
  | 'id'
  | 'kind'
  | 'grades'
  | 'stageIds'
  | 'days'
  | 'times'
  | 'workdays'
  | 'headDays'
  | 'aboveDays'
  | 'active'
> {
  deptPath: string;
  sinceOn: string;
}

/** What is known of a customer of somebody, or of an open deal. Dates are business dates. */
export interface WatchedCustomer {
  grade: string | null;
  /** The last talk, or since when it is the owner's; UTC ms and its date. */
  baseAt: number;
  baseOn: string;
}
export interface WatchedDeal {
  stageId: number;
  /** The last that happened to it. */
  baseAt: number;
  baseOn: string;
  /** The last time its stage was moved back, if it does not stand where it stood by now. */
  back: { eventId: number; on: string } | null;
  /** Times its date was moved later, and the last of them. */
  slips: { times: number; lastId: number; lastOn: string } | null;
  /** The last time that competitors in it changed. */
  rivals: { eventId: number; on: string } | null;
  /** Null: without a date. */
  expectedOn: string | null;
  firstExpectedOn: string | null;
}

/** Why an alert is open: one and the same cause opens one alert. */
export interface Cause {
  key: string;
  /** UTC ms of what there was last, for those that end with activity; else 0. */
  baseAt: number;
  days: number;
}

const after = (
  rule: Pick<RuleInForce, 'workdays'>,
  date: string,
  n: number,
  calendar: WorkCalendar,
) => (rule.workdays ? addWorkdays(date, n, calendar) : addDays(date, n));

/** So many days after a date, as the rule counts them. */
export const dayAfter = after;

/**
 * Rules of a kind for somebody in a department: those of the nearest department that has any, on or
 * off; by the path of the department (`/1/4/`), the company's own path being empty.
 */
export function rulesFor(
  rules: readonly RuleInForce[],
  kind: AlertKind,
  deptPath: string,
): RuleInForce[] {
  const of = rules.filter((rule) => rule.kind === kind && deptPath.startsWith(rule.deptPath));
  const nearest = Math.max(...of.map((rule) => rule.deptPath.length));
  return of.filter((rule) => rule.deptPath.length === nearest && rule.active);
}

/** Whether a rule opens an alert about a customer on a date. */
export function judgeCustomer(
  rule: RuleInForce,
  customer: WatchedCustomer,
  today: string,
  calendar: WorkCalendar,
): Cause | null {
  if (!rule.grades.includes((customer.grade ?? 'none') as GradeOrNone)) return null;
  const { baseAt, baseOn } = customer;
  if (after(rule, baseOn, rule.days, calendar) > today) return null;
  return { key: String(baseAt), baseAt, days: daysBetween(baseOn, today) };
}

/** The same about an open deal. */
export function judgeDeal(
  rule: RuleInForce,
  deal: WatchedDeal,
  today: string,
  calendar: WorkCalendar,
): Cause | null {
  switch (rule.kind) {
    case 'customerIdle':
      return null;
    case 'dealIdle': {
      const meant = rule.stageIds.length === 0 || rule.stageIds.includes(deal.stageId);
      if (!meant || after(rule, deal.baseOn, rule.days, calendar) > today) return null;
      const { baseAt, baseOn } = deal;
      return { key: String(baseAt), baseAt, days: daysBetween(baseOn, today) };
    }
    case 'dealBack': {
      const { back } = deal;
      // What was moved back before the rule is nobody's news.
      if (!back || back.on < rule.sinceOn) return null;
      return { key: `event ${back.eventId}`, baseAt: 0, days: daysBetween(back.on, today) };
    }
    case 'dealSlipped': {
      const { slips, expectedOn, firstExpectedOn } = deal;
      if (!slips || slips.lastOn < rule.sinceOn || !expectedOn || !firstExpectedOn) return null;
      const days = daysBetween(firstExpectedOn, expectedOn);
      const often = rule.times !== null && slips.times >= rule.times;
      if (days <= 0 || (days < rule.days && !often)) return null;
      return { key: `event ${slips.lastId}`, baseAt: 0, days };
    }
    case 'dealRival': {
      const { rivals } = deal;
      if (!rivals || rivals.on < rule.sinceOn) return null;
      return { key: `event ${rivals.eventId}`, baseAt: 0, days: daysBetween(rivals.on, today) };
    }
    case 'dealOverdue': {
      const { expectedOn } = deal;
      if (!expectedOn || after(rule, expectedOn, rule.days, calendar) > today) return null;
      return { key: expectedOn, baseAt: 0, days: daysBetween(expectedOn, today) };
    }
  }
}

/** Kinds whose cause goes on until somebody acts: what was handled comes back after its days. */
export const comesBack: ReadonlySet<AlertKind> = new Set([
  'customerIdle',
  'dealIdle',
  'dealOverdue',
]);
