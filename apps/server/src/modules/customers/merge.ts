import {
  appendOwnerHistory,
  collaborators,
  parentIdOf,
  setCollaborators,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { insertMerge, regroup } from '@xinhang/db/repositories/merges.ts';
import { setTags, tagsOf } from '@xinhang/db/repositories/words.ts';
import type { AnyMergeField } from '@xinhang/shared/merges.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { needLiveCustomer, recordChange, tellNewOwner } from './access.ts';
import { customerConflict } from './change.ts';
import { checkCredit, checkParent, MAX_DEPTH } from './checks.ts';
import { refreshDerived } from './derived.ts';
import { moveContacts, moveFurther } from './hanging.ts';
import { takenColumns, unfoundable, valuesOf } from './merge-values.ts';
import { mayKeep } from './register.ts';
import { recordEvent } from './timeline.ts';

interface Wanted {
  version: number;
  otherId: number;
  otherVersion: number;
  take: readonly AnyMergeField[];
}

/** Both customers of a merge, live and in reach. */
export async function needBoth(
  ctx: Pick<WriteContext, 'db' | 'actor'>,
  id: number,
  otherId: number,
  pointer: string,
): Promise<{ kept: CustomerRecord; other: CustomerRecord }> {
  if (id === otherId) throw fieldRefused(pointer, 'same-customer');
  const kept = await needLiveCustomer(ctx.db, ctx.actor, 'customers.merge', id);
  const other = await needLiveCustomer(ctx.db, ctx.actor, 'customers.merge', otherId);
  return { kept, other };
}

/**
 * Makes one of two entries of one customer (docs/decisions/0155): what hangs on the other goes to
 * the kept one, which takes the values it was told to; the other is put away and found no more.
 * Stages gone through and history of each stay with it, and so does its owner; what lay in the pool
 * gets the owner of the other.
 */
export async function mergeCustomers(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  wanted: Wanted,
): Promise<CustomerRecord> {
  const { tx, actor, now } = ctx;
  const { kept, other } = await needBoth(ctx, id, wanted.otherId, '/otherId');
  if (wanted.version !== kept.version) throw await customerConflict(ctx, kept, {});
  if (wanted.otherVersion !== other.version) throw await customerConflict(ctx, other, {});
  if (wanted.take.includes('creditLimitFen')) checkCredit(actor, kept.owner_id);
  const taken = takenColumns(kept, other, wanted.take);
  const parent = await parentAfter(ctx, kept, other, taken.parent_id);
  if (taken.parent_id !== undefined) await checkParent(tx, actor, parent ?? null, id);
  const heir = kept.owner_id === null ? await ownerOf(ctx, other) : null;
  const columns = {
    ...taken,
    ...(parent !== undefined && { parent_id: parent }),
    ...(heir !== null && { owner_id: heir, pool_id: null }),
  };

  const away = { ...unfoundable, archived_at: now, merged_into_id: id, parent_id: null };
  const gone = await updateCustomer(tx, other.id, other.version, away);
  const row = await updateCustomer(tx, id, kept.version, columns);
  if (!gone || !row) throw await customerConflict(ctx, row ? other : kept, {});

  const way = { from: other.id, to: id };
  const moved = new Map<string, readonly number[]>([
    ['below', await regroup(tx, way)],
    ...(await moveContacts(ctx, way)),
    ...(await moveFurther(ctx, owned, way)),
    ['tag', await uniteTags(ctx, way)],
    ['collaborator', await uniteCollaborators(ctx, row, other)],
  ]);
  const mergeId = await insertMerge(
    tx,
    {
      kept_id: id,
      other_id: other.id,
      by_user_id: actor.userId,
      at: now,
      kept_before: JSON.stringify(valuesOf(kept, Object.keys(columns))),
      kept_after: JSON.stringify(columns),
      other_before: JSON.stringify(valuesOf(other, Object.keys(away))),
    },
    moved,
  );
  await refreshDerived(tx, ctx.deps.db.search, gone);
  const after = await refreshDerived(tx, ctx.deps.db.search, row);
  if (heir !== null) {
    await appendOwnerHistory(tx, {
      customer_id: id,
      from_owner_id: null,
      to_owner_id: heir,
      reason: 'merge',
      note: '',
      by_user_id: actor.userId,
      at: now,
    });
    await tellNewOwner(ctx, kept, after);
  }
  await recordEvent(ctx, id, 'merged', { name: other.name, undone: false });
  await recordEvent(ctx, other.id, 'merged', { name: kept.name, undone: false });
  const counts = Object.fromEntries([...moved].map(([kind, ids]) => [kind, ids.length]));
  const logged = { ...after, mergeId, counts };
  await recordChange(ctx, 'customers.merge', kept, logged);
  await recordChange(ctx, 'customers.mergeAway', other, gone);
  return after;
}

/**
 * The head of the kept one's group, where it changes: never the entry that goes, nor one that stood
 * below it while it itself stood below the other.
 */
async function parentAfter(
  ctx: WriteContext,
  kept: CustomerRecord,
  other: CustomerRecord,
  asked: number | null | undefined,
): Promise<number | null | undefined> {
  let above = kept.parent_id;
  for (let depth = 0; above !== null && depth < MAX_DEPTH; depth += 1) {
    if (above === other.id) return other.parent_id;
    above = await parentIdOf(ctx.tx, above);
  }
  return asked === kept.id ? null : asked;
}

/** The kept customer bears the tags of both; answers those that came. */
async function uniteTags(
  ctx: WriteContext,
  { from, to }: { from: number; to: number },
): Promise<number[]> {
  const borne = await tagsOf(ctx.tx, [from, to]);
  const own = (borne.get(to) ?? []).map((tag) => tag.id);
  const came = (borne.get(from) ?? []).map((tag) => tag.id).filter((tag) => !own.includes(tag));
  if (came.length > 0) await setTags(ctx.tx, to, [...own, ...came]);
  return came;
}

/** Whose it is, if he may keep it; null in the pool. */
async function ownerOf({ tx }: WriteContext, row: CustomerRecord): Promise<number | null> {
  return row.owner_id !== null && (await mayKeep(tx, row.owner_id)) ? row.owner_id : null;
}

/** Those who helped with the other help with the kept one; its owner does, where he is another. */
async function uniteCollaborators(
  ctx: WriteContext,
  kept: CustomerRecord,
  other: CustomerRecord,
): Promise<number[]> {
  const own = (await collaborators(ctx.tx, kept.id)).map((person) => person.id);
  const theirs = (await collaborators(ctx.tx, other.id)).map((person) => person.id);
  const owner = await ownerOf(ctx, other);
  const both = new Set([...theirs, ...(owner === null ? [] : [owner])]);
  const came = [...both].filter((person) => !own.includes(person) && person !== kept.owner_id);
  if (came.length > 0) await setCollaborators(ctx.tx, kept.id, [...own, ...came]);
  return came;
}
