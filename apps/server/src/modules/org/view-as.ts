import { actorIn, loadOrganisation } from '@xinhang/db/repositories/rights.ts';
import { setViewAs } from '@xinhang/db/repositories/sessions.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { isOwner, mightier, notHeld } from './power.ts';

/**
 * From now on this session sees what the colleague sees, and writes nothing. Another owner is
 * refused: an owner sees every row anyhow, so that all there would be to see is what is personal.
 */
export async function startViewAs(http: Http, ctx: WriteContext, userId: number): Promise<void> {
  const { tx, actor, sessionId } = ctx;
  const organisation = await loadOrganisation(tx);
  const person = organisation.users.find((user) => user.id === userId);
  if (!person || (person.state !== 'active' && person.state !== 'leaving')) {
    throw fieldRefused('/userId', 'unknown-user');
  }
  if (userId === actor.userId) throw fieldRefused('/userId', 'the-person-himself');
  const viewed = actorIn(organisation, userId)!;
  if (isOwner(viewed)) throw fieldRefused('/userId', 'another-owner');
  const lacking = mightier(actorIn(organisation, actor.userId)!, viewed);
  if (lacking) throw notHeld(lacking);
  await setViewAs(tx, sessionId, userId);
  await ctx.audit({
    action: 'auth.startViewAs',
    entity: 'user',
    entityId: userId,
    after: { byUserId: actor.userId, sessionId },
  });
  const owners = organisation.users
    .filter((user) => user.state === 'active' || user.state === 'leaving')
    .filter((user) => isOwner(actorIn(organisation, user.id)));
  const by = { about: { entity: 'user', id: actor.userId }, route: null };
  await ctx.notify([userId], { kind: 'view-as', ...by });
  await ctx.notify(
    owners.map((owner) => owner.id),
    {
      kind: 'view-as-owner',
      params: { userId },
      about: { entity: 'user', id: userId },
      route: null,
    },
  );
  ctx.onCommit(() => http.hub.closeWhere((stream) => stream.sessionId === sessionId));
}

/** Back to the own eyes; nothing where these are in use already. */
export async function endViewAs(http: Http, ctx: WriteContext): Promise<void> {
  const { tx, actor, sessionId } = ctx;
  if (actor.viewAsBy === null) return;
  await setViewAs(tx, sessionId, null);
  await ctx.audit({
    action: 'auth.endViewAs',
    entity: 'user',
    entityId: actor.userId,
    after: { byUserId: actor.viewAsBy, sessionId },
  });
  ctx.onCommit(() => http.hub.closeWhere((stream) => stream.sessionId === sessionId));
}
