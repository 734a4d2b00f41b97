import {
  amendmentOf,
  contractById,
  contractLinesOf,
  updateContract,
  type NamedContract,
  type NamedContractLine,
} from '@xinhang/db/repositories/contracts.ts';
import { milestoneById, updateMilestone } from '@xinhang/db/repositories/contract-milestones.ts';
import { calledOff } from '@xinhang/db/repositories/contract-orders.ts';
import { termById } from '@xinhang/db/repositories/sales-orders.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import { milestoneDue } from '@xinhang/shared/contract-rules.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { contactById, needLiveCustomer } from '../../customers/service.ts';
import { findDeal } from '../../deals/service.ts';
import { writeOrder } from '../orders/drafts.ts';
import { wantedAgain } from '../orders/lines.ts';
import { openUnits } from './agreed.ts';
import { milestoneTold, needContract, needIn, record, told } from './access.ts';
import { reachSigning } from './enforce.ts';

interface Seen {
  id: number;
  version: number;
}

/** It was signed on paper. */
export async function signContract(
  ctx: WriteContext,
  seen: Seen,
  how: { signedOn: string; ourSigner: string; theirSigner: string; customerNo: string },
): Promise<NamedContract> {
  const row = await needIn(ctx, 'contracts.update', seen, ['active']);
  if (how.signedOn > (await todayOf(ctx))) throw fieldRefused('/signedOn', 'in-the-future');
  const before = await told(ctx, row);
  const done = await updateContract(ctx.tx, row, {
    signed_on: how.signedOn,
    our_signer: how.ourSigner,
    their_signer: how.theirSigner,
    customer_no: how.customerNo,
  });
  if (!done) throw stale(row);
  await reachSigning(ctx, row.id, how.signedOn);
  return (await record(ctx, 'contracts.sign', row, before))!;
}

/** It is over, as agreed or before; or it goes on after all. */
export async function moveContract(
  ctx: WriteContext,
  seen: Seen,
  to: 'fulfilled' | 'terminated' | 'active',
  reason = '',
): Promise<NamedContract> {
  const from = to === 'active' ? (['fulfilled', 'terminated'] as const) : (['active'] as const);
  const row = await needIn(ctx, 'contracts.confirm', seen, from);
  if (await amendmentOf(ctx.tx, row.id)) throw problem('state-refused');
  const before = await told(ctx, row);
  const ended = to === 'active' ? null : ctx.now;
  const done = await updateContract(ctx.tx, row, { state: to, reason, ended_at: ended });
  if (!done) throw stale(row);
  const action = { fulfilled: 'fulfil', terminated: 'terminate', active: 'reopen' }[to];
  return (await record(ctx, `contracts.${action}`, row, before))!;
}

interface Called {
  lineId: number;
  qtyE4: number;
}

/** Of which lines how much: what is asked for, or all that is open of those with a quantity. */
async function calledLines(ctx: WriteContext, row: NamedContract, asked: Called[] | undefined) {
  const lines = await contractLinesOf(ctx.tx, row.id);
  const called = await calledOff(ctx.tx, row.id);
  const leftOf = (line: NamedContractLine) => openUnits(line, called.get(line.id)?.orderedE4 ?? 0);
  if (asked) {
    return asked.map(({ lineId, qtyE4 }, at) => {
      const line = lines.find((one) => one.id === lineId);
      if (!line) throw fieldRefused(`/lines/${at}/lineId`, 'unknown-line');
      const openE4 = leftOf(line);
      if (openE4 !== null && qtyE4 > openE4) {
        throw fieldRefused(`/lines/${at}/qtyE4`, 'above-left-to-order', { openE4 });
      }
      return { line, qtyE4 };
    });
  }
  const open = lines.flatMap((line) => {
    const qtyE4 = leftOf(line) ?? 0;
    return qtyE4 <= 0 ? [] : [{ line, qtyE4 }];
  });
  if (open.length === 0) throw fieldRefused('/lines', 'nothing-open');
  return open;
}

