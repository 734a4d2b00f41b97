import { updateCustomer, type CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { poolBefore } from '@xinhang/db/repositories/pool-reach.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import { setTags, tagsOf } from '@xinhang/db/repositories/words.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { nameCore } from '@xinhang/shared/name-core.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { SplitPlan } from '@xinhang/shared/split.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { needLiveCustomer, recordChange, tellNewOwner } from './access.ts';
import { checkCredit, checkedCustom, checkParent, checkTags } from './checks.ts';
import { refreshDerived } from './derived.ts';
import { describeCustomer } from './describe.ts';
import { passOn } from './hands.ts';
import { phoneView } from './mapper.ts';
import { needOwner, refuseDuplicates } from './register.ts';
import { recordStage, stageColumns } from './timeline.ts';

type UpdateBody = EndpointInput<typeof api.customers.update>['body'];

const texts = {
  shortName: 'short_name',
  chanceGrade: 'chance_grade',
  salesModel: 'sales_model',
  industry: 'industry',
  region: 'region',
  source: 'source',
  city: 'city',
  address: 'address',
  website: 'website',
  note: 'note',
} as const;

/** Beside the phone; whoever does not see them does not overwrite them. */
const maskedInPool = ['address', 'taxNo'] as const;

function changedColumns(
  before: CustomerRecord,
  body: UpdateBody,
  stageSince: number,
): Partial<CustomerRecord> {
  const changes: Partial<CustomerRecord> = stageColumns(before, body.stage, stageSince);
  for (const [field, column] of Object.entries(texts)) {
    const value = body[field as keyof typeof texts];
    if (value !== undefined) Object.assign(changes, { [column]: value });
  }
  if (body.name !== undefined && body.name !== before.name) {
    changes.name = body.name;
    changes.name_key = nameKey(body.name);
    changes.name_core = nameCore(body.name);
    changes.name_sort = pinyinKeys(body.name).sort;
  }
  if (body.phone !== undefined) {
    changes.phone = body.phone;
    changes.phone_key = phoneKey(body.phone).number;
  }
  if (body.taxNo !== undefined) {
    changes.tax_no = body.taxNo;
    changes.tax_no_key = taxNoKey(body.taxNo);
  }
  if (body.parentId !== undefined) changes.parent_id = body.parentId;
  if (body.creditLimitFen !== undefined) changes.credit_limit_fen = body.creditLimitFen;
  return changes;
}

/** What an undo gives back beside the values themselves. */
export interface Former {
  /** Since when the customer stood in its stage, UTC ms. */
  stageSince?: number | undefined;
  /** The pool that it lay in. */
  poolId?: number | null | undefined;
  /** Tags that it bore; they may be switched off by now. */
  tagIds?: readonly number[] | undefined;
  /** What ended in the pool goes on. */
  back?: boolean | undefined;
}

export async function changeCustomer(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
  former: Former = {},
): Promise<CustomerRecord> {
  const { tx, actor } = ctx;
  const before = await needLiveCustomer(tx, actor, 'customers.update', id);
  const { version, duplicateReason, ...wanted } = body;
  if (version !== before.version) throw await customerConflict(ctx, before, wanted);
  if (body.phone !== undefined && phoneView(actor, before) !== 'show') {
    throw fieldRefused('/phone', 'hidden-from-you');
  }
  const unseen = maskedInPool.find((field) => body[field] !== undefined);
  if (unseen && contactsMasked(before)) throw fieldRefused(`/${unseen}`, 'hidden-from-you');
  if (body.creditLimitFen !== undefined) checkCredit(actor, before.owner_id);
  await checkParent(tx, actor, body.parentId ?? null, id);
  const borne = (await tagsOf(tx, [id])).get(id)?.map((tag) => tag.id) ?? [];
  await checkTags(tx, body.tagIds ?? [], [...borne, ...(former.tagIds ?? [])]);
  const changes = changedColumns(before, body, former.stageSince ?? ctx.now);
  if (body.custom !== undefined) {
    const kept = JSON.parse(before.custom) as NonNullable<UpdateBody['custom']>;
    changes.custom = JSON.stringify(await checkedCustom(tx, kept, body.custom));
  }
  const probe = {
    name: changes.name,
    phones: changes.phone_key === before.phone_key ? [] : [changes.phone ?? ''].filter(Boolean),
    taxNo: changes.tax_no_key === before.tax_no_key ? undefined : changes.tax_no,
    exceptId: id,
  };
  await refuseDuplicates(tx, actor, probe, duplicateReason);
  const changed = await updateCustomer(tx, id, version, changes);
  if (!changed) throw await customerConflict(ctx, before, wanted);
  if (body.tagIds) await setTags(tx, id, body.tagIds);
  const row = await refreshDerived(tx, ctx.deps.db.search, changed);
  await recordStage(ctx, before, row, former.stageSince !== undefined);
  // Tags lie in a table of their own; the audit shows them with the row.
  const withTags = (one: CustomerRecord, tagIds: readonly number[]) =>
    body.tagIds ? { ...one, tagIds } : one;
  const after = withTags(row, body.tagIds ?? borne);
  await recordChange(ctx, 'customers.update', withTags(before, borne), after);
  return row;
}

/** 409 with the fields that differ, as this person reads them. */
export async function customerConflict(
  ctx: WriteContext,
  current: CustomerRecord,
  wanted: { custom?: object | undefined; [field: string]: unknown },
) {
  const shown = await describeCustomer(ctx.tx, ctx.actor, current);
  const { custom, ...fields } = wanted;
  const flat = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`custom.${key}`, value]));
  return conflict(
    current.version,
    {
      ...shown,
      ownerId: shown.owner?.id ?? null,
      parentId: shown.parent?.id ?? null,
      tagIds: shown.tags.map((tag) => tag.id),
      userIds: shown.collaborators.map((person) => person.id),
      ...flat(shown.custom),
    },
    { ...fields, ...flat(custom ?? {}) },
  );
}

interface Giving {
  version: number;
  ownerId: number | null;
  note: string;
  /** Where it lay before, for an undo. */
  poolId?: number | null | undefined;
  /** By what it was split among several. */
  split?: SplitPlan['by'] | undefined;
  /** Takes back the way into the pool. */
  back?: boolean | undefined;
}

/** Gives a customer to another owner, or to the public pool with null; a new owner learns of it. */
export async function giveCustomer(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  giving: Giving,
): Promise<void> {
  const { before, after } = await moveCustomer(ctx, owned, id, giving);
  await tellNewOwner(ctx, before, after);
}

/** The same without a word to the new owner: one of many, who is told of all at once. */
export async function moveCustomer(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  input: Giving,
): Promise<{ before: CustomerRecord; after: CustomerRecord }> {
  const { tx, actor } = ctx;
  const before = await needLiveCustomer(tx, actor, 'customers.assign', id);
  await needOwner(tx, actor, input.ownerId);
  const row = await updateCustomer(tx, id, input.version, {
    owner_id: input.ownerId,
    pool_id: input.ownerId === null ? await poolBefore(tx, input.poolId, before.owner_id) : null,
  });
  if (!row) throw await customerConflict(ctx, before, { ownerId: input.ownerId });
  const after = await passOn(ctx, owned, row, {
    from: before.owner_id,
    reason: 'assign',
    note: input.note,
    by: input.split && { split: input.split },
    back: input.back,
  });
  await recordChange(ctx, 'customers.assign', before, after);
  return { before, after };
}
