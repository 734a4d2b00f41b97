import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { referenceReads } from '@xinhang/server/ops/backup/drill.ts';
import { permissions } from '@xinhang/shared/permissions.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

/** Written in the contract and not served yet; this list only ever gets shorter. */
const notServedYet = new Set<string>();

test('every endpoint of the contract is served, but for those that say so', () => {
  const missing = allEndpoints()
    .filter(
      ({ endpoint }) => !company.app.hasRoute({ method: endpoint.method, url: pathOf(endpoint) }),
    )
    .map(({ name }) => name);
  expect(missing.toSorted()).toEqual([...notServedYet].toSorted());
});

test('every read that proves a backup is answered, and knows what it must be asked with', async () => {
  const boss = await company.login('boss');
  for (const path of referenceReads()) {
    const { statusCode } = await company.app.inject({
      url: path,
      headers: { authorization: `Bearer ${boss}` },
    });
    expect([path, statusCode]).toEqual([path, 200]);
  }
});

test('every endpoint names a permission of the policy table', () => {
  for (const { name, endpoint } of allEndpoints()) {
    for (const access of [endpoint.access].flat()) {
      const known = access === 'public' || access === 'session' || access in permissions;
      expect([name, access, known]).toEqual([name, access, true]);
    }
  }
});

test('whoever is not logged in is refused everywhere but at the public endpoints', async () => {
  for (const { name, endpoint } of allEndpoints()) {
    if (endpoint.access === 'public' || notServedYet.has(name)) continue;
    const answer = await company.app.inject({
      method: endpoint.method,
      url: pathOf(endpoint).replaceAll(/:\w+/g, '1'),
      headers: { 'idempotency-key': 'anonymous-0001' },
      ...(endpoint.method !== 'GET' && { payload: {} }),
    });
    expect([name, answer.statusCode]).toEqual([name, 401]);
  }
});
