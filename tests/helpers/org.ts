import type { Role } from '@xinhang/shared/roles.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import type { startCompany } from './server.ts';

type Company = Awaited<ReturnType<typeof startCompany>>;
type Method = Parameters<Company['call']>[1];

/** What tests of the organisation ask again and again, in short words. */
export function orgOf(company: Company) {
  const { call, users } = company;
  const ids = new Map<string, number>();

  /** Status and problem code in one word to compare: `200`, `403 grant-not-held`. */
  async function answer(token: string, method: Method, path: string, body?: object) {
    const { status, json } = await call(token, method, path, body);
    const code = (json as { code?: string }).code;
    return code === undefined ? String(status) : `${status} ${code}`;
  }

  async function role(token: string, key: string): Promise<Role> {
    const { rows } = (await call(token, 'GET', '/roles')).json as { rows: Role[] };
    const found = rows.find((one) => one.key === key || one.name === key);
    if (!found) throw new Error(`no role ${key}`);
    ids.set(key, found.id);
    return found;
  }

  /** Sends a change of a row with the version that it has. */
  async function change(token: string, path: string, body: object): Promise<string> {
    const [, kind, id] = path.split('/');
    const rows = (await call(token, 'GET', `/${kind}?limit=200`)).json as {
      rows: { id: number; version: number }[];
    };
    const version = rows.rows.find((row) => row.id === Number(id))?.version ?? 1;
    const state = path.endsWith('/state');
    return await answer(token, state ? 'POST' : 'PATCH', path, { version, ...body });
  }

  async function dept(token: string, name: string): Promise<number> {
    const { rows } = (await call(token, 'GET', '/depts')).json as {
      rows: { id: number; name: string }[];
    };
    return rows.find((one) => one.name === name)!.id;
  }

  return { answer, role, change, dept, user: (login: string) => `/users/${users[login]!}` };
}

export const readyGrants = (key: string) => readyRoles.find((one) => one.key === key)!.grants;
