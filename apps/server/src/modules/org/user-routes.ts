import { api } from '@xinhang/shared/contract/api.ts';
import { assertConfirmed } from '../../http/confirmed.ts';
import { implement, type Http } from '../../http/implement.ts';
import { changeState, endSessionsOf, setFirstPassword } from './accounts.ts';
import { firstPasswordHours } from './first-passwords.ts';
import { toUser } from './mapper.ts';
import { hashPassword, makePassword } from './passwords.ts';
import { addUser, changeUser, listPeople, needPerson } from './people.ts';

/** People and their accounts. */
export function userRoutes(http: Http): void {
  const { deps } = http;
  const firstPassword = async () => {
    const password = makePassword(deps.random);
    return { password, hash: await hashPassword(password, deps.random) };
  };

  implement(http, api.org.listUsers, {
    run: async (ctx, { query }) => await listPeople(ctx, query),
  });

  implement(http, api.org.getUser, {
    run: async (ctx, { params }) => toUser(await needPerson(ctx.db, params.id)),
  });

  implement(http, api.org.createUser, {
    prepare: firstPassword,
    async run(ctx, { body }, { password, hash }) {
      const user = await addUser(http, ctx, body, hash);
      return { user, firstPassword: password, validHours: await firstPasswordHours(ctx.tx) };
    },
  });

  implement(http, api.org.updateUser, {
    async run(ctx, { params, body }) {
      // What changes the reach of somebody; the rest is his card.
      const reach = [body.roleIds, body.principalIds, body.deptId];
      if (reach.some((one) => one !== undefined)) assertConfirmed(ctx);
      return await changeUser(http, ctx, params.id, body);
    },
  });

  implement(http, api.org.setUserState, {
    run: async (ctx, { params, body }) => await changeState(http, ctx, params.id, body),
  });

  implement(http, api.org.resetPassword, {
    prepare: firstPassword,
    async run(ctx, { params }, { password, hash }) {
      await setFirstPassword(http, ctx, params.id, hash);
      return { firstPassword: password, validHours: await firstPasswordHours(ctx.tx) };
    },
  });

  implement(http, api.org.listUserSessions, {
    async run(ctx, { params }) {
      await needPerson(ctx.db, params.id);
      return { rows: await http.sessions.listOf(ctx.db, params.id, ctx.now) };
    },
  });

  implement(http, api.org.endUserSessions, {
    async run(ctx, { params }) {
      await endSessionsOf(http, ctx, params.id);
      return { ok: true as const };
    },
  });
}
