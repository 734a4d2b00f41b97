import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { milestonesOf, type NamedMilestone } from '@xinhang/db/repositories/contract-milestones.ts';
import {
  contractById,
  contractLinesOf,
  findContract,
  type NamedContract,
  type NamedContractLine,
} from '@xinhang/db/repositories/contracts.ts';
import type { ContractState } from '@xinhang/shared/contract-rules.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needAliveCustomer } from '../orders/access.ts';

/** The contract if the permission reaches it; one out of scope does not exist (404). */
export async function needContract(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedContract> {
  const row = await findContract(db, actor, permission, id);
  if (row) return row;
  throw problem((await findContract(db, actor, 'contracts.read', id)) ? 'forbidden' : 'not-found');
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  permission: Permission,
  { id, version }: { id: number; version: number },
  states: readonly ContractState[],
): Promise<NamedContract> {
  const row = await needContract(ctx.tx, ctx.actor, permission, id);
  if (!states.includes(row.state as ContractState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  await needAliveCustomer(ctx, row.customer_id);
  return row;
}

const lineTold = (line: NamedContractLine) => ({
  kind: line.line_kind,
  product: line.code === null ? line.text : `${line.code} ${line.name}`,
  qtyE4: line.unit_qty_e4,
  unit: line.unit_name,
  priceE4: line.price_e4,
  discountBp: line.discount_bp,
  taxBp: line.tax_bp,
  grossFen: line.gross_fen,
  resolvedPriceE4: line.resolved_price_e4,
  deviation: line.deviation,
  deviatedBy: line.deviator_name,
  note: line.note,
});

export const milestoneTold = (one: Omit<NamedMilestone, 'reacher_name'>) => ({
  name: one.name,
  shareBp: one.share_bp,
  amountFen: one.amount_fen,
  trigger: one.trigger,
  days: one.days,
  plannedOn: one.planned_on,
  reachedOn: one.reached_on,
  dueOn: one.due_on,
  paidOn: one.paid_on,
  note: one.note,
});

/** A contract as the audit tells it. */
export async function told(ctx: WriteContext, row: NamedContract): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    revision: row.revision,
    kind: row.kind,
    state: row.state,
    title: row.title,
    customer: row.customer_name,
    customerNo: row.customer_no,
    signedOn: row.signed_on,
    startOn: row.start_on,
    endOn: row.end_on,
    owner: row.owner_name,
    ourSigner: row.our_signer,
    theirSigner: row.their_signer,
    contactId: row.contact_id,
    dealId: row.deal_id,
    termId: row.term_id,
    clauses: row.clauses,
    note: row.note,
    basis: row.basis,
    amountFen: row.amount_fen,
    grossFen: row.gross_fen,
    amendReason: row.amend_reason,
    askReason: row.ask_reason,
    reasons: row.reasons,
    reason: row.reason,
    lines: (await contractLinesOf(ctx.tx, row.id)).map(lineTold),
    milestones: (await milestonesOf(ctx.tx, row.id)).map(milestoneTold),
  };
}

/** Audit and news of a change of a contract; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, customer_owner_id: owner }: NamedContract,
  before: object | null,
): Promise<NamedContract | undefined> {
  const after = await contractById(ctx.tx, id);
  await ctx.audit({
    action,
    entity: 'contract',
    entityId: id,
    customerId,
    before,
    after: after ? await told(ctx, after) : null,
  });
  await ctx.emit({
    entity: 'contract',
    id,
    version: after?.version ?? 0,
    customerId,
    audience: owner === null ? [] : [owner],
  });
  return after;
}
