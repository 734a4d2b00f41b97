import { addDays } from './business-date.ts';
import type { CarePlan } from './care.ts';
import { nextFestival, type Festival } from './festivals.ts';
import { nextBirthday, type Birthday } from './lunar.ts';

/** Days after which a yearly day that was missed (the server was off) is not called up any more. */
const CATCH_UP_DAYS = 7;
/** Care of the same yearly day is not asked twice within so many days: a birthday that was corrected. */
const ONCE_WITHIN_DAYS = 180;

/** What is known of a customer that somebody owns. */
export interface CareFacts {
  grade: string | null;
  valueGrade: string | null;
  model: string | null;
  tagIds: readonly number[];
  /** Business dates. */
  registeredOn: string;
  lastFollowOn: string | null;
  firstDealOn: string | null;
  /** On which its active contracts end. */
  contractEnds: readonly string[];
  /** Contacts that are there and whose birthday is known. */
  birthdays: readonly { contactId: number; birthday: Birthday }[];
}

/** What a plan asked of a customer, or of one contact of it, until now. */
export interface CareBefore {
  contactId: number | null;
  open: boolean;
  lastDueOn: string;
  /** Business date on which the last was done or skipped. */
  lastClosedOn: string | null;
}

export interface CareDue {
  contactId: number | null;
  dueOn: string;
}

type Rule = Pick<
  CarePlan,
  'trigger' | 'everyDays' | 'leadDays' | 'grades' | 'valueGrades' | 'models' | 'tagIds'
>;

/** Whether a plan is meant for this customer. */
export function careMeans(plan: Rule, facts: CareFacts): boolean {
  const among = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  const tagged = plan.tagIds.length === 0 || plan.tagIds.some((tag) => facts.tagIds.includes(tag));
  return (
    among(plan.grades, facts.grade) &&
    among(plan.valueGrades, facts.valueGrade) &&
    among(plan.models, facts.model) &&
    tagged
  );
}

/**
 * Whether what is open of a plan still has its reason: the customer is one that the plan means, and
 * the contact is there and has this birthday, the contract ends on this day.
 */
export function careHolds(
  plan: Rule,
  facts: CareFacts,
  { contactId, lastDueOn }: Pick<CareBefore, 'contactId' | 'lastDueOn'>,
): boolean {
  if (!careMeans(plan, facts)) return false;
  if (plan.trigger === 'contractEnd') return facts.contractEnds.includes(lastDueOn);
  if (plan.trigger !== 'birthday') return true;
  const born = facts.birthdays.find((one) => one.contactId === contactId);
  return born !== undefined && nextBirthday(born.birthday, lastDueOn) === lastDueOn;
}

/**
 * What a plan asks of a customer on `today` and is not asked yet. `since`: the business date from
 * which the plan holds; nothing before it is called up. The same question on the same day, with its
 * answer among `before`, asks nothing more.
 */
export function careDue(
  plan: Rule,
  { since, festival }: { since: string; festival: Festival | null },
  facts: CareFacts,
  before: readonly CareBefore[],
  today: string,
): CareDue[] {
  if (!careMeans(plan, facts)) return [];
  const until = addDays(today, plan.leadDays);
  if (plan.trigger === 'interval') return intervalDue(plan, facts, before, { today, until });
  const missed = addDays(today, -CATCH_UP_DAYS);
  const from = since > missed ? since : missed;
  // Contracts end when they end: each is asked of.
  const once = plan.trigger === 'contractEnd' ? 0 : ONCE_WITHIN_DAYS;
  const asked = (contactId: number | null, on: string) =>
    before.some(
      (one) => one.contactId === contactId && (one.open || one.lastDueOn >= addDays(on, -once)),
    );
  return yearly(plan, festival, facts, from).filter(
    ({ contactId, dueOn }) => dueOn <= until && !asked(contactId, dueOn),
  );
}

function intervalDue(
  { everyDays }: Rule,
  facts: CareFacts,
  before: readonly CareBefore[],
  { today, until }: { today: string; until: string },
): CareDue[] {
  if (everyDays === null || before.some((one) => one.open)) return [];
  const last = before[0]?.lastClosedOn ?? null;
  const dueOn = addDays(last ?? facts.lastFollowOn ?? facts.registeredOn, everyDays);
  if (dueOn > until) return [];
  // A new plan does not begin with what is overdue by years.
  return [{ contactId: null, dueOn: last === null && dueOn < today ? today : dueOn }];
}

function yearly(plan: Rule, festival: Festival | null, facts: CareFacts, from: string): CareDue[] {
  switch (plan.trigger) {
    case 'birthday':
      return facts.birthdays.map(({ contactId, birthday }) => ({
        contactId,
        dueOn: nextBirthday(birthday, from),
      }));
    case 'contractEnd': {
      const next = facts.contractEnds.filter((on) => on >= from).toSorted()[0];
      return next === undefined ? [] : [{ contactId: null, dueOn: next }];
    }
    case 'festival':
      return festival ? [{ contactId: null, dueOn: nextFestival(festival, from) }] : [];
    default: {
      if (facts.firstDealOn === null) return [];
      const [year, month, day] = facts.firstDealOn.split('-').map(Number) as [
        number,
        number,
        number,
      ];
      const on = nextBirthday({ calendar: 'solar', month, day }, from);
      // The day of the deal itself is no anniversary.
      return Number(on.slice(0, 4)) > year ? [{ contactId: null, dueOn: on }] : [];
    }
  }
}
