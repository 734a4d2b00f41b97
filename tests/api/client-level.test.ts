import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

test('a client below the lowest level is told to update, before anything else', async () => {
  const answer = await company.call(null, 'GET', '/customers', undefined, { 'x-api-level': '0' });
  expect(answer.status).toBe(426);
  expect(answer.json).toMatchObject({
    code: 'client-too-old',
    params: { minClientLevel: 1, serverVersion: '0.0.0-test' },
  });
});

test('handshake and health answer clients of any age', async () => {
  const headers = { 'x-api-level': '0' };
  expect((await company.call(null, 'GET', '/health', undefined, headers)).status).toBe(200);
  const handshake = await company.app.inject({ url: '/api/handshake', headers });
  expect(handshake.json()).toMatchObject({ product: 'xinhang', minClientLevel: 1 });
});

test.each(['1', '99', 'abc', ''])('level "%s" is not refused for its level', async (level) => {
  const headers = { 'x-api-level': level };
  expect((await company.call(null, 'GET', '/customers', undefined, headers)).status).toBe(401);
});
