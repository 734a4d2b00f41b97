import { addDays, weekday } from '@xinhang/shared/business-date.ts';
import type { DemoCompany } from './companies.ts';
import type { DemoContact } from './persons.ts';
import type { Talk } from './texts.ts';

/** Something that happened in the demo company: when, who did it, what. */
export interface Step {
  /** UTC ms. */
  at: number;
  /** Login. */
  by: string;
  what: Happening;
}

export type Happening =
  | {
      kind: 'customer';
      key: number;
      company: DemoCompany;
      region: string;
      source: string;
      phone: string;
      taxNo: string;
      note: string;
      tags: string[];
      custom: Record<string, string | number | boolean>;
      contact: DemoContact | null;
      /** Key of the company it belongs to. */
      parent: number | null;
    }
  | { kind: 'contact'; key: number; contact: DemoContact }
  | { kind: 'address'; key: number; receiver: string; phone: string; address: string }
  | { kind: 'title'; key: number; title: string; taxNo: string; bank: string; account: string }
  | {
      kind: 'followUp';
      key: number;
      /** Name of the contact talked to. */
      with: string | null;
      talk: Talk;
      nextOn: string | null;
      stage: Stage | null;
      grade: 'A' | 'B' | 'C' | 'D' | null;
    }
  | { kind: 'give'; key: number; to: string | null; note: string }
  | { kind: 'share'; key: number; with: string[] }
  | { kind: 'credit'; key: number; limitFen: number }
  | { kind: 'archive'; key: number }
  | { kind: 'file'; key: number; file: number };

export type Stage = 'potential' | 'intent' | 'dealing' | 'sleeping' | 'lost' | 'no_interest';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The calendar of the demo: the day and the moment at which it is made. */
export class Calendar {
  readonly today: string;
  /** UTC ms. */
  readonly now: number;
  readonly #midnight: number;

  /** `now` and `midnight` (the beginning of `today`) in UTC ms. */
  constructor(today: string, now: number, midnight: number) {
    this.today = today;
    this.now = now;
    this.#midnight = midnight;
  }

  /** A date so many days ago, on a working day at or before it. */
  workday(daysAgo: number): string {
    const date = addDays(this.today, -daysAgo);
    return addDays(date, -Math.max(0, weekday(date) - 5));
  }

  /** A date so many days ahead, on a working day at or after it. */
  workdayAhead(days: number): string {
    const date = addDays(this.today, days);
    return addDays(date, weekday(date) > 5 ? 8 - weekday(date) : 0);
  }

  /** An instant of the office hours, `share` of the day gone; never after the demo is made. */
  instant(date: string, share: number): number {
    const days = (Date.parse(date) - Date.parse(this.today)) / DAY_MS;
    const at = this.#midnight + days * DAY_MS + 9 * HOUR_MS + Math.floor(share * 8.5 * HOUR_MS);
    return at < this.now ? at : this.instant(addDays(date, weekday(date) === 1 ? -3 : -1), share);
  }
}
