import { addDays } from './business-date.ts';
import type { GradeOrNone, PoolRule } from './pools.ts';
import { addWorkdays, isWorkday, type WorkCalendar } from './work-calendar.ts';

/** After a holiday nothing drops for so many working days: people must have had time to call. */
const QUIET_WORKDAYS = 2;

/** What is known of a customer that somebody owns; dates are business dates. */
export interface Held {
  chanceGrade: string | null;
  ownerSinceOn: string;
  /** Null: nobody ever talked to it. */
  lastFollowOn: string | null;
  /** Won a deal at any time, or stands in dealing. */
  dealt: boolean;
  openDeal: boolean;
  /** Last day of its last contract; null: it never had one, or has one without an end. */
  contractEndOn: string | null;
  /** `untilOn` null: until it is taken off. */
  lock: { untilOn: string | null } | null;
}

/** A rule that is in force, with the business date of its last change. */
export interface RuleInForce extends Omit<PoolRule, 'active'> {
  sinceOn: string;
}

export interface Drop {
  /** In the first hours of this date. */
  on: string;
  warnOn: string;
  ruleId: number;
}

/** Whether nothing drops on a date: no working day, or one of the first after a holiday. */
export function isQuiet(date: string, calendar: WorkCalendar): boolean {
  if (!isWorkday(date, calendar)) return true;
  let worked = 1;
  for (let day = addDays(date, -1); ; day = addDays(day, -1)) {
    if (isWorkday(day, calendar)) {
      worked += 1;
      if (worked > QUIET_WORKDAYS) return false;
    } else if (calendar.get(day) === 'holiday') {
      return true;
    }
  }
}

/** Days from now on are searched no further for one that is not quiet. */
const FURTHEST_DAYS = 400;

/** When customers of one pool drop. Remembers dates: one judge is asked for many customers. */
export class RecycleJudge {
  readonly #calendar: WorkCalendar;
  readonly #workdays: boolean;
  readonly #from: string;
  readonly #rules: readonly RuleInForce[];
  readonly #known = new Map<string, string>();

  /** `from`: no customer drops before this date, whenever it was due. */
  constructor(
    rules: readonly RuleInForce[],
    about: { calendar: WorkCalendar; workdays: boolean; from: string },
  ) {
    this.#rules = rules;
    this.#calendar = about.calendar;
    this.#workdays = about.workdays;
    this.#from = about.from;
  }

  /** The earliest drop among the rules; null where none holds. */
  dropOf(held: Held): Drop | null {
    let first: Drop | null = null;
    for (const rule of this.#rules) {
      const drop = this.#byRule(held, rule);
      if (drop && (!first || drop.on < first.on)) first = drop;
    }
    return first;
  }

  #byRule(held: Held, rule: RuleInForce): Drop | null {
    const grade = (held.chanceGrade ?? 'none') as GradeOrNone;
    if (!rule.grades.includes(grade)) return null;
    if (rule.cause === 'noDeal' && held.dealt) return null;
    if (rule.sparesOpenDeals && held.openDeal) return null;
    if (held.lock?.untilOn === null) return null;
    if (rule.cause === 'contractEnd' && held.contractEndOn === null) return null;
    // Whoever it came to later gets all of the days.
    const base = latest(held.ownerSinceOn, begunBy(held, rule.cause) ?? '');
    const due = latest(
      this.#after(base, rule.days),
      this.#after(rule.sinceOn, rule.warnDays),
      held.lock?.untilOn ? addDays(held.lock.untilOn, 1) : '',
      this.#from,
    );
    const on = this.#open(due);
    return { on, warnOn: this.#after(on, -rule.warnDays), ruleId: rule.id };
  }

  /** So many days after (negative: before) a date, as the pool counts them. */
  #after(date: string, days: number): string {
    return this.#remember(`${date}${days}`, () =>
      this.#workdays ? addWorkdays(date, days, this.#calendar) : addDays(date, days),
    );
  }

  /** The first date from this one on that is not quiet. */
  #open(date: string): string {
    return this.#remember(`open${date}`, () => {
      let day = date;
      for (let left = FURTHEST_DAYS; left > 0 && isQuiet(day, this.#calendar); left -= 1) {
        day = addDays(day, 1);
      }
      return day;
    });
  }

  #remember(key: string, find: () => string): string {
    let found = this.#known.get(key);
    if (found === undefined) this.#known.set(key, (found = find()));
    return found;
  }
}

/** What starts the days of a cause anew, beside the coming to an owner. */
function begunBy(held: Held, cause: PoolRule['cause']): string | null {
  if (cause === 'lastFollowUp') return held.lastFollowOn;
  return cause === 'contractEnd' ? held.contractEndOn : null;
}

const latest = (...dates: string[]) => dates.reduce((a, b) => (a > b ? a : b));
