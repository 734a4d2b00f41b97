import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { actorIn, loadOrganisation, type Organisation } from '@xinhang/db/repositories/rights.ts';
import { may } from '@xinhang/db/actor.ts';
import type { SortCount } from '@xinhang/shared/handovers.ts';
import { problem, type Problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { isOwner, judgeChange, notHeld } from './power.ts';

/**
 * The one way to change people, departments and roles: the work is done, then what came of it is
 * judged by the rights of everybody before and after. Whoever has other rights now loses the open
 * event streams, and every request from the next one on is answered by the new rights.
 */
export async function changeOrganisation<T>(
  http: Http,
  ctx: WriteContext,
  work: (before: Organisation) => Promise<T>,
  weightless?: (result: T) => ReadonlySet<number>,
): Promise<T> {
  const before = await loadOrganisation(ctx.tx);
  const result = await work(before);
  const after = await loadOrganisation(ctx.tx);
  const changed = judgeChange(before, after, ctx.actor.userId, weightless?.(result));
  await needSight(http, ctx, changed, before, after);
  await raiseOrgRevision(ctx.tx);
  ctx.onCommit(() =>
    http.hub.closeWhere(({ userId, personId }) => changed.has(userId) || changed.has(personId)),
  );
  return result;
}

/** Rows of every kind, or of one, that a person owns; `open` leaves out what is put away. */
export async function rowsOwned(
  http: Pick<Http, 'owned'>,
  ctx: ReadContext,
  userId: number,
  open: boolean,
): Promise<number> {
  let owned = 0;
  for (const kind of http.owned.all()) owned += (await kind.ownedBy?.(ctx, userId, open)) ?? 0;
  return owned;
}

/** What of a person must go to others before he may leave, by sort. */
export async function toHandOver(
  http: Pick<Http, 'owned'>,
  ctx: ReadContext,
  userId: number,
): Promise<SortCount[]> {
  const counts: SortCount[] = [];
  for (const { estate } of http.owned.all()) {
    for (const { sort, count, fate } of (await estate?.counts(ctx, userId)) ?? []) {
      if (fate === 'moves' && count > 0) counts.push({ sort, count });
    }
  }
  return counts;
}

export function stillOwns(name: string, count: number, owned: SortCount[] = []): Problem {
  return problem('user-owns-customers', {
    params: { name, count },
    ...(owned.length > 0 && { data: { owned } }),
  });
}

/** Nobody keeps rows that he may never see any more: they are handed over first. */
async function needSight(
  http: Http,
  ctx: WriteContext,
  changed: ReadonlySet<number>,
  before: Organisation,
  after: Organisation,
): Promise<void> {
  for (const kind of http.owned.all()) {
    const { ownersNeed } = kind;
    if (!ownersNeed) continue;
    for (const id of changed) {
      const person = actorIn(after, id)!;
      if (may(person, ownersNeed) || !actorIn(before, id)?.reach.has(ownersNeed)) continue;
      const owned = (await kind.ownedBy?.(ctx, id, true)) ?? 0;
      if (owned > 0) throw stillOwns(person.name, owned);
    }
  }
}

/** Accounts of owners are touched by owners alone. */
export function assertMayTouch(organisation: Organisation, byId: number, userId: number): void {
  if (!isOwner(actorIn(organisation, userId))) return;
  if (!isOwner(actorIn(organisation, byId))) throw notHeld('system.owner');
}

/** The same as the organisation stands now. */
export async function needMayTouch(ctx: ReadContext, userId: number): Promise<void> {
  assertMayTouch(await loadOrganisation(ctx.db), ctx.actor.userId, userId);
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
