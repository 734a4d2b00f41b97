import { reaches, type Actor } from '@xinhang/db/actor.ts';
import type { Reader, Tx } from '@xinhang/db/database.ts';
import { findDeal, peopleOfDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { holdersAmong, principalsOf, userById } from '../org/service.ts';

/** The deal if the permission reaches it; one out of scope does not exist (404). */
export async function needDeal(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<DealRecord> {
  const row = await findDeal(db, actor, permission, id);
  if (row) return row;
  const readable = await findDeal(db, actor, 'deals.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** The deal to be changed: in reach of the permission, and not ended. */
export async function needOpenDeal(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<DealRecord> {
  const row = await needDeal(db, actor, permission, id);
  if (row.state !== 'open') throw problem('deal-closed');
  return row;
}

/**
 * Refuses an owner whom the person may not give deals to, who is not there (any more), or whose
 * roles would never show them. A new deal may be registered for a colleague whom one works for.
 */
export async function needDealOwner(
  tx: Tx,
  actor: Actor,
  ownerId: number,
  { isNew = false, at = '/ownerId' } = {},
): Promise<void> {
  if (ownerId !== actor.userId) {
    const helps =
      isNew &&
      reaches(actor, 'deals.update', ownerId) &&
      (await principalsOf(tx, actor.userId)).includes(ownerId);
    if (!helps && !reaches(actor, 'deals.assign', ownerId)) {
      throw fieldRefused(at, 'owner-out-of-reach');
    }
  }
  const owner = await userById(tx, ownerId);
  if (owner?.state !== 'active' && ownerId !== actor.userId) {
    throw fieldRefused(at, 'unknown-user');
  }
  if ((await holdersAmong(tx, 'deals.read', [ownerId])).has(ownerId)) return;
  const params = { name: owner?.name ?? '' };
  const errors = [{ pointer: at, code: 'sees-no-deals', params }];
  throw problem('sees-no-deals', { params, errors });
}

/** Audit and news of a change: those hear of it who see the deal before or after. */
export async function recordDeal(
  ctx: WriteContext,
  action: string,
  before: (DealRecord & Record<string, unknown>) | null,
  after: DealRecord & Record<string, unknown>,
): Promise<void> {
  const customerId = after.customer_id ?? before?.customer_id ?? null;
  await ctx.audit({ action, entity: 'deal', entityId: after.id, customerId, before, after });
  const people = await peopleOfDeal(ctx.tx, after);
  const former =
    before && before.customer_id !== after.customer_id ? await peopleOfDeal(ctx.tx, before) : [];
  await ctx.emit({
    entity: 'deal',
    id: after.id,
    version: after.version,
    customerId: after.customer_id,
    audience: [
      ...new Set([after.owner_id, ...(before ? [before.owner_id] : []), ...people, ...former]),
    ],
  });
}

/** Whoever is given a deal by somebody else learns of it. */
export async function tellDealOwner(
  ctx: WriteContext,
  before: DealRecord | null,
  { id, owner_id: owner }: DealRecord,
): Promise<void> {
  if (owner === ctx.actor.userId || owner === before?.owner_id) return;
  await ctx.notify([owner], {
    kind: 'deal-assigned',
    about: { entity: 'deal', id },
    route: `/deals/${id}`,
  });
}
