import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { printOpenApi, type Json } from '@xinhang/shared/contract/openapi.ts';
import { refusalsOf } from '@xinhang/shared/contract/refusals.ts';
import { problemStatus } from '@xinhang/shared/problems.ts';
import { expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const printed = printOpenApi();
const committed = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8');

/** Everything below a node of the document. */
function* within(node: unknown): Generator<Json> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield node as Json;
  for (const value of Object.values(node)) yield* within(value);
}

const operations = () =>
  allEndpoints().map(({ name, endpoint }) => {
    const path = pathOf(endpoint).replaceAll(/:(\w+)/g, '{$1}');
    const item = (printed['paths'] as Record<string, Json>)[path]!;
    return { name, endpoint, operation: item[endpoint.method.toLowerCase()] as Json };
  });

test('docs/openapi.json is what the contract says', () => {
  const current = committed === `${JSON.stringify(printed, null, 2)}\n`;
  expect(current, 'the contract changed: run "npm run openapi" and commit docs/openapi.json').toBe(
    true,
  );
});

test('it is a valid OpenAPI 3.1 document, and a broken one is not', async () => {
  expect(await new Validator().validate(structuredClone(printed))).toMatchObject({ valid: true });
  const broken = structuredClone(printed);
  broken['paths'] = { '/api/v1/health': { get: { responses: 'none' } } };
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test('every reference leads somewhere', () => {
  const references = [...within(printed)].flatMap((node) => node['$ref'] ?? []) as string[];
  expect(references.length).toBeGreaterThan(100);
  for (const reference of new Set(references)) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((node, key) => (node as Json | undefined)?.[key], printed);
    expect([reference, typeof found]).toEqual([reference, 'object']);
  }
});

test('every endpoint says who may call it, and every write takes its key', () => {
  for (const { name, endpoint, operation } of operations()) {
    expect(operation['operationId']).toBe(name);
    expect(operation['x-permission']).toEqual(endpoint.access);
    expect([name, 'security' in operation]).toEqual([name, endpoint.access === 'public']);
    const keyed = JSON.stringify(operation['parameters']).includes('IdempotencyKey');
    expect([name, keyed]).toEqual([name, endpoint.method !== 'GET']);
    const inPath = [...pathOf(endpoint).matchAll(/:(\w+)/g)].map((match) => match[1]);
    const declared = (operation['parameters'] as Json[]).filter((one) => one['in'] === 'path');
    expect([name, declared.map((one) => one['name'])]).toEqual([name, inPath]);
  }
});

test('every endpoint lists the codes that it may answer, each under its status', () => {
  const known = new Set(Object.keys(problemStatus));
  for (const { name, endpoint, operation } of operations()) {
    for (const code of refusalsOf(endpoint)) {
      expect([name, code, known.has(code)]).toEqual([name, code, true]);
      const answer = (operation['responses'] as Record<string, Json>)[problemStatus[code]];
      expect(String(answer?.['$ref'])).toMatch(new RegExp(`[/.]${code}(\\.|$)`));
    }
  }
});

test('whoever is logged in reads it from the server itself', async () => {
  const company = await startCompany();
  try {
    const read = async (headers: Record<string, string>) =>
      await company.app.inject({ method: 'GET', url: '/api/openapi.json', headers });
    expect((await read({})).statusCode).toBe(401);
    const answer = await read({ authorization: `Bearer ${await company.login('buyer')}` });
    expect(answer.json()).toEqual(JSON.parse(committed));
  } finally {
    await company.stop();
  }
});
