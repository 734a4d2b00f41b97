import type { Database } from '@xinhang/db/database.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { asks, asksOf, PARTS } from '../matrix/parts.ts';
import {
  knockersUnderTest,
  namedUnderTest,
  rolesUnderTest,
  roleUnderTest,
} from '../matrix/roles.ts';
import { accountStates, runRole, type AccountState, type Failure } from '../matrix/run.ts';
import { askEvents, makeItHappen } from '../matrix/events.ts';
import { buildWorld, type World } from '../matrix/world.ts';

/**
 * The matrix must go red when the server is broken: each test breaks one guard and looks. One
 * server is asked by all; what a module of it exports is taken anew at each call, broken or not.
 */
type Module = Record<string, unknown>;
type Call = (...all: unknown[]) => unknown;

const breakable = [
  '@xinhang/db/scope.ts',
  '@xinhang/db/actor.ts',
  '@xinhang/shared/masking.ts',
  '@xinhang/shared/permissions.ts',
  '@xinhang/db/repositories/customers.ts',
  '@xinhang/db/repositories/sessions.ts',
  '@xinhang/db/repositories/customer-list.ts',
] as const;
type Breakable = (typeof breakable)[number];

const whole = new Map<string, Module>();
const broken = new Map<string, Module>();
let sabotage: ((db: Database) => Database) | null = null;
let world: World;

const isClass = (value: Call) => /^class\b/.test(Function.prototype.toString.call(value));

beforeAll(async () => {
  vi.resetModules();
  for (const path of breakable) {
    vi.doMock(path, async (load) => {
      const original = await load<Module>();
      whole.set(path, original);
      const now = Object.entries(original).map(([name, value]): [string, unknown] => {
        if (typeof value !== 'function' || isClass(value as Call)) return [name, value];
        const call: Call = (...all) => ((broken.get(path)?.[name] ?? value) as Call)(...all);
        return [name, call];
      });
      return Object.fromEntries(now);
    });
  }
  const { startCompany } = await import('../helpers/server.ts');
  const open = (db: Database): Database => ({
    ...db,
    transaction: (work) => (sabotage?.(db) ?? db).transaction(work),
  });
  world = await buildWorld((options) =>
    startCompany({ ...options, wrap: (db) => open(options.wrap?.(db) ?? db) }),
  );
});

afterEach(() => {
  broken.clear();
  sabotage = null;
});

afterAll(async () => {
  await world.stop();
  for (const path of breakable) vi.doUnmock(path);
});

/** Replaces some of what a module of the server exports, until the end of the test. */
function breaks(path: Breakable, how: (original: Module) => Module): void {
  const original = whole.get(path);
  if (!original) throw new Error(`the server never loaded ${path}`);
  broken.set(path, how(original));
}

/** Asks as some roles; answers what the matrix found. */
async function ask(
  roleNames: string | readonly string[],
  only: readonly string[],
  state: AccountState = 'active',
): Promise<string[]> {
  const failures: Failure[] = [];
  for (const name of [roleNames].flat()) {
    const role = roleUnderTest(name);
    failures.push(...(await runRole(world, role, state, { only })).failures);
  }
  return failures.map((one) => `${one.endpoint} [${one.cell}] ${one.wrong}`);
}

/** What a role hears of all that happens, where that is not what the model says. */
async function listen(roleName: string): Promise<string> {
  const role = rolesUnderTest.find((one) => one.name === roleName)!;
  return (await askEvents(world, await makeItHappen(world), role)).join('\n');
}

test('the parts together ask every role, and ready roles and permissions in every state', () => {
  const named = (all: typeof asks) => all.map(({ role, state }) => `${role.name}, ${state}`);
  const parts = Array.from({ length: PARTS }, (_part, at) => asksOf(at + 1));
  expect(named(parts.flat()).toSorted()).toEqual(named(asks).toSorted());
  const wanted = [
    ...[...rolesUnderTest, ...knockersUnderTest].map((role) => `${role.name}, active`),
    ...accountStates.flatMap((state) => namedUnderTest.map((role) => `${role.name}, ${state}`)),
  ];
  expect(new Set(named(asks))).toEqual(new Set(wanted));
  expect(asks.filter(({ first }) => first)).toHaveLength(1);
});

test('nothing is broken: nothing is found', async () => {
  expect(await ask('salesperson', ['customers.list', 'customers.get'])).toEqual([]);
});

test('whoever is leaving is shut out', async () => {
  type Find = (db: Database['read'], by: object) => Promise<{ userId: number } | null>;
  breaks('@xinhang/db/repositories/sessions.ts', ({ findSession }) => ({
    findSession: async (db: Database['read'], by: object) => {
      const found = await (findSession as Find)(db, by);
      if (!found) return null;
      const user = db.selectFrom('user').select('state').where('id', '=', found.userId);
      return (await user.executeTakeFirst())?.state === 'leaving' ? null : found;
    },
  }));
  const found = await ask('salesperson', ['customers.get'], 'leaving');
  expect(found.join('\n')).toContain('customers.get [own] answered 401 session-ended');
});

