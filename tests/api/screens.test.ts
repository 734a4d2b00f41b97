import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const root = mkdtempSync(join(tmpdir(), 'xinhang-screens-'));
const screens = join(root, 'renderer');
let company: Awaited<ReturnType<typeof startCompany>>;

beforeAll(async () => {
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(join(screens, 'index.html'), '<script nonce="__CSP_NONCE__" src="/assets/a.js">');
  writeFileSync(join(screens, 'assets', 'a-1b2c.js'), 'export {}');
  writeFileSync(join(screens, 'icon.png'), 'png');
  writeFileSync(join(root, 'secret.txt'), 'outside');
  company = await startCompany({ screens });
});
afterAll(async () => {
  await company.stop();
  rmSync(root, { recursive: true });
});

const get = (url: string, method: 'GET' | 'POST' = 'GET') => company.app.inject({ method, url });

test.each(['/', '/index.html', '/customers', '/customers/12?tab=files', '/imports/3/rows'])(
  'the page %s is index.html, checked each time and with a nonce of its own',
  async (url) => {
    const first = await get(url);
    const second = await get(url);
    expect(first.statusCode).toBe(200);
    expect(first.headers['cache-control']).toBe('no-cache');
    const nonce = /nonce="([\w-]{24})"/.exec(first.body)?.[1];
    expect(first.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(first.headers['content-security-policy']).not.toContain('unsafe-');
    expect(second.body).not.toBe(first.body);
  },
);

test('hashed assets are kept for good, other files are checked each time', async () => {
  const asset = await get('/assets/a-1b2c.js');
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await get('/icon.png')).headers['cache-control']).toBe('no-cache');
});

test('what a person saw stays in no cache, and no answer is guessed about', async () => {
  for (const url of ['/api/v1/health', '/api/v1/auth/me']) {
    const answer = await get(url);
    expect([url, answer.headers['cache-control']]).toEqual([url, 'no-store']);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  }
});

test.each([
  '/api',
  '/api/v1/nothing',
  '/api/v1/customers/1/nothing',
  '/assets/old-9z9z.js',
  '/favicon.ico',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
])('%s stays 404 and is no page', async (url) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.body).not.toContain('outside');
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

test('a page answers reading alone', async () => {
  expect((await get('/customers', 'POST')).statusCode).toBe(404);
});
