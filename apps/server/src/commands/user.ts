import { endSessions } from '@xinhang/db/repositories/sessions.ts';
import { setPassword, userByLogin } from '@xinhang/db/repositories/users.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';
import { dataCommand, UsageError } from './command.ts';

/** The way back in for an administrator who forgot the password: whoever can do it owns the files. */
export const user = dataCommand({
  usage: 'user reset-password LOGIN',
  summary: 'a new one-time password; every session of the person ends',
  mode: 'writes',
  parse({ words }) {
    const [verb, login, ...rest] = words;
    if (verb !== 'reset-password' || !login || rest.length > 0) {
      throw new UsageError('Say: user reset-password LOGIN.');
    }
    return { login };
  },
  async run(place, { login }) {
    const found = await userByLogin(place.db.read, login.normalize('NFKC').toLowerCase());
    if (!found) throw new Error(`There is no person with the login "${login}".`);
    if (found.state !== 'active' && found.state !== 'leaving') {
      throw new Error(`"${login}" is ${found.state}: an administrator must unlock it first.`);
    }
    const password = makePassword(place.random);
    const hash = await hashPassword(password);
    await place.write(async (ctx) => {
      await setPassword(ctx.tx, found.id, hash, true);
      const sessions = await endSessions(ctx.tx, found.id, ctx.now, {});
      await ctx.audit({
        action: 'org.resetPassword',
        entity: 'user',
        entityId: found.id,
        after: { sessions },
      });
      ctx.onCommit(() => place.hub.closeWhere((stream) => stream.personId === found.id));
    });
    return { login, password };
  },
  show: ({ login, password }) => `${login}   ${password}`,
});
