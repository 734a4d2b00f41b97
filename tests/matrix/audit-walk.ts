import type { Database } from '@xinhang/db/database.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { isWrite } from '@xinhang/shared/contract/endpoint.ts';
import { PASSWORD } from '../helpers/password.ts';
import { type startCompany } from '../helpers/server.ts';
import type { Cell } from './recipe.ts';
import { recipes } from './recipes/all.ts';
import type { RoleFacts } from './roles.ts';
import { served } from './run.ts';
import { buildWorld } from './world.ts';

/** What the matrix has no recipe of success for. */
const others: Record<string, Cell[]> = {
  'auth.login': [
    { label: 'a login', row: null, request: { body: { login: 'alice', password: PASSWORD } } },
  ],
};

/** With whose session: only who looks through another's eyes has something to end. */
const sessions: Record<string, 'viewing'> = { 'auth.endViewAs': 'viewing' };

/** A database that counts the audit rows which each transaction leaves. */
function watched(db: Database, left: number[]): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        const rows = async () => {
          const row = await tx
            .selectFrom('audit_event')
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow();
          return Number(row.n);
        };
        const before = await rows();
        const result = await work(tx);
        left.push((await rows()) - before);
        return result;
      }),
  };
}

export interface Walk {
  /** Writes that succeeded. */
  writes: number;
  /** `endpoint [cell]` of each write that succeeded and left no row in the audit. */
  silent: string[];
  /** Writing endpoints none of whose requests succeeded, so that nothing is known of them. */
  unproven: string[];
}

/** Walks along every writing endpoint, as these roles, and looks what each leaves in the audit. */
export async function walkWrites(
  start: typeof startCompany,
  roles: readonly RoleFacts[],
  only?: readonly string[],
): Promise<Walk> {
  const left: number[] = [];
  const world = await buildWorld((options) =>
    start({ wrap: (db) => watched(options.wrap(db), left) }),
  );
  const walk: Walk = { writes: 0, silent: [], unproven: [] };
  const writes = served(world).filter(
    ({ name, endpoint }) => isWrite(endpoint) && (!only || only.includes(name)),
  );
  const proven = new Set<string>();
  try {
    for (const role of roles) {
      await world.takeRole(role);
      for (const { name, endpoint } of writes) {
        const token = world.tokens[sessions[name] ?? 'mine'];
        for (const cell of [...(recipes[name]?.(world) ?? []), ...(others[name] ?? [])]) {
          const { params, query, body, bytes } = cell.request;
          const url = urlOf(endpoint, { params, query } as never);
          left.length = 0;
          world.state.undo = true;
          const payload = bytes === undefined ? body : Buffer.from(bytes);
          const answer = await world.send(token, endpoint.method, url, payload);
          world.state.undo = false;
          if (answer.status >= 300) continue;
          proven.add(name);
          walk.writes += 1;
          if (!left.some((rows) => rows > 0)) walk.silent.push(`${name} [${cell.label}]`);
        }
      }
    }
  } finally {
    await world.stop();
  }
  walk.unproven = writes.map(({ name }) => name).filter((name) => !proven.has(name));
  return walk;
}
