import {
  claimById,
  claimInReach,
  linesOfClaims,
  type ClaimLine,
  type NamedClaim,
} from '@xinhang/db/repositories/expense-claims.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';

/** As the audit tells it: customers by their numbers, whose names not everybody may know. */
export const told = (row: NamedClaim, lines: readonly ClaimLine[]): object => ({
  version: row.version,
  no: row.no,
  state: row.state,
  title: row.title,
  amountFen: row.amount_fen,
  reason: row.reason,
  account: row.account_name,
  paidOn: row.paid_on,
  lines: lines.map((line) => ({
    category: line.category_name,
    spentOn: line.spent_on,
    amountFen: line.amount_fen,
    note: line.note,
    customerId: line.customer_id,
  })),
});

/** A claim as it is told before a change. */
export const toldNow = async (ctx: WriteContext, row: NamedClaim): Promise<object> =>
  told(row, await linesOfClaims(ctx.tx, ctx.actor, [row.id]));

/** What happens to drafts, which are their person's alone. */
const drafting: ReadonlySet<string> = new Set(['create', 'update', 'discard', 'file']);

/** News of a change: for its person, and for whoever reads what he hands in. */
export async function news(
  ctx: WriteContext,
  what: 'create' | 'update' | 'discard' | 'file' | 'move',
  { id, version, userId }: { id: number; version: number; userId: number },
): Promise<void> {
  const entity = drafting.has(what) ? 'expenseDraft' : 'expenseClaim';
  await ctx.emit({ entity, id, version, audience: [userId] });
}

/** Audit and news of a change. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, user_id: userId }: Pick<NamedClaim, 'id' | 'user_id'>,
  before: object | null,
): Promise<NamedClaim | undefined> {
  const after = await claimById(ctx.tx, id);
  await ctx.audit({
    action,
    entity: 'expenseClaim',
    entityId: id,
    before,
    after: after ? await toldNow(ctx, after) : null,
  });
  const what = action.slice('expenseClaims.'.length);
  const verb = what === 'create' || what === 'update' || what === 'discard' ? what : 'move';
  await news(ctx, verb, { id, version: after?.version ?? 0, userId });
  return after;
}

/** A claim in reach, in one of these states and in the version the actor saw. */
export async function needClaim(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly string[],
): Promise<NamedClaim> {
  const row = await claimInReach(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (!states.includes(row.state)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** The same of an own claim: whoever only reads it changes nothing. */
export async function needOwn(
  ctx: WriteContext,
  asked: { id: number; version: number },
  states: readonly string[],
): Promise<NamedClaim> {
  const row = await claimInReach(ctx.tx, ctx.actor, asked.id);
  if (!row) throw problem('not-found');
  if (row.user_id !== ctx.actor.userId) throw problem('forbidden');
  return await needClaim(ctx, asked, states);
}
