import { company, depts, updateCompany } from '@xinhang/db/repositories/company.ts';
import { colleagues, userNames } from '@xinhang/db/repositories/users.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import { implement, type Http } from '../../http/implement.ts';
import { may, reaches } from '@xinhang/db/actor.ts';
import { countsAround, principalsOf } from '@xinhang/db/repositories/people.ts';
import { holdersAmong } from '@xinhang/db/repositories/rights.ts';
import type { pickPurposes } from '@xinhang/shared/people.ts';
import type { ReadContext } from '../../http/context.ts';
import { recordOrgChange } from './change.ts';
import { addDept, changeDept } from './depts.ts';
import { changeHome, describeHome } from './homes.ts';
import { toCompany, toDept } from './mapper.ts';
import { addRole, changeRole, listRoles, rolePlaces, removeRole } from './roles.ts';

const PICKER_ROWS = 20;
const COMPANY_ID = 1;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function companyRoutes(http: Http): void {
  implement(http, api.org.getCompany, {
    async run(ctx) {
      const row = await company(ctx.db);
      if (!row) throw problem('not-found');
      return toCompany(row);
    },
  });

  implement(http, api.org.updateCompany, {
    async run(ctx, { body }) {
      const row = await company(ctx.tx);
      if (!row) throw problem('not-found');
      const before = toCompany(row);
      const { version, ...wanted } = body;
      if (wanted.timeZone !== undefined && !isTimeZone(wanted.timeZone)) {
        throw fieldRefused('/timeZone', 'unknown-time-zone');
      }
      const saved = await updateCompany(ctx.tx, version, {
        ...(wanted.name !== undefined && { name: wanted.name }),
        ...(wanted.timeZone !== undefined && { time_zone: wanted.timeZone }),
        ...(wanted.salesModel !== undefined && { sales_model: wanted.salesModel }),
      });
      if (!saved) throw conflict(before.version, before, wanted);
      const after = toCompany(saved);
      const named = (one: typeof before) => ({ ...one, id: COMPANY_ID });
      await recordOrgChange(ctx, 'org.updateCompany', 'company', named(before), named(after));
      return after;
    },
  });
}

function deptRoutes(http: Http): void {
  implement(http, api.org.listDepts, {
    run: async (ctx) => ({ rows: (await depts(ctx.db)).map(toDept) }),
  });
  implement(http, api.org.createDept, {
    run: async (ctx, { body }) => await addDept(http, ctx, body),
  });
  implement(http, api.org.updateDept, {
    run: async (ctx, { params, body }) => await changeDept(http, ctx, params.id, body),
  });
  implement(http, api.org.getDeptHome, {
    run: async (ctx, { params }) => await describeHome(ctx.db, params.id),
  });
  implement(http, api.org.updateDeptHome, {
    run: async (ctx, { params, body }) => await changeHome(ctx, params.id, body),
  });
}

function roleRoutes(http: Http): void {
  implement(http, api.org.listRoles, {
    async run(ctx) {
      const rows = await listRoles(ctx.db);
      return { rows, places: await rolePlaces(ctx.db, rows) };
    },
  });
  implement(http, api.org.createRole, {
    run: async (ctx, { body }) => await addRole(http, ctx, body),
  });
  implement(http, api.org.updateRole, {
    run: async (ctx, { params, body }) => await changeRole(http, ctx, params.id, body),
  });
  implement(http, api.org.deleteRole, {
    async run(ctx, { params }) {
      await removeRole(http, ctx, params.id);
      return { ok: true as const };
    },
  });
}

/** Who can be picked for this: nobody is offered who would be refused. */
async function pickable<T extends { id: number }>(
  ctx: ReadContext,
  people: readonly T[],
  purpose: (typeof pickPurposes)[number] | undefined,
): Promise<readonly T[]> {
  if (purpose === undefined) return people;
  const ids = people.map(({ id }) => id);
  const ofDeals = purpose === 'dealOwner' || purpose === 'firstDealOwner';
  const area = ofDeals ? 'deals' : 'customers';
  const sees = await holdersAmong(ctx.db, `${area}.read`, ids);
  if (purpose === 'collaborator') return people.filter(({ id }) => sees.has(id));
  const { actor } = ctx;
  const helped =
    purpose === 'firstOwner' || purpose === 'firstDealOwner'
      ? await principalsOf(ctx.db, actor.userId)
      : [];
  const given = (id: number) =>
    id === actor.userId ||
    reaches(actor, `${area}.assign`, id) ||
    (helped.includes(id) && reaches(actor, `${area}.update`, id));
  return people.filter(({ id }) => sees.has(id) && given(id));
}

/** Company, departments, roles, and the picker of colleagues. */
export function orgRoutes(http: Http): void {
  // Notifications speak of people; colleagues know each other's names.
  http.owned.register({
    kind: 'user',
    names: async (ctx, ids) =>
      may(ctx.actor, 'org.read') ? await userNames(ctx.db, ids) : new Map<number, string>(),
    estate: {
      async counts(ctx, userId) {
        const { headed, mentees, assistants } = await countsAround(ctx.db, userId);
        return [
          { sort: 'deptsHeaded', count: headed, fate: 'stays' },
          { sort: 'mentees', count: mentees, fate: 'stays' },
          { sort: 'assistants', count: assistants, fate: 'stays' },
        ];
      },
    },
  });
  companyRoutes(http);
  deptRoutes(http);
  roleRoutes(http);

  implement(http, api.org.pickUsers, {
    async run(ctx, { query }) {
      const wanted = query.q.trim().toLowerCase();
      const people = await colleagues(ctx.db, query.id);
      const rows = query.id
        ? people
        : (await pickable(ctx, people, query.for)).filter(
            (user) =>
              user.name.toLowerCase().includes(wanted) ||
              user.py.includes(wanted) ||
              user.login.toLowerCase().includes(wanted),
          );
      return {
        rows: rows
          .slice(0, query.id?.length ?? PICKER_ROWS)
          .map(({ id, name, dept, post }) => ({ id, name, dept, post })),
      };
    },
  });
}
