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
  /** Fen; what was paid of it, which stays its amount whatever is said. */
  paidFen?: number | null;
}

const WHOLE_BP = 10_000n;

/**
 * Amounts of milestones in fen: those that were paid or are said, and of the shares what they come
 * to together, rounded once and split by the largest remainder, so that shares of 100 % are the
 * whole to the fen. Once one was paid, the shares of the others divide what is left of the whole.
 */
export function milestoneAmounts(totalFen: number, plan: readonly Planned[]): number[] {
  const isPaid = (one: Planned) => typeof one.paidFen === 'number';
  const fixed = plan.map((one) => one.paidFen ?? (one.shareBp === null ? one.amountFen : 0) ?? 0);
  const weights = plan.map((one) => (isPaid(one) ? 0 : (one.shareBp ?? 0)));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const left = totalFen - fixed.reduce((sum, one) => sum + one, 0);
  const shared = plan.some(isPaid)
    ? Math.max(0, left)
    : Number(divideRounded(BigInt(totalFen) * BigInt(all), WHOLE_BP));
  const parts = splitByWeights(fen(all === 0 ? 0 : shared), weights);
  return plan.map((_, at) => fixed[at]! + parts[at]!);
}

/** The share of the whole, in basis points, that a milestone with a share really has. */
export function shareOfWhole(
  { shareBp, amountFen }: { shareBp: number | null; amountFen: number },
  totalFen: number | null,
): number | null {
  if (shareBp === null || totalFen === null || totalFen === 0) return shareBp;
  // Rounding alone makes no other share of it.
  const offFen = Math.abs((totalFen * shareBp) / Number(WHOLE_BP) - amountFen);
  return offFen <= 1 ? shareBp : Math.round((amountFen / totalFen) * Number(WHOLE_BP));
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
