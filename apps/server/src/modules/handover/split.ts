import type { EstateSort, ReceiverCounts, SortCount } from '@xinhang/shared/handovers.ts';
import { receiversOf, splitRows, type SplitPlan } from '@xinhang/shared/split.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import type { EstateRow, HandingOver } from '../../registry/estate.ts';
import type { OwnedKinds } from '../../registry/owned.ts';

export interface Handed {
  kind: string;
  id: number;
  sort: EstateSort;
  toId: number;
}

/** Kinds that can be handed over, in the order in which rows may follow each other. */
export function handedKinds(owned: OwnedKinds): { kind: string; handing: HandingOver }[] {
  return owned
    .all()
    .flatMap(({ kind, estate }) => (estate?.handing ? [{ kind, handing: estate.handing }] : []));
}

export interface Possessions {
  kind: string;
  handing: HandingOver;
  rows: EstateRow[];
}

/** Everything of a person that can be handed over. */
export async function possessionsOf(
  http: Pick<Http, 'owned'>,
  ctx: ReadContext,
  userId: number,
): Promise<Possessions[]> {
  const found: Possessions[] = [];
  for (const one of handedKinds(http.owned)) {
    found.push({ ...one, rows: await one.handing.rows(ctx, userId) });
  }
  return found;
}

/**
 * Who gets which row: what follows another goes with it, or to whose that is already; the others of
 * each sort are split by the plan by themselves, so that nobody gets all that is open and somebody else all that is not.
 */
export function assign(possessions: readonly Possessions[], plan: SplitPlan): Handed[] {
  const receiver = new Map<string, number>();
  const handed: Handed[] = [];
  for (const { kind, rows } of possessions) {
    const give = (row: EstateRow, toId: number) => {
      receiver.set(`${kind}/${row.id}`, toId);
      handed.push({ kind, id: row.id, sort: row.sort, toId });
    };
    const free: EstateRow[] = [];
    for (const row of rows) {
      const { follows, ownerOfThat } = row;
      const with_ = follows ? receiver.get(`${follows.kind}/${follows.id}`) : undefined;
      const toId = with_ ?? ownerOfThat;
      if (toId !== undefined) give(row, toId);
      else free.push(row);
    }
    for (const some of Map.groupBy(free, (row) => row.sort).values()) {
      for (const [at, toId] of splitRows(plan, some).entries()) give(some[at]!, toId);
    }
  }
  return handed;
}

export function countSorts(rows: readonly { sort: EstateSort }[]): SortCount[] {
  const groups = Map.groupBy(rows, (row) => row.sort);
  return [...groups].map(([sort, { length: count }]) => ({ sort, count }));
}

/** Everybody who gets something: those of the plan, and owners of what some rows follow. */
export const allReceivers = (plan: SplitPlan, handed: readonly Handed[]): number[] => [
  ...new Set([...receiversOf(plan), ...handed.map((row) => row.toId)]),
];

/** For each of them how many of each sort. */
export function countsOf(
  plan: SplitPlan,
  handed: readonly Handed[],
  names: ReadonlyMap<number, string>,
): ReceiverCounts[] {
  const groups = Map.groupBy(handed, (row) => row.toId);
  return allReceivers(plan, handed).map((id) => ({
    user: { id, name: names.get(id) ?? '' },
    counts: countSorts(groups.get(id) ?? []),
  }));
}
