import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  collaborators,
  findCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { POOL, type WriteContext } from '../../http/context.ts';

/** The row if the permission reaches it; a row out of scope does not exist (404). */
export async function needCustomer(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<CustomerRecord> {
  const row = await findCustomer(db, actor, permission, id);
  if (row) return row;
  const readable = await findCustomer(db, actor, 'customers.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** The row to be changed: in reach of the permission, and not put away. */
export async function needLiveCustomer(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<CustomerRecord> {
  const row = await needCustomer(db, actor, permission, id);
  if (row.archived_at !== null) throw problem('customer-archived');
  return row;
}

/**
 * The customer of a contact, an address or a title: in the pool nobody sees such rows, so that
 * they do not exist.
 */
export async function needCustomerOfChild(
  db: Reader,
  actor: Actor,
  permission: Permission,
  child: { customer_id: number } | undefined,
): Promise<CustomerRecord> {
  if (!child) throw problem('not-found');
  const row = await findCustomer(db, actor, permission, child.customer_id);
  if (row && !contactsMasked(row)) return row;
  const readable = await findCustomer(db, actor, 'customers.read', child.customer_id);
  throw problem(readable && !contactsMasked(readable) ? 'forbidden' : 'not-found');
}

/** Users who hear of a change: owners before and after, and collaborators. */
export async function audienceOf(
  db: Reader,
  customerId: number,
  owners: readonly (number | null | undefined)[],
): Promise<number[]> {
  const people = await collaborators(db, customerId);
  return [...owners, ...people.map((person) => person.id)].filter(
    (user) => user !== null && user !== undefined,
  );
}

/**
 * Users who hear of what hangs on a customer. In the pool nobody but who sees everything is shown
 * it, collaborators neither.
 */
export async function childAudience(
  db: Reader,
  customer: { id: number; owner_id: number | null } | undefined,
): Promise<number[]> {
  if (!customer || customer.owner_id === null) return [];
  return await audienceOf(db, customer.id, [customer.owner_id]);
}

/** Audit and news of a change: those hear of it who see the customer before or after. */
export async function recordChange(
  ctx: WriteContext,
  action: string,
  before: CustomerRecord | null,
  after: CustomerRecord,
): Promise<void> {
  await ctx.audit({
    action,
    entity: 'customer',
    entityId: after.id,
    customerId: after.id,
    before,
    after,
  });
  await ctx.emit({
    entity: 'customer',
    id: after.id,
    version: after.version,
    customerId: after.id,
    audience: await audienceOf(ctx.tx, after.id, [
      before?.owner_id,
      after.owner_id,
      ...([before, after].some((row) => row && row.pool_id !== null) ? [POOL] : []),
    ]),
  });
}

/** Whoever is given a customer by somebody else learns of it. */
export async function tellNewOwner(
  ctx: WriteContext,
  before: CustomerRecord | null,
  after: CustomerRecord,
): Promise<void> {
  const { id, owner_id: owner } = after;
  if (owner === null || owner === ctx.actor.userId || owner === before?.owner_id) return;
  await ctx.notify([owner], {
    kind: 'customer-assigned',
    about: { entity: 'customer', id },
    route: `/customers/${id}`,
  });
}

/** Audit and news of a row that hangs on a customer. */
export async function recordChildChange<T extends { id: number; version: number }>(
  ctx: WriteContext,
  action: string,
  customer: CustomerRecord,
  entity: string,
  before: object | null,
  after: T,
): Promise<void> {
  const customerId = customer.id;
  await ctx.audit({ action, entity, entityId: after.id, customerId, before, after });
  await ctx.emit({
    entity,
    id: after.id,
    version: after.version,
    customerId,
    audience: await childAudience(ctx.tx, customer),
  });
}
