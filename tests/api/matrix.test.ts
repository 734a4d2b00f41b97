import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { recipesOwed } from '../matrix/owed.ts';
import { recipes } from '../matrix/recipes/all.ts';
import { readyUnderTest, rolesUnderTest } from '../matrix/roles.ts';
import {
  describeFailures,
  isStream,
  runRole,
  served,
  type AccountState,
  type Failure,
} from '../matrix/run.ts';
import { buildWorld, type World } from '../matrix/world.ts';

let world: World;
let planted: Map<string, string>;
let cells = 0;
beforeAll(async () => {
  world = await buildWorld(startCompany);
  planted = world.contents();
});
afterAll(async () => {
  await world.stop();
});

async function ask(role: (typeof rolesUnderTest)[number], state: AccountState, first = false) {
  const report = await runRole(world, role, state, { first });
  cells += report.cells;
  return report.failures;
}

test('every endpoint that is served has its row in the matrix', () => {
  const missing = served(world)
    .filter(({ name, endpoint }) => !recipes[name] && !isStream(endpoint) && !recipesOwed.has(name))
    .map(({ name }) => name);
  const advice =
    'say in tests/matrix/recipes/ how to ask it for a row and who may have it, or add it to tests/matrix/owed.ts';
  expect(missing, advice).toEqual([]);
  // What has its row is owed no more.
  expect([...recipesOwed].filter((name) => recipes[name])).toEqual([]);
});

test('every endpoint answers every role as the model says, at every row', async () => {
  const failures: Failure[] = [];
  for (const [index, role] of rolesUnderTest.entries()) {
    failures.push(...(await ask(role, 'active', index === 0)));
  }
  expect(describeFailures(failures)).toEqual([]);
}, 900_000);

test('whoever is locked, has left, was logged out or has a first password gets nothing', async () => {
  const failures: Failure[] = [];
  const states = ['locked', 'left', 'expired', 'loggedOut', 'firstPassword'] as const;
  for (const state of states) {
    for (const role of readyUnderTest) failures.push(...(await ask(role, state)));
  }
  expect(describeFailures(failures)).toEqual([]);
}, 900_000);

test('through another’s eyes one sees what the other sees, and writes nothing', async () => {
  const failures: Failure[] = [];
  for (const role of readyUnderTest) failures.push(...(await ask(role, 'viewAs')));
  expect(describeFailures(failures)).toEqual([]);
}, 900_000);

test('it was a matrix, and it left every row of the file as it was', async () => {
  console.log(`The permission matrix asked ${cells} cells.`);
  expect(cells).toBeGreaterThan(10_000);
  await world.takeState('active');
  const now = world.contents();
  const changed = [...planted].filter(([table, hash]) => now.get(table) !== hash);
  // Turned by the matrix itself, from role to role; and one failed login.
  const turned = ['audit_event', 'company', 'login_attempt', 'sqlite_sequence', 'user_role'];
  expect(changed.map(([table]) => table)).toEqual(turned);
});
