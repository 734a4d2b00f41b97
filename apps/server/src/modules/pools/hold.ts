import { forgetForecast, lockOf, poolById, putLock } from '@xinhang/db/repositories/pools.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { PassedBy } from '@xinhang/shared/pools.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { refuseDueDay } from '../../http/due-day.ts';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { todayOf } from '../../http/today.ts';
import {
  customerConflict,
  needLiveCustomer,
  passOn,
  poolOfOwner,
  recordChange,
  updateCustomer,
} from '../customers/service.ts';

type Api = typeof api.poolWork;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

interface Falling {
  poolId: number;
  reason: 'return' | 'recycle';
  note: string;
  ruleId: number | null;
  by: PassedBy;
}

/**
 * Lets a customer fall into a pool: it has no owner any more, and is otherwise as it was. Its open
 * deals stay with their owners, and who helped with it stays named until somebody claims it.
 */
export async function letFall(
  ctx: WriteContext,
  owned: OwnedKinds,
  before: CustomerRecord,
  { poolId, reason, note, ruleId, by }: Falling,
): Promise<CustomerRecord | undefined> {
  const { tx } = ctx;
  const { id, version, owner_id: from } = before;
  const row = await updateCustomer(tx, id, version, { owner_id: null, pool_id: poolId });
  if (!row) return undefined;
  const after = await passOn(ctx, owned, row, { from, reason, note, by, ruleId });
  await forgetForecast(tx, id);
  const action = reason === 'return' ? 'poolWork.giveBack' : 'poolWork.recycle';
  await recordChange(ctx, action, before, after);
  return after;
}

/** The owner gives a customer back to the pool of his department; not while it is locked. */
export async function giveBack(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  { version, reason }: Body<'giveBack'>,
): Promise<void> {
  const { tx, actor } = ctx;
  const before = await needLiveCustomer(tx, actor, 'customers.update', id);
  if (before.owner_id !== actor.userId) throw problem('forbidden');
  if (version !== before.version) throw await customerConflict(ctx, before, {});
  const lock = await lockOf(tx, id);
  if (lock && (lock.until_on === null || lock.until_on >= (await todayOf(ctx)))) {
    throw problem('customer-locked', { params: { name: lock.by_name } });
  }
  const poolId = await poolOfOwner(tx, actor.userId);
  const by = { pool: (await poolById(tx, poolId))!.name };
  const falling = { poolId, reason: 'return', note: reason, ruleId: null, by } as const;
  if (!(await letFall(ctx, owned, before, falling))) throw await customerConflict(ctx, before, {});
}

/** Keeps a customer from dropping, until a date or until the lock is taken off. */
export async function setLock(
  ctx: WriteContext,
  id: number,
  { version, lock }: Body<'setLock'>,
): Promise<void> {
  const { tx, actor, now } = ctx;
  const before = await needLiveCustomer(tx, actor, 'customers.assign', id);
  const today = await todayOf(ctx);
  refuseDueDay('/lock/untilOn', lock?.untilOn, today);
  const former = await lockOf(tx, id);
  const row = version === before.version ? await updateCustomer(tx, id, version, {}) : undefined;
  if (!row) throw await customerConflict(ctx, before, {});
  const after = lock && {
    reason: lock.reason,
    until_on: lock.untilOn,
    by_user_id: actor.userId,
    at: now,
  };
  await putLock(tx, id, after);
  await forgetForecast(tx, id);
  const said = (one: { reason: string; until_on: string | null } | null | undefined) => ({
    lockReason: one?.reason ?? null,
    lockUntilOn: one?.until_on ?? null,
  });
  await recordChange(
    ctx,
    'poolWork.setLock',
    { ...before, ...said(former) } as CustomerRecord,
    { ...row, ...said(after) } as CustomerRecord,
  );
}
