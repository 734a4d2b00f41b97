import { poolOnly } from '@xinhang/db/scope.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import {
  TEMPORARY_LIMIT_DAYS,
  type TemporaryLimit,
  type TemporaryLimitState,
} from '@xinhang/shared/temporary-limits.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import {
  checkCredit,
  childAudience,
  endTemporaryLimit,
  insertTemporaryLimit,
  maySetCredit,
  needCustomer,
  needLiveCustomer,
  raises,
  temporaryLimitsOf,
} from '../customers/service.ts';
import { creditGroupOf } from './credit.ts';

type Customer = Awaited<ReturnType<typeof needLiveCustomer>>;
type Row = Awaited<ReturnType<typeof temporaryLimitsOf>>[number];
type Body = EndpointInput<typeof api.temporaryLimits.give>['body'];

function stateOf(row: Row, today: string): TemporaryLimitState {
  if (row.ended_at !== null) return 'ended';
  if (row.valid_to < today) return 'over';
  return row.valid_from > today ? 'coming' : 'holds';
}

const described = (row: Row, today: string): TemporaryLimit => ({
  id: row.id,
  limitFen: row.limit_fen,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  reason: row.reason,
  by: { id: row.given_by, name: row.giver_name },
  at: row.given_at,
  state: stateOf(row, today),
  endedBy: row.ended_by === null ? null : { id: row.ended_by, name: row.ender_name ?? '' },
  endedAt: row.ended_at,
});

export async function temporaryLimitsOfCustomer(ctx: ReadContext, customerId: number) {
  const { db, actor } = ctx;
  const customer = await needCustomer(db, actor, 'customers.read', customerId);
  if (actor.fields.credit !== 'show' || poolOnly(actor, customer)) {
    return { rows: [], hidden: true, mayGive: false };
  }
  const today = await todayOf(ctx);
  const live = customer.archived_at === null && actor.viewAsBy === null;
  return {
    rows: (await temporaryLimitsOf(db, customerId)).map((row) => described(row, today)),
    hidden: false,
    mayGive: live && maySetCredit(actor, customer.owner_id),
  };
}

/** A limit of a few days is for a customer whose own limit is the one that counts. */
async function checkRaise(ctx: WriteContext, customer: Customer, limitFen: number): Promise<void> {
  if (customer.credit_limit_fen === null) throw fieldRefused('/limitFen', 'no-standing-limit');
  if (!raises(limitFen, customer.credit_limit_fen)) {
    throw fieldRefused('/limitFen', 'not-above-standing');
  }
  const [head] = await creditGroupOf(ctx.tx, customer.id);
  if (head !== customer.id) throw fieldRefused('/limitFen', 'limit-of-parent');
}

function checkDays({ validFrom, validTo }: Body, today: string): void {
  if (validFrom < today) throw fieldRefused('/validFrom', 'before-today', { today });
  if (validTo < validFrom) throw fieldRefused('/validTo', 'end-before-start');
  const latest = addDays(today, TEMPORARY_LIMIT_DAYS);
  if (validTo > latest) throw fieldRefused('/validTo', 'too-far-ahead', { latest });
}

/** One after the other: which of two holds on a day would be nobody's decision. */
function refuseOverlap(rows: readonly Row[], { validFrom, validTo }: Body): void {
  const other = rows.find(
    (row) => row.ended_at === null && row.valid_from <= validTo && row.valid_to >= validFrom,
  );
  if (!other) return;
  const { valid_from: from, valid_to: to } = other;
  throw fieldRefused('/validFrom', 'limits-overlap', { from, to });
}

async function told(
  ctx: WriteContext,
  customer: Customer,
  limitId: number,
  action: 'give' | 'end',
): Promise<TemporaryLimit> {
  const rows = await temporaryLimitsOf(ctx.tx, customer.id);
  const limit = described(
    rows.find((row) => row.id === limitId)!,
    await todayOf(ctx),
  );
  const { limitFen: creditLimitFen, validFrom, validTo, reason } = limit;
  const fields = { creditLimitFen, validFrom, validTo, reason };
  await ctx.audit({
    action: `temporaryLimits.${action}`,
    entity: 'temporaryLimit',
    entityId: limitId,
    customerId: customer.id,
    before: action === 'give' ? null : fields,
    after: action === 'give' ? fields : null,
  });
  const changed = { entity: 'customerTerms', id: customer.id, version: ctx.now };
  const audience = await childAudience(ctx.tx, customer);
  await ctx.emit({ ...changed, customerId: customer.id, audience });
  return limit;
}

export async function giveTemporaryLimit(
  ctx: WriteContext,
  customerId: number,
  body: Body,
): Promise<TemporaryLimit> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'customers.credit', customerId);
  checkCredit(actor, customer.owner_id);
  checkDays(body, await todayOf(ctx));
  await checkRaise(ctx, customer, body.limitFen);
  refuseOverlap(await temporaryLimitsOf(tx, customerId), body);
  const id = await insertTemporaryLimit(tx, {
    customer_id: customerId,
    limit_fen: body.limitFen,
    valid_from: body.validFrom,
    valid_to: body.validTo,
    reason: body.reason,
    given_by: actor.userId,
    given_at: ctx.now,
  });
  return await told(ctx, customer, id, 'give');
}

/** Ends one that holds or is to come; what was confirmed under it stays. */
export async function endLimit(
  ctx: WriteContext,
  customerId: number,
  limitId: number,
): Promise<TemporaryLimit> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'customers.credit', customerId);
  checkCredit(actor, customer.owner_id);
  const row = (await temporaryLimitsOf(tx, customerId)).find(({ id }) => id === limitId);
  if (!row) throw problem('not-found');
  const state = stateOf(row, await todayOf(ctx));
  if (state === 'over' || state === 'ended') throw problem('state-refused');
  await endTemporaryLimit(tx, limitId, { userId: actor.userId, at: ctx.now });
  return await told(ctx, customer, limitId, 'end');
}
