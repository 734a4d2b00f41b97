import type {
  PeriodArea,
  PeriodDraft,
  PeriodLeft,
  PeriodObstacle,
} from '@xinhang/shared/period-closings.ts';
import type { Period } from '@xinhang/shared/periods.ts';
import type { ReadContext } from '../http/context.ts';

/** Drafts of a kind of document that post to these areas once they are confirmed. */
export interface ClosingDrafts {
  readonly areas: readonly PeriodArea[];
  /** Those that the actor may open, dated to this day or before. */
  find(ctx: ReadContext, upTo: string, limit: number): Promise<PeriodDraft[]>;
}

/** Books of an area that must agree before a month of it is closed. */
export interface ClosingCheck {
  readonly areas: readonly PeriodArea[];
  /** What disagrees at the end of the month; figures of whole books, never of one row. */
  find(ctx: ReadContext, area: PeriodArea, month: Period): Promise<BookFault[]>;
}
export type BookFault = Pick<PeriodObstacle, 'code' | 'count' | 'amountFen'>;

/** What a month may be closed with, where the person who closes it says so. */
export interface ClosingLeft {
  readonly areas: readonly PeriodArea[];
  find(
    ctx: ReadContext,
    month: Period,
  ): Promise<Pick<PeriodLeft, 'code' | 'count' | 'amountFen'>[]>;
}

/** What stands in the way of closing a month: each module registers its own at boot. */
export class Closings {
  readonly #drafts: ClosingDrafts[] = [];
  readonly #checks: ClosingCheck[] = [];
  readonly #left: ClosingLeft[] = [];

  registerDrafts(drafts: ClosingDrafts): void {
    this.#drafts.push(drafts);
  }

  registerCheck(check: ClosingCheck): void {
    this.#checks.push(check);
  }

  registerLeft(left: ClosingLeft): void {
    this.#left.push(left);
  }

  leftOf(area: PeriodArea): ClosingLeft[] {
    return this.#left.filter((one) => one.areas.includes(area));
  }

  draftsOf(area: PeriodArea): ClosingDrafts[] {
    return this.#drafts.filter((one) => one.areas.includes(area));
  }

  checksOf(area: PeriodArea): ClosingCheck[] {
    return this.#checks.filter((one) => one.areas.includes(area));
  }
}
