import { may, reaches, type Actor } from '@xinhang/db/actor.ts';
import type { Tx } from '@xinhang/db/database.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem, type Problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { holdersAmong, principalsOf, userById } from '../org/service.ts';
import { recordChange, tellNewOwner } from './access.ts';
import { checkBirthday, checkCredit, checkedCustom, checkParent, checkTags } from './checks.ts';
import { enterCustomer } from './enter.ts';
import { findDuplicates, type DuplicateProbe } from './duplicates.ts';

type CreateBody = EndpointInput<typeof api.customers.create>['body'];

/** A duplicate needs a reason, or is refused, as the company's settings say. */
export async function refuseDuplicates(
  tx: Tx,
  actor: Actor,
  probe: DuplicateProbe,
  reason: string | undefined,
): Promise<void> {
  const { matches, verdict } = await findDuplicates(tx, actor, probe);
  if (verdict === 'free' || (verdict === 'reason' && reason)) return;
  const rule = verdict === 'refused' ? 'refuse' : 'reason';
  throw problem('duplicate-customer', { data: { matches, rule } });
}

/** Nobody keeps, or helps with, customers whom his roles never let him see. */
export async function needSeesCustomers(
  tx: Tx,
  person: { id: number; name: string },
  pointer: string,
): Promise<void> {
  const sees = await holdersAmong(tx, 'customers.read', [person.id]);
  if (!sees.has(person.id)) throw seesNoCustomers(person.name, pointer);
}

/** Whether somebody may go on owning customers: is with the company, and has a role that shows them. */
export async function mayKeep(tx: Tx, ownerId: number): Promise<boolean> {
  const owner = await userById(tx, ownerId);
  if (!owner || owner.state === 'left') return false;
  return (await holdersAmong(tx, 'customers.read', [ownerId])).has(ownerId);
}

function seesNoCustomers(name: string, pointer: string): Problem {
  const code = 'sees-no-customers';
  const params = { name };
  return problem(code, { params, errors: [{ pointer, code, params }] });
}

/**
 * Whom a new customer may be given to: whoever customers may be given to at all, and a colleague
 * whom one works for and whose customers one may change.
 */
async function needFirstOwner(tx: Tx, actor: Actor, ownerId: number | null): Promise<void> {
  const helps =
    ownerId !== null &&
    reaches(actor, 'customers.update', ownerId) &&
    (await principalsOf(tx, actor.userId)).includes(ownerId);
  await needOwner(tx, actor, ownerId, '/ownerId', helps);
}

/**
 * Refuses an owner whom the person may not give customers to, who is not there (any more), or who
 * would not see what he owns.
 */
export async function needOwner(
  tx: Tx,
  actor: Actor,
  ownerId: number | null,
  pointer = '/ownerId',
  /** Given to by another right than to assign. */
  given = false,
): Promise<void> {
  if (ownerId === actor.userId) {
    if (!may(actor, 'customers.read')) throw seesNoCustomers(actor.name, pointer);
    return;
  }
  if (!given && !reaches(actor, 'customers.assign', ownerId)) {
    throw fieldRefused(pointer, 'owner-out-of-reach');
  }
  if (ownerId === null) return;
  const owner = await userById(tx, ownerId);
  if (owner?.state !== 'active') throw fieldRefused(pointer, 'unknown-user');
  await needSeesCustomers(tx, owner, pointer);
}

/** Registers a customer, with a first contact. */
export async function createCustomer(ctx: WriteContext, body: CreateBody): Promise<CustomerRecord> {
  const { tx, actor } = ctx;
  const ownerId = body.ownerId === undefined ? actor.userId : body.ownerId;
  await needFirstOwner(tx, actor, ownerId);
  if (body.creditLimitFen !== undefined) checkCredit(actor, ownerId);
  await checkParent(tx, actor, body.parentId ?? null, null);
  await checkTags(tx, body.tagIds ?? [], []);
  await checkBirthday(ctx, body.contact?.birthday, '/contact/birthday');
  const custom = await checkedCustom(tx, {}, body.custom ?? {});
  const phones = [body.phone, ...(body.contact?.phones ?? []).map((phone) => phone.number)].filter(
    (phone) => phone !== undefined,
  );
  const probe = { name: body.name, phones, taxNo: body.taxNo };
  await refuseDuplicates(tx, actor, probe, body.duplicateReason);
  const row = await enterCustomer(
    ctx,
    { ...body, custom },
    { ownerId, note: body.duplicateReason ?? '' },
  );
  await recordChange(ctx, 'customers.create', null, row);
  await tellNewOwner(ctx, null, row);
  return row;
}