/** Calls off: drafts an order of the contract at its prices. Answers the order's id. */
export async function orderContract(
  ctx: WriteContext,
  lastPrices: LastPrices,
  seen: Seen,
  asked: Called[] | undefined,
): Promise<number> {
  const { tx, actor } = ctx;
  const row = await needIn(ctx, 'contracts.update', seen, ['active']);
  const before = await told(ctx, row);
  const customer = await needLiveCustomer(tx, actor, 'salesOrders.update', row.customer_id);
  const called = await calledLines(ctx, row, asked);
  const contact = row.contact_id === null ? undefined : await contactById(tx, row.contact_id);
  const known = contact?.customer_id === customer.id && !contactsMasked(customer);
  const deal =
    row.deal_id === null ? undefined : await findDeal(tx, actor, 'deals.read', row.deal_id);
  const term = row.term_id === null ? undefined : await termById(tx, row.term_id);
  const body = {
    customerId: customer.id,
    businessDate: await todayOf(ctx),
    basis: row.basis as PriceBasis,
    // What is not there any more does not hold the order up.
    contactId: known ? row.contact_id : null,
    dealId: deal?.customer_id === customer.id ? row.deal_id : null,
    ...(term?.active === 1 && { termId: row.term_id }),
    customerOrderNo: '',
    payer: '',
    note: '',
    lines: called.map(({ line, qtyE4 }) => {
      const { id: _, ...wanted } = wantedAgain(line);
      return { ...wanted, qtyE4, requiredDate: null, promisedDate: null };
    }),
  };
  const order = await writeOrder(ctx, lastPrices, customer, body, {
    contractId: row.id,
    contractLineIds: called.map(({ line }) => line.id),
  });
  // Of two who call off at once one is told.
  if (!(await updateContract(tx, row, {}))) throw stale(row);
  await record(ctx, 'contracts.order', row, before);
  return order.id;
}

/** Notes when a milestone was reached or paid, or that it was not. */
export async function markMilestone(
  ctx: WriteContext,
  id: number,
  body: {
    version: number;
    reachedOn?: string | null | undefined;
    paidOn?: string | null | undefined;
  },
) {
  const { tx, actor } = ctx;
  const one = await milestoneById(tx, id);
  if (!one) throw problem('not-found');
  const contract = await needContract(tx, actor, 'contracts.update', one.contract_id);
  const seen = { id: contract.id, version: contract.version };
  await needIn(ctx, 'contracts.update', seen, ['active']);
  if (one.version !== body.version) throw stale(one);
  const today = await todayOf(ctx);
  for (const name of ['reachedOn', 'paidOn'] as const) {
    if ((body[name] ?? '') > today) throw fieldRefused(`/${name}`, 'in-the-future');
  }
  const reachedOn = body.reachedOn === undefined ? one.reached_on : body.reachedOn;
  const paidOn = body.paidOn === undefined ? one.paid_on : body.paidOn;
  const by = (on: string | null, was: string | null, who: number | null) =>
    on === null ? null : on === was ? who : actor.userId;
  const due = { ...one, plannedOn: one.planned_on, reachedOn };
  const done = await updateMilestone(tx, one, {
    reached_on: reachedOn,
    reached_by: by(reachedOn, one.reached_on, one.reached_by),
    due_on: milestoneDue(due),
    paid_on: paidOn,
    paid_by: by(paidOn, one.paid_on, one.paid_by),
  });
  if (!done) throw stale(one);
  const after = (await milestoneById(tx, id))!;
  const { customer_id: customerId, customer_owner_id: owner } = contract;
  await ctx.audit({
    action: 'contracts.mark',
    entity: 'contract',
    entityId: contract.id,
    customerId,
    before: milestoneTold(one),
    after: milestoneTold(after),
  });
  const { version } = (await contractById(tx, contract.id))!;
  const audience = owner === null ? [] : [owner];
  await ctx.emit({ entity: 'contract', id: contract.id, version, customerId, audience });
  return after;
}
