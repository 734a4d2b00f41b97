import { collaborators, setCollaborators } from '@xinhang/db/repositories/customers.ts';
import { updateCustomer, type CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { namedUsers } from '../org/service.ts';
import { needCustomer, needLiveCustomer, recordChange } from './access.ts';
import { customerConflict } from './change.ts';
import { refreshDerived } from './derived.ts';
import { needSeesCustomers } from './register.ts';
import { recordEvent } from './timeline.ts';

/** Puts a customer away or takes it back; nothing is deleted. */
export async function archiveCustomer(
  ctx: WriteContext,
  id: number,
  input: { version: number; archived: boolean },
): Promise<CustomerRecord> {
  const before = await needCustomer(ctx.tx, ctx.actor, 'customers.archive', id);
  const row = await updateCustomer(ctx.tx, id, input.version, {
    archived_at: input.archived ? (before.archived_at ?? ctx.now) : null,
  });
  if (!row) throw await customerConflict(ctx, before, { archived: input.archived });
  if ((before.archived_at === null) === input.archived) {
    await recordEvent(ctx, id, 'archived', { archived: input.archived });
  }
  await recordChange(ctx, 'customers.archive', before, row);
  return row;
}

/** Names the colleagues who see the customer, its contacts and its follow-ups. */
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
    if (left.includes(userId)) continue;
    const person = staff.get(userId);
    if (!person) throw fieldRefused(`/userIds/${at}`, 'unknown-user');
    await needSeesCustomers(ctx.tx, person, `/userIds/${at}`);
  }
  const row = await updateCustomer(ctx.tx, id, input.version, {});
  if (!row) throw await customerConflict(ctx, before, { userIds: [...input.userIds] });
  await setCollaborators(ctx.tx, id, input.userIds);
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
