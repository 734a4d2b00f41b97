import {
  collaborators,
  setCollaborators,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { poolOfOwner } from '@xinhang/db/repositories/pool-reach.ts';
import { endMerge, mergeById, movedBy, regroup } from '@xinhang/db/repositories/merges.ts';
import { setTags, tagsOf } from '@xinhang/db/repositories/words.ts';
import type { AnyMergeField } from '@xinhang/shared/merges.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { needCustomer, needLiveCustomer, recordChange } from './access.ts';
import { customerConflict } from './change.ts';
import { refreshDerived } from './derived.ts';
import { passOn } from './hands.ts';
import { moveBack } from './hanging.ts';
import { columnsBack } from './merge-values.ts';
import { mayKeep } from './register.ts';
import { recordEvent } from './timeline.ts';

export interface Unmerged {
  other: CustomerRecord;
  keptFields: AnyMergeField[];
  goneRows: number;
  pooled: boolean;
}

type Columns = Partial<CustomerRecord>;

/**
 * Makes two of one customer again, as they were: what moved goes back where it still hangs on the
 * kept one, values go back that nobody changed since. Whoever may not own customers any more gets
 * none back: the other lies in the pool then.
 */
export async function unmergeCustomers(
  ctx: WriteContext,
  owned: OwnedKinds,
  mergeId: number,
): Promise<Unmerged> {
  const { tx, actor, now } = ctx;
  const merge = await mergeById(tx, mergeId);
  if (!merge) throw problem('not-found');
  const { kept_id: keptId, other_id: otherId } = merge;
  const kept = await needLiveCustomer(tx, actor, 'customers.merge', keptId);
  const other = await needCustomer(tx, actor, 'customers.merge', otherId);
  const ended = await endMerge(tx, mergeId, { by: actor.userId, at: now });
  if (!ended || other.merged_into_id !== keptId) throw problem('state-refused');

  const before = JSON.parse(merge.other_before) as Columns;
  const orphaned = other.owner_id !== null && !(await mayKeep(tx, other.owner_id));
  const home = orphaned ? { owner_id: null, pool_id: await poolOfOwner(tx, other.owner_id) } : {};
  // Before one of the two goes back to the pool, where nothing is locked.
  const moved = await movedBy(tx, mergeId);
  const gone = await moveBack(ctx, owned, moved, {
    from: keptId,
    to: otherId,
    since: merge.at,
  });
  const live = await updateCustomer(tx, otherId, other.version, { ...before, ...home });
  const { columns, keptFields } = columnsBack(
    kept,
    JSON.parse(merge.kept_before) as Columns,
    JSON.parse(merge.kept_after) as Columns,
  );
  const row = await updateCustomer(tx, keptId, kept.version, columns);
  if (!live || !row) throw await customerConflict(ctx, row ? other : kept, {});
  if (orphaned) await passOn(ctx, owned, live, { from: other.owner_id, reason: 'recycle' });
  if (row.owner_id !== kept.owner_id) {
    await passOn(ctx, owned, row, { from: kept.owner_id, reason: 'undo' });
  }

  const below = moved.get('below') ?? [];
  const regrouped = await regroup(tx, { from: keptId, to: otherId, ids: below });
  await partTags(ctx, keptId, moved.get('tag') ?? []);
  await partCollaborators(ctx, keptId, moved.get('collaborator') ?? []);

  const restored = await refreshDerived(tx, ctx.deps.db.search, live);
  const after = await refreshDerived(tx, ctx.deps.db.search, row);
  await recordEvent(ctx, keptId, 'merged', { name: restored.name, undone: true });
  await recordEvent(ctx, otherId, 'merged', { name: after.name, undone: true });
  await recordChange(ctx, 'customers.unmerge', kept, after);
  await recordChange(ctx, 'customers.unmergeBack', other, restored);
  const goneRows = gone + below.length - regrouped.length;
  return { other: restored, keptFields, goneRows, pooled: orphaned };
}

async function partTags(ctx: WriteContext, id: number, came: readonly number[]): Promise<void> {
  if (came.length === 0) return;
  const borne = ((await tagsOf(ctx.tx, [id])).get(id) ?? []).map((tag) => tag.id);
  const own = borne.filter((tag) => !came.includes(tag));
  await setTags(ctx.tx, id, own);
}

async function partCollaborators(
  ctx: WriteContext,
  id: number,
  came: readonly number[],
): Promise<void> {
  if (came.length === 0) return;
  const people = (await collaborators(ctx.tx, id)).map((person) => person.id);
  const own = people.filter((person) => !came.includes(person));
  await setCollaborators(ctx.tx, id, own);
}
