import { addDays } from './business-date.ts';
import { divideRounded, fen, splitByWeights } from './money.ts';

/** One sale with its lines, or prices that are agreed for orders to come. */
export const contractKinds = ['single', 'frame'] as const;
export type ContractKind = (typeof contractKinds)[number];

/** From `draft` to `active` by an approval (domain.md, `contract`); an amendment ends `applied`. */
export const contractStates = [
  'draft',
  'approving',
  'active',
  'fulfilled',
  'terminated',
  'applied',
] as const;
export type ContractState = (typeof contractStates)[number];

/** What makes a milestone due: a day that is agreed, or something that happens. */
export const milestoneTriggers = [
  'date',
  'signing',
  'order',
  'shipment',
  'signOff',
  'fapiao',
  'acceptance',
  'other',
] as const;
export type MilestoneTrigger = (typeof milestoneTriggers)[number];

/** How a milestone stands on a day. */
export const milestoneStates = ['planned', 'due', 'overdue', 'paid'] as const;
export type MilestoneState = (typeof milestoneStates)[number];

/** More than any contract is paid in. */
export const MOST_MILESTONES = 60;

/** A contract that ends within so many days is about to end. */
export const ENDING_DAYS = 30;

interface Planned {
  /** Basis points of the whole; null: the amount is said. */
  shareBp: number | null;
  /** Fen; null where a share is said. */
  amountFen: number | null;
}

const WHOLE_BP = 10_000n;

/**
 * Amounts of milestones in fen: those that are said, and of the shares what they come to together,
 * rounded once and split by the largest remainder, so that shares of 100 % are the whole to the fen.
 */
export function milestoneAmounts(totalFen: number, plan: readonly Planned[]): number[] {
  const weights = plan.map((one) => one.shareBp ?? 0);
  const all = weights.reduce((sum, one) => sum + one, 0);
  const shared = Number(divideRounded(BigInt(totalFen) * BigInt(all), WHOLE_BP));
  const parts = splitByWeights(fen(all === 0 ? 0 : shared), weights);
  return plan.map((one, at) => (one.shareBp === null ? (one.amountFen ?? 0) : parts[at]!));
}

/** The day on which a milestone falls due; null: nobody can say yet. */
export function milestoneDue({
  trigger,
  days,
  plannedOn,
  reachedOn,
}: {
  trigger: string;
  days: number;
  plannedOn: string | null;
  reachedOn: string | null;
}): string | null {
  if (trigger === 'date') return plannedOn;
  const from = reachedOn ?? plannedOn;
  return from === null ? null : addDays(from, days);
}

/** What happened is owed from its day on; what is only expected is not overdue, however late. */
export function milestoneStateOn(
  one: {
    trigger: string;
    reachedOn: string | null;
    dueOn: string | null;
    paidOn: string | null;
  },
  today: string,
): MilestoneState {
  if (one.paidOn !== null) return 'paid';
  const counts = one.trigger === 'date' || one.reachedOn !== null;
  if (!counts || one.dueOn === null) return 'planned';
  if (one.dueOn < today) return 'overdue';
  return one.dueOn === today || one.reachedOn !== null ? 'due' : 'planned';
}
