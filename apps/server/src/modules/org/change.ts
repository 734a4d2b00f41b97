import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { actorIn, loadOrganisation, type Organisation } from '@xinhang/db/repositories/rights.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { isOwner, judgeChange, notHeld } from './power.ts';

/**
 * The one way to change people, departments and roles: the work is done, then what came of it is
 * judged by the rights of everybody before and after. Whoever has other rights now loses the open
 * event streams, and every request from the next one on is answered by the new rights.
 */
export async function changeOrganisation<T>(
  { hub }: Pick<Http, 'hub'>,
  ctx: WriteContext,
  work: (before: Organisation) => Promise<T>,
  weightless?: (result: T) => ReadonlySet<number>,
): Promise<T> {
  const before = await loadOrganisation(ctx.tx);
  const result = await work(before);
  const after = await loadOrganisation(ctx.tx);
  const changed = judgeChange(before, after, ctx.actor.userId, weightless?.(result));
  await raiseOrgRevision(ctx.tx);
  ctx.onCommit(() =>
    hub.closeWhere(({ userId, personId }) => changed.has(userId) || changed.has(personId)),
  );
  return result;
}

/** Accounts of owners are touched by owners alone. */
export function assertMayTouch(organisation: Organisation, byId: number, userId: number): void {
  if (!isOwner(actorIn(organisation, userId))) return;
  if (!isOwner(actorIn(organisation, byId))) throw notHeld('system.owner');
}

/** Audit and news of a change of the organisation. */
export async function recordOrgChange<T extends { id: number; version: number }>(
  ctx: WriteContext,
  action: string,
  entity: 'company' | 'dept' | 'user' | 'role',
  before: object | null,
  after: T,
): Promise<void> {
  await ctx.audit({ action, entity, entityId: after.id, before, after });
  await ctx.emit({ entity, id: after.id, version: after.version, audience: [] });
}
