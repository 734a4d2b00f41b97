import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { positions } from './expectation.ts';
import { recipesOwed } from './owed.ts';
import { recipes } from './recipes/all.ts';
import {
  knockersUnderTest,
  namedUnderTest,
  readyUnderTest,
  rolesUnderTest,
  type RoleFacts,
} from './roles.ts';
import {
  accountStates,
  describeFailures,
  isStream,
  runRole,
  served,
  type AccountState,
  type Failure,
} from './run.ts';
import { buildWorld, type World } from './world.ts';

export interface Ask {
  role: RoleFacts;
  state: AccountState;
  /** The very first, which is asked what no role makes a difference to. */
  first: boolean;
}

/**
 * Every role with an active account, and who knocks; every ready role and every permission alone in every other
 * state as well.
 */
export const asks: readonly Ask[] = accountStates.flatMap((state) =>
  (state === 'active' ? [...rolesUnderTest, ...knockersUnderTest] : namedUnderTest).map((role) => ({
    role,
    state,
    first: state === 'active' && role === rolesUnderTest[0],
  })),
);

/** As many as the machines have processors that everybody is promised: each runs by itself. */
export const PARTS = 2;
/** Of each part. */
const LEAST_CELLS = 10_000;

export function asksOf(part: number): Ask[] {
  return asks.filter((_ask, at) => at % PARTS === part - 1);
}

/** The tests of one part of the matrix: a world of its own, and its share of roles and states. */
export function matrixPart(part: number): void {
  const share = asksOf(part);
  const visited = { cells: 0, states: new Set<string>(), positions: new Set<string>() };
  let world: World;
  let planted: Map<string, string>;
  beforeAll(async () => {
    world = await buildWorld(startCompany);
    planted = world.contents();
  });
  afterAll(async () => {
    await world.stop();
  });

  async function ask({ role, state, first }: Ask): Promise<Failure[]> {
    const report = await runRole(world, role, state, { first });
    visited.cells += report.cells;
    if (report.cells > 0) visited.states.add(state);
    for (const position of report.positions) visited.positions.add(position);
    return report.failures;
  }

  test('every endpoint that is served has its row in the matrix', () => {
    const missing = served(world)
      .filter(
        ({ name, endpoint }) => !recipes[name] && !isStream(endpoint) && !recipesOwed.has(name),
      )
      .map(({ name }) => name);
    const advice =
      'say in tests/matrix/recipes/ how to ask it for a row and who may have it, or add it to tests/matrix/owed.ts';
    expect(missing, advice).toEqual([]);
    // What has its row is owed no more.
    expect([...recipesOwed].filter((name) => recipes[name])).toEqual([]);
  });

  test.each(accountStates)(
    'every endpoint answers every role as the model says, at every row: %s',
    async (state) => {
      const failures: Failure[] = [];
      for (const one of share) {
        if (one.state === state) failures.push(...(await ask(one)));
      }
      expect(describeFailures(failures)).toEqual([]);
    },
    900_000,
  );

  test('it was a matrix, and it left every row of the file as it was', async () => {
    console.log(`Part ${part} of the permission matrix asked ${visited.cells} cells.`);
    expect(visited.cells).toBeGreaterThan(LEAST_CELLS);
    expect(accountStates.filter((state) => !visited.states.has(state))).toEqual([]);
    const unvisited = positions.filter(({ position }) => !visited.positions.has(position));
    expect(unvisited).toEqual([]);
    await world.takeRole(readyUnderTest[0]!);
    await world.takeState('active');
    const now = world.contents();
    const changed = [...planted].filter(([table, hash]) => now.get(table) !== hash);
    // Turned by the matrix itself, from role to role; and one failed login, by the very first.
    const turned = ['audit_event', 'company', 'login_attempt', 'sqlite_sequence', 'user_role'];
    const trace = ['audit_event', 'login_attempt'];
    expect(changed.map(([table]) => table)).toEqual(
      share.some(({ first }) => first) ? turned : turned.filter((name) => !trace.includes(name)),
    );
  });
}
