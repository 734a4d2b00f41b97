import { revokeDevicesOf } from '@xinhang/db/repositories/devices.ts';
import { updatePerson } from '@xinhang/db/repositories/people.ts';
import { actorIn, loadOrganisation } from '@xinhang/db/repositories/rights.ts';
import { endSessions } from '@xinhang/db/repositories/sessions.ts';
import { setPassword } from '@xinhang/db/repositories/users.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { User } from '@xinhang/shared/people.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { Http } from '../../http/implement.ts';
import {
  assertMayTouch,
  changeOrganisation,
  recordOrgChange,
  stillOwns,
  toHandOver,
} from './change.ts';
import { tellOfFirstPassword } from './first-passwords.ts';
import { forgetFailures } from './login-attempts.ts';
import { toUser } from './mapper.ts';
import { needPerson } from './people.ts';
import { checkPersonDates } from './person-dates.ts';
import { mightier, notHeld } from './power.ts';

type StateBody = EndpointInput<typeof api.org.setUserState>['body'];

/** Ends every session of a person, with its event streams. Answers how many there were. */
export async function logOutPerson(http: Http, ctx: WriteContext, userId: number) {
  const ended = await endSessions(ctx.tx, userId, ctx.now);
  ctx.onCommit(() => http.hub.closeWhere(({ personId }) => personId === userId));
  return ended.length;
}

export async function endSessionsOf(http: Http, ctx: WriteContext, userId: number) {
  await needPerson(ctx.tx, userId);
  const sessions = await logOutPerson(http, ctx, userId);
  await ctx.audit({
    action: 'org.endUserSessions',
    entity: 'user',
    entityId: userId,
    after: { sessions },
  });
}

async function leftOn(ctx: WriteContext, body: StateBody, known: string | null) {
  if (body.state === 'active') return null;
  if (body.leftOn !== undefined) return body.leftOn;
  if (known !== null || body.state !== 'left') return known;
  return await todayOf(ctx);
}

/** Locks, unlocks, or marks as leaving or left; whoever may not log in any more is out at once. */
export async function changeState(
  http: Http,
  ctx: WriteContext,
  id: number,
  body: StateBody,
): Promise<User> {
  const { tx } = ctx;
  const { version, state } = body;
  const before = await needPerson(tx, id);
  const out = state === 'locked' || state === 'left';
  await changeOrganisation(http, ctx, async (organisation) => {
    assertMayTouch(organisation, ctx.actor.userId, id);
    const clash = () => conflict(before.version, toUser(before), { state, leftOn: body.leftOn });
    if (version !== before.version) throw clash();
    if (out && id === ctx.actor.userId) throw problem('state-refused');
    const owned = state === 'left' ? await toHandOver(http, ctx, id) : [];
    const count = owned.reduce((sum, one) => sum + one.count, 0);
    if (count > 0) throw stillOwns(before.name, count, owned);
    checkPersonDates({ leftOn: body.leftOn }, toUser(before));
    const changes = { state, left_on: await leftOn(ctx, body, before.left_on) };
    if (!(await updatePerson(tx, { id, version }, changes))) throw clash();
  });
  if (state === 'left') await revokeDevicesOf(tx, id, ctx.now);
  if (out) {
    await logOutPerson(http, ctx, id);
    for (const kind of http.owned.all()) await kind.personOut?.(ctx, id);
  }
  const after = toUser(await needPerson(tx, id));
  await recordOrgChange(ctx, 'org.setUserState', 'user', toUser(before), after);
  return after;
}

/** Whoever can set a password can be that person, so that it takes everything this one holds. */
export async function setFirstPassword(http: Http, ctx: WriteContext, id: number, hash: string) {
  const { tx, actor } = ctx;
  const person = await needPerson(tx, id);
  // The own one is changed by somebody who knows it.
  if (id === actor.userId) throw problem('state-refused');
  const organisation = await loadOrganisation(tx);
  assertMayTouch(organisation, actor.userId, id);
  const lacking = mightier(actorIn(organisation, actor.userId)!, actorIn(organisation, id)!);
  if (lacking) throw notHeld(lacking);
  await setPassword(tx, id, hash, ctx.now);
  await tellOfFirstPassword(ctx, id, 'first-password');
  await forgetFailures(tx, person.login_key);
  const sessions = await logOutPerson(http, ctx, id);
  const { version } = await needPerson(tx, id);
  await ctx.audit({
    action: 'org.resetPassword',
    entity: 'user',
    entityId: id,
    after: { sessions },
  });
  await ctx.emit({ entity: 'user', id, version, audience: [] });
}