test('a read without scope', async () => {
  breaks('@xinhang/db/scope.ts', () => ({
    inScope: () => (eb: { lit: (value: boolean) => unknown }) => eb.lit(true),
    customerArms: () => [(eb: { lit: (value: boolean) => unknown }) => eb.lit(true)],
  }));
  const found = (await ask('salesperson', ['customers.list', 'customers.get'])).join('\n');
  expect(found).toContain('customers.get [otherTeam] answered 200 , the model says 404');
  expect(found).toContain('customers.get [otherTeam] gives away name of otherTeam');
  expect(found).toContain('customers.list [everything] rows:');
});

test('a count without scope', async () => {
  breaks('@xinhang/db/repositories/customer-list.ts', () => ({ countCustomers: async () => 11 }));
  const found = await ask('salesperson', ['customers.list']);
  expect(found.join('\n')).toContain('count: 11, the model says');
});

test('a door without a permission', async () => {
  breaks('@xinhang/db/actor.ts', () => ({ may: () => true }));
  const found = await ask(['buyer', 'all but customers.create'], ['customers.create']);
  const opened =
    /^customers\.create \[own\] answered (201 |409 duplicate-customer), the model says 403/;
  expect(found.filter((line) => opened.test(line))).toHaveLength(2);
  expect(found.join('\n')).toContain('customers.create [own] wrote although it must be refused');
});

test('a phone in full where it is masked', async () => {
  breaks('@xinhang/shared/masking.ts', () => ({ maskPhone: (phone: string) => phone }));
  const found = await ask('masked, self and pool', ['customers.get']);
  expect(found.join('\n')).toContain('customers.get [own] gives away phone of own');
  expect(found.join('\n')).toContain('customers.get [pool] gives away phone of pool');
});

test('contact data of the pool, shown to whoever reads everything', async () => {
  breaks('@xinhang/db/scope.ts', () => ({ contactsMasked: () => false }));
  const found = await ask('owner', ['customers.get', 'contacts.listAddresses']);
  expect(found.some((line) => line.includes('taxno of pool'))).toBe(true);
  expect(found.some((line) => line.includes('place of pool'))).toBe(true);
});

test('a wall that does not stand', async () => {
  type Roles = { side: string | null }[];
  breaks('@xinhang/shared/permissions.ts', ({ effectiveRights }) => ({
    effectiveRights: (roles: Roles) =>
      (effectiveRights as (roles: Roles) => unknown)(
        roles.map((role) => ({ ...role, side: null })),
      ),
  }));
  const found = await ask('buyer who was given sales', ['customers.get']);
  expect(found.join('\n')).toContain('customers.get [own] answered 200 , the model says 403');
});

test('a refusal that tells a row out of scope from one that does not exist', async () => {
  breaks('@xinhang/db/repositories/customers.ts', ({ findCustomer }) => ({
    findCustomer: async (db: Database['read'], actor: unknown, permission: string, id: number) => {
      type Find = (...all: unknown[]) => Promise<unknown>;
      const row = await (findCustomer as Find)(db, actor, permission, id);
      const there = db.selectFrom('customer').select('id').where('id', '=', id);
      // As if it were seen and only the permission did not reach it.
      return row ?? (permission === 'customers.read' ? await there.executeTakeFirst() : undefined);
    },
  }));
  const found = await ask('salesperson', ['customers.update']);
  expect(found.join('\n')).toContain(
    'customers.update [otherTeam] is refused in other words than a row that does not exist',
  );
});

test('a write that comes with a refusal', async () => {
  let refusals = 0;
  sabotage = (db) => ({
    ...db,
    async transaction(work) {
      try {
        return await db.transaction(work);
      } catch (error) {
        refusals += 1;
        const website = `refused ${refusals}`;
        await db.transaction(async (tx) => {
          await tx.updateTable('customer').set({ website }).execute();
        });
        throw error;
      }
    },
  });
  const found = await ask('salesperson', ['customers.update']);
  expect(found).toContain('customers.update [otherTeam] wrote although it must be refused');
});

test('a single permission that opens more than it says, in an account on the way out', async () => {
  breaks('@xinhang/db/actor.ts', () => ({ may: () => true }));
  // Doors are tried in turn: of all in a row some are. What changes nothing, as it opens: the world
  // is that of the tests below as well.
  const doors = Object.entries(api).flatMap(([area, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { method }]) =>
      method === 'GET' ? [`${area}.${verb}`] : [],
    ),
  );
  const found = await ask('org.read:all', doors, 'leaving');
  expect(found.join('\n')).toMatch(/^\w+\.\w+ \[.*\] answered .*, the model says 403 forbidden$/m);
});

test('whole again: nothing is found', async () => {
  // Not the lists: a door that was broken let a customer in.
  expect(await ask('salesperson', ['customers.get'])).toEqual([]);
});

test('an event that goes to whoever reaches anything', async () => {
  breaks('@xinhang/db/actor.ts', () => ({ reaches: () => true }));
  const found = await listen('salesperson');
  expect(found).toMatch(/salesperson hears of \d+ customer \d+ \(otherTeam\)/);
  expect(found).toMatch(/salesperson hears of \d+ followUp \d+ \(otherTeam\)/);
});
