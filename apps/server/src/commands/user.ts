import { randomBytes, randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { appendAudit } from '@xinhang/db/repositories/commands.ts';
import { endSessions } from '@xinhang/db/repositories/sessions.ts';
import { setPassword, userByLogin } from '@xinhang/db/repositories/users.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';
import { fromCaller, openDataDirectory } from '../ops/paths.ts';
import { say, UsageError, type Command } from './command.ts';

/** The way back in for an administrator who forgot the password: whoever can do it owns the files. */
export const user: Command = {
  usage: 'user reset-password LOGIN',
  summary: 'a new one-time password; every session of the person ends',
  async run({ words, data, json }) {
    const [verb, login, ...rest] = words;
    if (verb !== 'reset-password' || !login || rest.length > 0) {
      throw new UsageError('Say: user reset-password LOGIN.');
    }
    const now = Date.now();
    const db = await openSqlite(openDataDirectory(fromCaller(data)).database, now);
    try {
      const found = await userByLogin(db.read, login.normalize('NFKC').toLowerCase());
      if (!found) throw new Error(`There is no person with the login "${login}".`);
      if (found.state !== 'active' && found.state !== 'leaving') {
        throw new Error(`"${login}" is ${found.state}: an administrator must unlock it first.`);
      }
      const password = makePassword(randomBytes);
      const hash = await hashPassword(password);
      await db.transaction(async (tx) => {
        await setPassword(tx, found.id, hash, true);
        const sessions = await endSessions(tx, found.id, now, {});
        await appendAudit(tx, {
          at: now,
          actor_id: null,
          session_id: null,
          request_id: randomUUID(),
          address: `${userInfo().username}@${hostname()}`,
          action: 'org.resetPassword',
          entity: 'user',
          entity_id: found.id,
          customer_id: null,
          before: null,
          after: JSON.stringify({ sessions }),
        });
      });
      say(json ? JSON.stringify({ login, password }) : `${login}   ${password}`);
    } finally {
      await db.close();
    }
  },
};
