import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const SAMPLE_MS = 20;
const limits = { delayMs: 60, heapBytes: Infinity, sampleMs: SAMPLE_MS, patienceMs: 0 };

let strict: Awaited<ReturnType<typeof startCompany>>;
let free: Awaited<ReturnType<typeof startCompany>>;
beforeAll(async () => {
  strict = await startCompany({ overload: limits });
  free = await startCompany();
});
afterAll(async () => {
  await strict.stop();
  await free.stop();
});

/** Holds up everything in this process, once. */
function block(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

type App = typeof strict.app;

/** Holds the process up until this is answered so, or for fifty times. */
async function answeredUnderLoad(app: App, url: string, wanted: (body: string) => boolean) {
  for (let at = 0; at < 50; at += 1) {
    block(150);
    // The sample is taken by a timer: it must have its turn before the question.
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS / 2));
    const answer = await app.inject({ url });
    if (wanted(answer.body)) return answer;
  }
  return null;
}

test('a server that cannot keep up answers 503 with a problem and when to come back', async () => {
  const refused = await answeredUnderLoad(strict.app, '/api/v1/auth/me', (body) =>
    body.includes('overloaded'),
  );
  expect(refused?.statusCode).toBe(503);
  expect(refused?.headers['retry-after']).toBe('2');
  expect(refused?.headers['content-type']).toContain('application/problem+json');
  expect(refused?.json()).toMatchObject({
    type: 'urn:xinhang:problem:overloaded',
    status: 503,
    params: { seconds: 2 },
  });
  // It is over as soon as it is over.
  await expect
    .poll(async () => (await strict.app.inject({ url: '/api/v1/auth/me' })).statusCode)
    .toBe(401);
});

test('its health says so, and whoever asks who it is is answered', async () => {
  const health = await answeredUnderLoad(strict.app, '/api/v1/health', (body) =>
    body.includes('"overloaded":true'),
  );
  expect(health?.statusCode).toBe(200);
  expect(health?.json()).toMatchObject({ ok: false, overloaded: true });
  const handshake = await answeredUnderLoad(strict.app, '/api/handshake', () =>
    strict.app.overloaded(),
  );
  expect(handshake?.statusCode).toBe(200);
  await expect.poll(() => strict.app.overloaded()).toBe(false);
  const well = await strict.app.inject({ url: '/api/v1/health' });
  expect(well.json()).toMatchObject({ ok: true, overloaded: false });
});

test('without limits nobody is refused, however long it takes', async () => {
  const refused = await answeredUnderLoad(free.app, '/api/v1/auth/me', (body) =>
    body.includes('overloaded'),
  );
  expect(refused).toBeNull();
});
