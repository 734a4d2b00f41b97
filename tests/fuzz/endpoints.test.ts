import { urlOf } from '@xinhang/shared/contract/client.ts';
import { problemStatus } from '@xinhang/shared/problems.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { recipes } from '../matrix/recipes/all.ts';
import { roleUnderTest } from '../matrix/roles.ts';
import { isStream, served } from '../matrix/run.ts';
import { buildWorld, type World } from '../matrix/world.ts';
import { near } from './values.ts';

/** For each endpoint; XINHANG_TEST_FUZZ names another number, XINHANG_TEST_SEED a run that is to come again. */
const RUNS = Number(process.env['XINHANG_TEST_FUZZ'] ?? 10);
const SEED = Number(process.env['XINHANG_TEST_SEED'] ?? 20_261_126);

let world: World;
beforeAll(async () => {
  world = await buildWorld((options) => startCompany({ ...options, requestsPerMinute: 1e9 }));
  await world.takeRole(roleUnderTest('owner'));
  // What a command writes is taken back: each request meets the same rows.
  world.state.undo = true;
});
afterAll(async () => {
  await world.stop();
});

test(
  'whatever is sent, every endpoint answers or refuses by a known code, and never breaks',
  { timeout: 1_200_000 },
  async () => {
    const known = new Set(Object.keys(problemStatus));
    const answered = new Map<number, number>();
    const broken: string[] = [];
    for (const { name, endpoint } of served(world)) {
      const good = isStream(endpoint) ? undefined : recipes[name]?.(world)[0];
      if (!good) continue;
      const requests = fc.sample(near(endpoint, good.request), { seed: SEED, numRuns: RUNS });
      for (const request of requests) {
        const { params = {}, query = {}, body, bytes } = request;
        let url: string;
        try {
          url = urlOf(endpoint, { params, query } as never);
        } catch (error) {
          // Half of a character has no form in an address.
          if (error instanceof URIError) continue;
          throw error;
        }
        const sent = bytes === undefined ? body : Buffer.from(bytes);
        const { status, text } = await world.send(world.tokens.mine, endpoint.method, url, sent);
        answered.set(status, (answered.get(status) ?? 0) + 1);
        const code = status >= 400 ? (JSON.parse(text) as { code?: string }).code : undefined;
        if (status >= 500 || (status >= 400 && !known.has(code ?? ''))) {
          const asked = `${endpoint.method} ${url.slice(0, 200)} ${JSON.stringify(sent)?.slice(0, 400)}`;
          broken.push(`${name}: ${asked}: ${status} ${text.slice(0, 200)}`);
        }
      }
    }
    const counts = [...answered]
      .toSorted(([a], [b]) => a - b)
      .map(([status, times]) => `${status}: ${times}`);
    console.log(`Fuzzing with seed ${SEED}: ${counts.join(', ')}`);
    expect(broken.slice(0, 20)).toEqual([]);
    // Not all of it stops at the door.
    expect(answered.get(200) ?? 0).toBeGreaterThan(RUNS);
  },
);
