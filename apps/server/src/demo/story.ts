import { addDays } from '@xinhang/shared/business-date.ts';
import type { Dice } from './dice.ts';
import type { Calendar, Happening, Stage, Step } from './plan.ts';
import { talk, type Phase } from './texts.ts';

/** How customers end up, and how often. */
const ends: Readonly<Record<Stage, number>> = {
  potential: 17,
  intent: 30,
  dealing: 34,
  sleeping: 8,
  lost: 6,
  no_interest: 5,
};

/** Talks with a customer, and how many days ago the last one was. */
const shapes: Readonly<Record<Stage, { talks: [number, number]; last: [number, number] }>> = {
  potential: { talks: [0, 4], last: [1, 70] },
  intent: { talks: [3, 11], last: [0, 35] },
  dealing: { talks: [6, 15], last: [0, 40] },
  sleeping: { talks: [3, 7], last: [120, 300] },
  lost: { talks: [4, 9], last: [30, 240] },
  no_interest: { talks: [1, 4], last: [20, 260] },
};
const LONGEST_DAYS = 540;

const grades: Readonly<Record<Stage, Readonly<Record<'A' | 'B' | 'C' | 'D', number>>>> = {
  potential: { A: 2, B: 15, C: 45, D: 38 },
  intent: { A: 25, B: 45, C: 25, D: 5 },
  dealing: { A: 45, B: 40, C: 13, D: 2 },
  sleeping: { A: 0, B: 5, C: 40, D: 55 },
  lost: { A: 0, B: 2, C: 28, D: 70 },
  no_interest: { A: 0, B: 0, C: 10, D: 90 },
};

/** Where a customer stands after each talk, by how it ends and how much of the story is told. */
function phaseOf(end: Stage, told: number): Phase {
  const closing: Partial<Record<Stage, Phase>> = {
    sleeping: 'cooling',
    lost: 'gone',
    no_interest: 'gone',
  };
  if (told >= 1 && closing[end]) return closing[end];
  if (end === 'potential') return 'first';
  if (end === 'no_interest') return told < 0.5 ? 'first' : 'cooling';
  const steps: Phase[] =
    end === 'dealing'
      ? ['first', 'need', 'offer', 'talks', 'won', 'regular', 'regular', 'regular']
      : ['first', 'need', 'need', 'offer', 'talks'];
  return steps[Math.min(steps.length - 1, Math.floor(told * steps.length))]!;
}

const stageOf: Readonly<Record<Phase, Stage | null>> = {
  first: null,
  need: 'intent',
  offer: 'intent',
  talks: 'intent',
  won: 'dealing',
  regular: 'dealing',
  cooling: null,
  gone: null,
};

/** When to talk again, seen from the day of the demo: overdue, due, soon, later, or not at all. */
function nextDate(dice: Dice, calendar: Calendar, lastOn: string, end: Stage): string | null {
  if (end === 'lost' || end === 'no_interest') return null;
  if (end === 'sleeping') return dice.chance(0.2) ? calendar.workdayAhead(dice.int(10, 60)) : null;
  const kind = dice.weighted({ overdue: 15, today: 9, week: 33, later: 25, none: 18 });
  const wanted = {
    overdue: () => calendar.workday(dice.int(1, 12)),
    today: () => calendar.today,
    week: () => calendar.workdayAhead(dice.int(1, 7)),
    later: () => calendar.workdayAhead(dice.int(8, 50)),
    none: () => null,
  }[kind]();
  // Nobody plans for a day that has gone when it is written down.
  return wanted !== null && wanted <= lastOn ? addDays(lastOn, 1) : wanted;
}

export interface StoryOf {
  key: number;
  owner: string;
  contacts: readonly string[];
  /** Nothing later than so many days ago: who told it has left. */
  untilAgo: number;
}

export interface Story {
  steps: Step[];
  /** When the customer was registered: days ago. */
  registeredAgo: number;
  /** The day of the last talk, or of the registration: days ago. */
  lastAgo: number;
  end: Stage;
}

/** The talks with one customer, from the first to the last. */
export function storyOf(dice: Dice, calendar: Calendar, of: StoryOf): Story {
  const end = dice.weighted(ends);
  const shape = shapes[end];
  const count = dice.int(...shape.talks);
  const days = [Math.max(of.untilAgo, dice.int(...shape.last))];
  while (days.length < count && days[0]! < LONGEST_DAYS - 20) {
    days.unshift(Math.min(LONGEST_DAYS, days[0]! + dice.int(3, 38)));
  }
  const registeredAgo = days[0]! + dice.int(0, 10);
  if (count === 0) return { steps: [], registeredAgo, lastAgo: registeredAgo, end };
  const steps: Step[] = [];
  const grade = dice.weighted(grades[end]);
  let stage: Stage = 'potential';
  for (const [at, ago] of days.entries()) {
    const last = at === days.length - 1;
    const phase = phaseOf(end, days.length === 1 ? 0.9 : at / (days.length - 1));
    const now: Stage = last ? end : (stageOf[phase] ?? stage);
    const on = calendar.workday(ago);
    const contact = of.contacts.length > 0 && dice.chance(0.9) ? dice.pick(of.contacts) : null;
    const what: Happening = {
      kind: 'followUp',
      key: of.key,
      with: contact,
      talk: talk(dice, phase, contact),
      nextOn: last
        ? nextDate(dice, calendar, on, end)
        : later(calendar, on, days[at + 1]!, dice.int(-2, 3)),
      stage: now === stage ? null : now,
      grade: last || at === 1 ? grade : null,
    };
    stage = now;
    steps.push({ at: calendar.instant(on, dice.next()), by: of.owner, what });
  }
  steps.sort((a, b) => a.at - b.at);
  return { steps, registeredAgo, lastAgo: days.at(-1)!, end };
}

/** The day for which the next talk was planned: near the one when it took place. */
function later(calendar: Calendar, on: string, nextAgo: number, off: number): string {
  const planned = calendar.workday(nextAgo + off);
  return planned > on ? planned : addDays(on, 1);
}
