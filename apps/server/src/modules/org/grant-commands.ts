import type { Reader } from '@xinhang/db/database.ts';
import { deptById } from '@xinhang/db/repositories/depts.ts';
import { roleById } from '@xinhang/db/repositories/roles.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Endpoint, EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { changesNothing } from '@xinhang/shared/contract/unknown-fields.ts';
import type { GrantCommand } from '@xinhang/shared/grants.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { parse, type Http } from '../../http/implement.ts';
import { addDept, changeDept } from './depts.ts';
import { addUser, changeUser } from './people.ts';
import { addRole, changeRole } from './roles.ts';

interface Input {
  /** Of the row that is changed, 0 where one is made. */
  id: number;
  body: unknown;
}

export interface Waiting {
  readonly endpoint: Endpoint;
  /** `passwordHash` is that of the first password of an account that is made. */
  run(http: Http, ctx: WriteContext, input: Input, passwordHash: string): Promise<unknown>;
  /** Name of what is changed or made. */
  subject(db: Reader, input: Input): Promise<string | undefined>;
}

type Body<K extends keyof typeof api.org> = EndpointInput<(typeof api.org)[K]>['body'];
const named = (body: unknown) => Promise.resolve((body as { name: string }).name);

/** The commands that may wait for an owner: the very functions of their own endpoints. */
export const waiting: Readonly<Record<GrantCommand, Waiting>> = {
  'org.createUser': {
    endpoint: api.org.createUser,
    run: async (http, ctx, { body }, hash) =>
      await addUser(http, ctx, body as Body<'createUser'>, hash),
    subject: (_db, { body }) => named(body),
  },
  'org.updateUser': {
    endpoint: api.org.updateUser,
    run: async (http, ctx, { id, body }) =>
      await changeUser(http, ctx, id, body as Body<'updateUser'>),
    subject: async (db, { id }) => (await userById(db, id))?.name,
  },
  'org.createDept': {
    endpoint: api.org.createDept,
    run: async (http, ctx, { body }) => await addDept(http, ctx, body as Body<'createDept'>),
    subject: (_db, { body }) => named(body),
  },
  'org.updateDept': {
    endpoint: api.org.updateDept,
    run: async (http, ctx, { id, body }) =>
      await changeDept(http, ctx, id, body as Body<'updateDept'>),
    subject: async (db, { id }) => (await deptById(db, id))?.name,
  },
  'org.createRole': {
    endpoint: api.org.createRole,
    run: async (http, ctx, { body }) => await addRole(http, ctx, body as Body<'createRole'>),
    subject: (_db, { body }) => named(body),
  },
  'org.updateRole': {
    endpoint: api.org.updateRole,
    run: async (http, ctx, { id, body }) =>
      await changeRole(http, ctx, id, body as Body<'updateRole'>),
    subject: async (db, { id }) => (await roleById(db, id))?.name,
  },
};

/** What was asked for, as its own endpoint would read it; pointers are those of its body. */
export function inputOf(command: GrantCommand, targetId: number | undefined, body: unknown): Input {
  const { endpoint } = waiting[command];
  if ((endpoint.params === undefined) !== (targetId === undefined)) {
    throw fieldRefused('/targetId', 'invalid');
  }
  const read = parse('body', endpoint.body, body);
  if (endpoint.method === 'PATCH' && changesNothing(read)) throw problem('nothing-to-change');
  return { id: targetId ?? 0, body: read };
}
