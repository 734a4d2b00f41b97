import {
  collaborators,
  findCustomer,
  setCollaborators,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { poolOfOwner } from '@xinhang/db/repositories/pool-reach.ts';
import { reaches } from '@xinhang/db/actor.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { namedUsers } from '../org/service.ts';
import { needCustomer, needLiveCustomer, recordChange } from './access.ts';
import { customerConflict } from './change.ts';
import { refreshDerived } from './derived.ts';
import { passOn } from './hands.ts';
import { mayKeep, needSeesCustomers } from './register.ts';
import { recordEvent } from './timeline.ts';

/**
 * Puts a customer away or takes it back; nothing is deleted. While it was away its owner may have
 * left, or lost every role that shows customers: then it comes back into the pool.
 */
export async function archiveCustomer(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  input: { version: number; archived: boolean },
): Promise<CustomerRecord> {
  const before = await needCustomer(ctx.tx, ctx.actor, 'customers.archive', id);
  if (before.merged_into_id !== null) throw problem('customer-merged');
  const { owner_id: owner } = before;
  const back = !input.archived && before.archived_at !== null;
  const orphaned = back && owner !== null && !(await mayKeep(ctx.tx, owner));
  const saved = await updateCustomer(ctx.tx, id, input.version, {
    archived_at: input.archived ? (before.archived_at ?? ctx.now) : null,
    ...(orphaned && { owner_id: null, pool_id: await poolOfOwner(ctx.tx, owner) }),
  });
  if (!saved) throw await customerConflict(ctx, before, { archived: input.archived });
  const row = orphaned
    ? await passOn(ctx, owned, saved, { from: owner, reason: 'recycle' })
    : saved;
  if ((before.archived_at === null) === input.archived) {
    await recordEvent(ctx, id, 'archived', { archived: input.archived });
  }
  await recordChange(ctx, 'customers.archive', before, row);
  return row;
}

/**
 * Puts a customer away again as it lay before it was taken back: since when, and with whom, who
 * may have no other customers any more (0098). Who reached it there reaches it in the pool, too.
 */
export async function putAwayAgain(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
  was: { version: number; archivedAt: number; ownerId: number | null },
): Promise<CustomerRecord> {
  const { tx, actor } = ctx;
  const found = await findCustomer(tx, actor, 'customers.archive', id);
  const reached = !found && reaches(actor, 'customers.archive', was.ownerId);
  const need = reached ? 'customers.read' : 'customers.archive';
  const before = found ?? (await needCustomer(tx, actor, need, id));
  const { owner_id: owner } = before;
  const saved = await updateCustomer(tx, id, was.version, {
    archived_at: was.archivedAt,
    ...(owner !== was.ownerId && { owner_id: was.ownerId, pool_id: null }),
  });
  if (!saved) throw await customerConflict(ctx, before, { archived: true });
  const row =
    owner === was.ownerId
      ? saved
      : await passOn(ctx, owned, saved, { from: owner, reason: 'undo' });
  await recordEvent(ctx, id, 'archived', { archived: true });
  await recordChange(ctx, 'customers.archive', before, row);
  return row;
}

/**
 * Names the colleagues who see the customer, its contacts and its follow-ups. Its owner is none of
 * them: named here, he would go on seeing what is handed over.
 */
export async function shareCustomer(
  ctx: WriteContext,
  id: number,
  input: { version: number; userIds: readonly number[] },
): Promise<CustomerRecord> {
  const before = await needLiveCustomer(ctx.tx, ctx.actor, 'customers.update', id);
  const left = (await collaborators(ctx.tx, id)).map((person) => person.id);
  const staff = new Map(
    (await namedUsers(ctx.tx)).flatMap((one) => (one.state === 'left' ? [] : [[one.id, one]])),
  );
  for (const [at, userId] of input.userIds.entries()) {
    // Who was named before may stay named, also after leaving.
    if (left.includes(userId) || userId === before.owner_id) continue;
    const person = staff.get(userId);
    if (!person) throw fieldRefused(`/userIds/${at}`, 'unknown-user');
    await needSeesCustomers(ctx.tx, person, `/userIds/${at}`);
  }
  const row = await updateCustomer(ctx.tx, id, input.version, {});
  if (!row) throw await customerConflict(ctx, before, { userIds: [...input.userIds] });
  const named = input.userIds.filter((one) => one !== before.owner_id || left.includes(one));
  await setCollaborators(ctx.tx, id, named);
  await refreshDerived(ctx.tx, ctx.deps.db.search, row);
  await recordChange(ctx, 'customers.setCollaborators', before, row);
  // Those who lost the customer hear of it too, so that it goes from their screens.
  await ctx.emit({
    entity: 'customer',
    id,
    version: row.version,
    customerId: id,
    audience: left.filter((userId) => !input.userIds.includes(userId)),
  });
  return row;
}
