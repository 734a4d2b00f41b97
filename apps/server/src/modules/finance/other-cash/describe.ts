import { may } from '@xinhang/db/actor.ts';
import { otherCashById, type NamedOtherCash } from '@xinhang/db/repositories/other-cash.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import type { OtherCash, OtherCashKind, OtherParty } from '@xinhang/shared/other-cash.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { headOf, inState } from '../cash-docs.ts';

type Party = OtherCash['party'];

const writesOn = ({ actor }: Pick<ReadContext, 'actor'>, accountId: number) =>
  actor.viewAsBy === null && reachesAccount(actor, 'cash.move', accountId);

/** Who paid or was paid, as far as the reader may know. */
export function partyOf(ctx: ReadContext, row: NamedOtherCash): Party {
  const said = (kind: OtherParty, id: number, name: string | null): Party =>
    name === null ? { kind, id: null, name: '' } : { kind, id, name };
  if (row.customer_id !== null) return said('customer', row.customer_id, row.customer_name);
  if (row.supplier_id !== null) {
    const name = may(ctx.actor, 'suppliers.read') ? row.supplier_name : null;
    return said('supplier', row.supplier_id, name);
  }
  if (row.user_id !== null) return said('employee', row.user_id, row.employee_name);
  return { kind: 'none', id: null, name: row.party };
}

export const toOtherCash = (ctx: ReadContext, row: NamedOtherCash): OtherCash => ({
  ...headOf(row, writesOn(ctx, row.account_id)),
  kind: row.kind as OtherCashKind,
  category: { id: row.category_id, name: row.category_name },
  account: { id: row.account_id, name: row.account_name },
  party: partyOf(ctx, row),
});

/** As the audit tells it: parties by their numbers, whose names not everybody may know. */
const told = (row: NamedOtherCash): object => ({
  version: row.version,
  no: row.no,
  state: row.state,
  category: row.category_name,
  account: row.account_name,
  businessDate: row.business_date,
  amountFen: row.amount_fen,
  customerId: row.customer_id,
  supplierId: row.supplier_id,
  userId: row.user_id,
  party: row.party,
  note: row.note,
  reversalReason: row.reversal_reason,
});

/** One that the actor sees and may write, in that state and version. */
export async function needOtherCash(
  ctx: WriteContext,
  id: number,
  version: number,
  state: 'draft' | 'confirmed',
): Promise<NamedOtherCash> {
  const row = await otherCashById(ctx.tx, ctx.actor, id);
  if (row && !reachesAccount(ctx.actor, 'cash.move', row.account_id)) throw problem('forbidden');
  return inState(row, version, state);
}

/** Audit and news of a change, for whoever reads the books of money. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedOtherCash | null,
): Promise<NamedOtherCash | undefined> {
  const after = await otherCashById(ctx.tx, ctx.actor, id);
  await ctx.audit({
    action,
    entity: 'otherCash',
    entityId: id,
    before: before && told(before),
    after: after ? told(after) : null,
  });
  await ctx.emit({ entity: 'otherCash', id, version: after?.version ?? 0, audience: [] });
  return after;
}
