import { may } from '@xinhang/db/actor.ts';
import { dueMilestones, sumMilestones } from '@xinhang/db/repositories/contract-milestones.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { toMilestoneRow } from './milestones.ts';

/** So many days ahead milestones are shown on the desk. */
const AHEAD = 7;

/** Milestones that are due, overdue, or expected in the next days: of the own contracts, or of all. */
export const milestonesDue: DeskSource = {
  kind: 'milestonesDue',
  async build(ctx, { whose, today, limit }) {
    if (!may(ctx.actor, 'contracts.read')) return null;
    const ownerId = whose === 'mine' ? ctx.actor.userId : undefined;
    const filter = { ownerId, dueTo: addDays(today, AHEAD) };
    const rows = await dueMilestones(ctx.db, ctx.actor, filter, { after: null, limit });
    if (rows.length === 0) return null;
    const milestones = rows.map((row) => toMilestoneRow(ctx, row, today));
    const all = rows.length < limit;
    const sums = all ? null : await sumMilestones(ctx.db, ctx.actor, filter, COUNT_CAP);
    return { count: sums?.count ?? rows.length, items: [], jobs: [], milestones };
  },
};
