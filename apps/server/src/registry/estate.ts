import type { EstateSort, UserEstate } from '@xinhang/shared/handovers.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { SplitFacts, SplitPlan } from '@xinhang/shared/split.ts';
import type { ReadContext, WriteContext } from '../http/context.ts';

/** One row that goes to somebody else. */
export interface EstateRow extends SplitFacts {
  id: number;
  sort: EstateSort;
  /** Goes with this row of an earlier kind, to whoever gets that. */
  follows: { kind: string; id: number } | null;
  /** Gets it unless what it follows is handed over: whose that is. */
  ownerOfThat?: number;
}

/** A handover whose rows are written down, on its way over or back. */
export interface HandedOver {
  id: number;
  /** Whose rows they were. */
  userId: number;
  note: string;
  /** Whether shares of what is open go along. */
  shares: boolean;
  /** By what it was split; absent where one person gets all. */
  split?: SplitPlan['by'] | undefined;
  back: boolean;
}

/** How rows of a kind go from one owner to others: all in the transaction of the caller. */
export interface HandingOver {
  /** Nobody is given such rows without it, of any scope; null: anybody may have them. */
  readonly receiversNeed: Permission | null;
  /** All that a person owns, in a fixed order. */
  rows(ctx: ReadContext, userId: number): Promise<EstateRow[]>;
  /** Gives the rows that are written down, or those that go back; answers how many went. */
  hand(ctx: WriteContext, handover: HandedOver): Promise<number>;
  /** Number of the last change of hands, whoever's: what has a higher one came after. */
  mark(ctx: WriteContext): Promise<number>;
  /** Rows of the handover that somebody else was given after the mark, or that are there no more. */
  movedOn(ctx: WriteContext, handoverId: number, mark: number): Promise<number[]>;
  /** Rows of the handover that were brought to an end since, and stay with whoever did. */
  ended?(ctx: WriteContext, handoverId: number): Promise<number[]>;
}

/** What a person has of a kind; the wizard knows no business area. */
export interface Estate {
  counts(ctx: ReadContext, userId: number): Promise<UserEstate['counts']>;
  readonly handing?: HandingOver;
}
