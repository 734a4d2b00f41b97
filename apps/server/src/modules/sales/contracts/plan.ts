import type { NewMilestone } from '@xinhang/db/repositories/contract-milestones.ts';
import { milestoneAmounts, milestoneDue } from '@xinhang/shared/contract-rules.ts';
import type { milestoneBody } from '@xinhang/shared/contracts.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { z } from 'zod';

export type MilestoneAsked = z.output<typeof milestoneBody>;

/** A milestone there was, as far as one that goes on takes from it. */
type Before = Pick<
  NewMilestone,
  'origin_id' | 'name' | 'amount_fen' | 'reached_on' | 'reached_by' | 'paid_on' | 'paid_by'
> & { id: number };

/** Each says a share or an amount, and where it waits for a day, that day. */
export function checkPlan(plan: readonly MilestoneAsked[]): void {
  for (const [at, one] of plan.entries()) {
    const refuse = (field: string, code: string) =>
      fieldRefused(`/milestones/${at}/${field}`, code);
    if (one.shareBp === null && one.amountFen === null) throw refuse('amountFen', 'required');
    if (one.shareBp !== null && one.amountFen !== null)
      throw refuse('amountFen', 'share-or-amount');
    if (one.trigger === 'date' && one.plannedOn === null) throw refuse('plannedOn', 'required');
    if (one.trigger === 'date' && one.days > 0) throw refuse('days', 'day-is-said');
  }
}

/**
 * Milestones as a draft keeps them, with their amounts; what was marked of one stays, and what was
 * paid is its amount, which nothing that is said changes.
 */
export function planRows(
  totalFen: number,
  plan: readonly MilestoneAsked[],
  before: readonly Before[],
): NewMilestone[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const planned = plan.map((one, at) => {
    const was = one.id === undefined ? undefined : old.get(one.id);
    if (!was || was.paid_on === null) return one;
    if (one.amountFen !== null && one.amountFen !== was.amount_fen) {
      throw fieldRefused(`/milestones/${at}/amountFen`, 'milestone-paid', { name: was.name });
    }
    return { ...one, shareBp: null, paidFen: was.amount_fen };
  });
  const amounts = milestoneAmounts(totalFen, planned);
  return planned.map((one, at) => {
    const was = one.id === undefined ? undefined : old.get(one.id);
    const marks = {
      reached_on: was?.reached_on ?? null,
      reached_by: was?.reached_by ?? null,
      paid_on: was?.paid_on ?? null,
      paid_by: was?.paid_by ?? null,
    };
    return {
      origin_id: was?.origin_id ?? null,
      name: one.name,
      share_bp: one.shareBp,
      amount_fen: amounts[at]!,
      trigger: one.trigger,
      days: one.days,
      planned_on: one.plannedOn,
      ...marks,
      due_on: milestoneDue({ ...one, reachedOn: marks.reached_on }),
      note: one.note,
    };
  });
}

/** Milestones that are kept, as they would be asked for again. */
export const planAgain = (plan: readonly (NewMilestone & { id: number })[]): MilestoneAsked[] =>
  plan.map((one) => ({
    id: one.id,
    name: one.name,
    shareBp: one.share_bp,
    amountFen: one.share_bp === null ? one.amount_fen : null,
    trigger: one.trigger as MilestoneAsked['trigger'],
    days: one.days,
    plannedOn: one.planned_on,
    note: one.note,
  }));

/** A plan that is handed in is the contract to the fen; without milestones there is none. */
export function checkPlanWhole(
  amountFen: number | null,
  plan: readonly Pick<NewMilestone, 'name' | 'amount_fen' | 'paid_on'>[],
): void {
  if (plan.length === 0) return;
  if (amountFen === null) throw fieldRefused('/amountFen', 'required');
  const paid = plan.filter((one) => one.paid_on !== null);
  const paidFen = paid.reduce((all, one) => all + one.amount_fen, 0);
  if (paidFen > amountFen) {
    const names = paid.map((one) => one.name).join('、');
    throw fieldRefused('/milestones', 'below-paid', { names, paidFen, amountFen });
  }
  const sumFen = plan.reduce((all, one) => all + one.amount_fen, 0);
  if (sumFen !== amountFen)
    throw fieldRefused('/milestones', 'plan-not-whole', { sumFen, amountFen });
}
