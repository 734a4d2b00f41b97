import type { HandoverRecord } from '@xinhang/db/repositories/handovers.ts';
import type { Handover, ReceiverCounts, SortCount } from '@xinhang/shared/handovers.ts';
import { receiversOf, splitPlan } from '@xinhang/shared/split.ts';

export interface StoredCounts {
  userId: number;
  counts: SortCount[];
}

export const storedCounts = (counts: readonly ReceiverCounts[]): StoredCounts[] =>
  counts.map(({ user, counts: some }) => ({ userId: user.id, counts: some }));

export const countsIn = (row: HandoverRecord) => JSON.parse(row.counts) as StoredCounts[];

/** Whom its rule named; owners of what some rows follow may have got these, too. */
export const receiversIn = (row: HandoverRecord) =>
  receiversOf(splitPlan.parse(JSON.parse(row.plan)));

export function toHandover(
  row: HandoverRecord,
  names: ReadonlyMap<number, string>,
  revert: boolean,
): Handover {
  const ref = (id: number) => ({ id, name: names.get(id) ?? '' });
  const perhaps = (id: number | null) => (id === null ? null : ref(id));
  return {
    id: row.id,
    user: ref(row.user_id),
    state: row.state as Handover['state'],
    by: perhaps(row.by_user_id),
    at: row.at,
    note: row.note,
    rule: splitPlan.parse(JSON.parse(row.plan)),
    shares: row.shares === 1,
    receivers: countsIn(row).map(({ userId, counts }) => ({ user: ref(userId), counts })),
    revertibleUntil: row.until,
    revertedBy: perhaps(row.reverted_by),
    revertedAt: row.reverted_at,
    wentBack: row.went_back,
    kept: row.kept,
    can: { revert },
  };
}
