import { loadOrganisation, scopesIn, type Organisation } from '@xinhang/db/repositories/rights.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { waysOfDepts } from '@xinhang/db/repositories/depts-model.ts';
import { rolesOfUser, userById } from '@xinhang/db/repositories/users.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Me } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { permissionRow } from '@xinhang/shared/permissions.ts';
import { modelsWith } from '@xinhang/shared/sales-models.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { homeSaid } from './homes.ts';

/** Departments of the people whose customers or deals somebody reads. */
function deptsInReach({ users }: Organisation, { reach }: Actor): number[] {
  const reaches = [reach.get('customers.read'), reach.get('deals.read')];
  const reached = users.filter(
    ({ id, state }) =>
      state !== 'left' && reaches.some((one) => one?.all === true || one?.ownerIds.includes(id)),
  );
  return [...new Set(reached.map(({ dept_id }) => dept_id))];
}

/** The person behind an actor, as screens need it. `now` in UTC ms. */
export async function describeMe(db: Reader, actor: Actor, now: number): Promise<Me> {
  const [user, firm] = [await userById(db, actor.userId), await company(db)];
  if (!user || !firm) throw problem('session-ended');
  const organisation = await loadOrganisation(db);
  const scopes = scopesIn(organisation, actor.userId);
  const ways = await waysOfDepts(db, firm.sales_model);
  const models = [user.dept_id, ...deptsInReach(organisation, actor)].flatMap((id) => {
    const way = ways.get(id);
    return way ? modelsWith(way.model, way.development) : [];
  });
  const by = actor.viewAsBy === null ? undefined : await userById(db, actor.viewAsBy);
  return {
    user: {
      id: user.id,
      name: user.name,
      login: user.login,
      post: user.post,
      dept: { id: user.dept_id, name: user.dept_name },
    },
    company: {
      name: firm.name,
      timeZone: firm.time_zone,
      today: businessDate(now, firm.time_zone),
    },
    salesModel: models[0]!,
    models: [...new Set(models)],
    home: await homeSaid(db, user.dept_id),
    headsTeam: actor.team !== undefined,
    roles: await rolesOfUser(db, actor.userId),
    grants: [...actor.reach].map(([permission, reach]) => ({
      permission,
      scopes: scopes.get(permission) ?? [],
      others:
        permissionRow(permission).scopes.length > 0 &&
        (reach.all || reach.ownerIds.some((owner) => owner !== actor.userId)),
      places: reach.places ? [...reach.places] : null,
    })),
    fields: actor.fields,
    mustChangePassword: user.must_change_password === 1,
    viewAs: by ? { byUserId: by.id, byName: by.name } : null,
  };
}
