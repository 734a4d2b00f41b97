import { tags, tagsOf } from '@xinhang/db/repositories/words.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { rowAction, type bulkAction } from '@xinhang/shared/customer-work.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { SplitPlan } from '@xinhang/shared/split.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { needCustomer, needLiveCustomer } from './access.ts';
import { changeCustomer, moveCustomer, type Former } from './change.ts';
import { checkPlan } from './distribute.ts';
import { needOwner } from './register.ts';
import { archiveCustomer, putAwayAgain } from './sharing.ts';

export type BulkAction = z.output<typeof bulkAction>;
/** What is done to one row: of many receivers it has one, by what rule. */
export type RowAction = z.output<typeof rowAction> & { split?: SplitPlan['by'] };

/**
 * What takes one row back: the opposite action, the version it must still have, and what else the
 * action changed. Those of older releases do not say the last.
 */
export const undoStep = z.object({
  version: z.int(),
  action: rowAction,
  was: z
    .object({
      stageSince: z.int(),
      archivedAt: z.int().nullable(),
      ownerId: z.int().nullable(),
      poolId: z.int().nullable().optional(),
    })
    .optional(),
});
export type UndoStep = z.output<typeof undoStep>;

const MAX_TAGS = 30;

export function permissionOf(action: BulkAction): Permission {
  if (action.kind === 'assign' || action.kind === 'distribute') return 'customers.assign';
  return action.kind === 'archive' ? 'customers.archive' : 'customers.update';
}

/** Refuses at once what would be refused for every row. */
export async function checkAction(tx: Tx, actor: Actor, action: BulkAction): Promise<void> {
  if (action.kind === 'assign') await needOwner(tx, actor, action.ownerId, '/action/ownerId');
  if (action.kind === 'distribute') await checkPlan(tx, actor, action.plan);
  if (action.kind !== 'tag') return;
  const tag = (await tags(tx)).find((one) => one.id === action.tagId);
  if (!tag || (action.on && tag.active === 0)) throw fieldRefused('/action/tagId', 'unknown-tag');
}

/**
 * One action on one row, by the same rules as on its page. Null when there was nothing to do, else
 * how to take it back. Throws the problem that refuses it.
 */
export async function actOn(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  seen: number | undefined,
  action: RowAction,
): Promise<UndoStep | null> {
  const need = action.kind === 'archive' ? needCustomer : needLiveCustomer;
  const before = await need(ctx.tx, ctx.actor, permissionOf(action), id);
  const { version } = before;
  if (seen !== undefined && seen !== version) throw problem('version-conflict');
  const opposite = await oppositeOf(ctx, before, action);
  if (!opposite) return null;
  const after = await apply(ctx, owned, before, action);
  const { stage_since: stageSince, archived_at: archivedAt } = before;
  const { owner_id: ownerId, pool_id: poolId } = before;
  const was = { stageSince, archivedAt, ownerId, poolId };
  return { version: after.version, action: opposite, was };
}

/** Takes one row back to what it was, where nothing was changed since. */
export async function takeBack(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  step: UndoStep,
): Promise<void> {
  const { version, action, was } = step;
  if (action.kind === 'archive' && was && was.archivedAt !== null) {
    const { archivedAt, ownerId } = was;
    await putAwayAgain(ctx, owned, id, { version, archivedAt, ownerId });
    return;
  }
  const need = action.kind === 'archive' ? needCustomer : needLiveCustomer;
  const row = await need(ctx.tx, ctx.actor, permissionOf(action), id);
  if (row.version !== version) throw problem('version-conflict');
  await apply(ctx, owned, row, action, {
    ...(action.kind === 'stage' && was && { stageSince: was.stageSince }),
    ...(action.kind === 'tag' && { tagIds: [action.tagId] }),
    ...(action.kind === 'assign' && was && { poolId: was.poolId }),
    back: true,
  });
}

/** Null where the row is already as it should be. */
async function oppositeOf(
  ctx: WriteContext,
  row: CustomerRecord,
  action: RowAction,
): Promise<RowAction | null> {
  switch (action.kind) {
    case 'assign': {
      return row.owner_id === action.ownerId ? null : { kind: 'assign', ownerId: row.owner_id };
    }
    case 'stage': {
      const stage = row.stage as typeof action.stage;
      return stage === action.stage ? null : { kind: 'stage', stage };
    }
    case 'grade': {
      const chanceGrade = row.chance_grade as typeof action.chanceGrade;
      return chanceGrade === action.chanceGrade ? null : { kind: 'grade', chanceGrade };
    }
    case 'tag': {
      const borne = (await tagsOf(ctx.tx, [row.id])).get(row.id) ?? [];
      const bears = borne.some((tag) => tag.id === action.tagId);
      return bears === action.on ? null : { ...action, on: !action.on };
    }
    case 'archive': {
      const archived = row.archived_at !== null;
      return archived === action.archived ? null : { kind: 'archive', archived };
    }
  }
}

async function apply(
  ctx: WriteContext,
  owned: OwnedKinds,
  { id, version }: CustomerRecord,
  action: RowAction,
  former: Former = {},
): Promise<CustomerRecord> {
  switch (action.kind) {
    case 'assign': {
      const { ownerId, split } = action;
      const { poolId, back } = former;
      const giving = { version, ownerId, note: '', poolId, split, back };
      return (await moveCustomer(ctx, owned, id, giving)).after;
    }
    case 'stage':
      return await changeCustomer(ctx, id, { version, stage: action.stage }, former);
    case 'grade':
      return await changeCustomer(ctx, id, { version, chanceGrade: action.chanceGrade });
    case 'tag': {
      const borne = ((await tagsOf(ctx.tx, [id])).get(id) ?? []).map((tag) => tag.id);
      const tagIds = action.on
        ? [...borne, action.tagId]
        : borne.filter((tagId) => tagId !== action.tagId);
      if (tagIds.length > MAX_TAGS) throw fieldRefused('/tagIds', 'too_big', { max: MAX_TAGS });
      return await changeCustomer(ctx, id, { version, tagIds }, former);
    }
    case 'archive':
      return await archiveCustomer(ctx, owned, id, { version, archived: action.archived });
  }
}
