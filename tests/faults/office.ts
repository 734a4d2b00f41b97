import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from '@xinhang/server/app.ts';
import { hashPassword } from '@xinhang/server/modules/org/passwords.ts';
import { addPerson, foundWithRoles } from '@xinhang/server/ops/found.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import BetterSqlite from 'better-sqlite3';

const PASSWORD = 'a battery of horses';
export const NOW = Date.UTC(2026, 10, 26, 1, 0);

/** The server's own rooms on a data directory, without a port: what runs while the disk fails. */
export async function openOffice(
  directory: string,
  {
    wrap = (db) => db,
    now = () => NOW,
    random = randomBytes,
  }: {
    wrap?: ((db: Database) => Database) | undefined;
    now?: () => number;
    random?: (bytes: number) => Buffer;
  } = {},
) {
  const paths = openDataDirectory(directory);
  const db = wrap(await openSqlite(paths.database, now(), { watch: { retryMs: 20 } }));
  const app = await buildApp({
    db,
    paths,
    now,
    random,
    version: '0.0.0-test',
    screens: null,
    log: false,
  });
  return {
    app,
    db,
    paths,
    async send(
      method: 'GET' | 'POST' | 'PATCH' | 'PUT',
      path: string,
      token: string,
      key: string,
      body?: object,
    ) {
      const { statusCode, body: text } = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          'idempotency-key': key,
          'x-xinhang-token': 'bearer',
        },
        ...(body && { payload: body }),
      });
      return { status: statusCode, json: JSON.parse(text) as { id: number; code?: string } };
    },
    async close() {
      await app.close();
      await db.close();
    },
  };
}
export type Office = Awaited<ReturnType<typeof openOffice>>;

/** The negative control: takes the end of the work for its commit. */
export function withoutCare(db: Database): Database {
  return {
    ...db,
    async transaction(work) {
      let result: { value: Awaited<ReturnType<typeof work>> } | undefined;
      try {
        return await db.transaction(async (tx) => (result = { value: await work(tx) }).value);
      } catch (error) {
        if (result) return result.value;
        throw error;
      }
    },
  };
}

/**
 * A company whose owner is logged in, and other salespeople; copies of it are worked on. Answers
 * the token.
 */
export async function makeTemplate(
  directory: string,
  others: readonly string[] = [],
): Promise<string> {
  const office = await openOffice(directory);
  const passwordHash = await hashPassword(PASSWORD, randomBytes);
  await office.db.transaction(async (tx) => {
    const { rootDeptId: deptId } = await foundWithRoles(tx, '测试公司');
    const roleKeys = ['owner'];
    await addPerson(tx, { login: 'li', name: '李', deptId, roleKeys, passwordHash });
    for (const login of others) {
      const person = { login, name: login, deptId, roleKeys: ['salesperson'], passwordHash };
      await addPerson(tx, person);
    }
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const login = { login: 'li', password: PASSWORD };
  const { json } = await office.send('POST', '/auth/login', '', 'login-000', login);
  await office.db.storage!.shrinkLog();
  await office.close();
  return (json as unknown as { token: string }).token;
}

export function copyTemplate(template: string, directory: string): void {
  cpSync(template, directory, { recursive: true });
}

/** One registered customer with a follow-up: two commands that touch a dozen tables. */
export async function register(office: Office, token: string, key: string) {
  const customer = { name: `客户 ${key}`, duplicateReason: 'test' };
  return await office.send('POST', '/customers', token, key, customer);
}

export async function followUp(office: Office, token: string, key: string, customerId: number) {
  const body = { customerId, content: `拜访 ${key}`.repeat(20), nextOn: '2027-12-01' };
  return await office.send('POST', '/follow-ups', token, key, body);
}

/** What a database holds after whatever happened to it, and what in it does not fit together. */
export function inspect(database: string, { copyLog = false } = {}) {
  // Closed by the last one who may write, the log is copied into the database; that takes its time.
  const connection = new BetterSqlite(database, { readonly: !copyLog });
  try {
    const one = (text: string) => connection.prepare(text).pluck().get() as number;
    const all = (text: string) => new Set(connection.prepare(text).pluck().all() as number[]);
    const sums = {
      'a customer without its row in the audit': one(
        `select count(*) from customer where id not in
           (select entity_id from audit_event where action = 'customers.create')`,
      ),
      'a row in the audit without its customer': one(
        `select count(*) from audit_event where action = 'customers.create'
           and entity_id not in (select id from customer)`,
      ),
      'a customer without an owner': one(
        `select count(*) from customer where id not in (select customer_id from owner_history)`,
      ),
      'a customer or follow-up without its stored answer': one(
        `select (select count(*) from customer) + (select count(*) from follow_up)
           - (select count(*) from idempotency_key where endpoint in ('POST /customers', 'POST /follow-ups'))`,
      ),
      'a follow-up that its customer does not show': one(
        `select count(*) from follow_up f join customer c on c.id = f.customer_id
           where c.last_follow_at <> f.at`,
      ),
      'a customer without news of it': one(
        `select count(*) from customer where id not in
           (select entity_id from change_event where entity = 'customer')`,
      ),
      'a reference to nothing': (connection.pragma('foreign_key_check') as unknown[]).length,
    };
    return {
      integrity: connection.pragma('integrity_check', { simple: true }) as string,
      customers: all('select id from customer'),
      followUps: all('select id from follow_up'),
      torn: Object.entries(sums).flatMap(([words, count]) => (count === 0 ? [] : [words])),
    };
  } finally {
    connection.close();
  }
}
