import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { isWrite, pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

/* The secret by which a provider takes messages goes in, and nothing ever shows it (docs/asvs.md, 13.3.1). */

const SECRET = 'canary-of-the-provider-4711';
let log = '';
let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    log += chunk.toString();
    done();
  },
});

beforeAll(async () => {
  company = await startCompany({ log: pino({ level: 'trace' }, sink) as never });
  boss = await company.login('boss');
  const sms = { kind: 'aliyun', account: 'key-id', secret: SECRET };
  const mail = { kind: 'smtp', host: 'mail.example.com', from: 'a@example.com', account: 'a' };
  const put = async (channel: string, body: object) =>
    await company.call(boss, 'PUT', `/message-providers/${channel}`, body);
  for (const [channel, body] of [
    ['sms', { ...sms, version: 1 }],
    ['email', { ...mail, secret: SECRET, version: 1 }],
    // Refusals say what was wrong and not what was sent.
    ['sms', { ...sms, version: 1 }],
    ['sms', { ...sms, version: 2, kind: SECRET }],
    ['sms', { ...sms, version: 2, secret: [SECRET] }],
    ['sms', { ...sms, version: 2, nonsense: SECRET }],
  ] as const) {
    const answer = await put(channel, body);
    expect(answer.text).not.toContain(SECRET);
  }
  expect(readFileSync(join(company.paths.keys, 'message-providers.json'), 'utf8')).toContain(
    SECRET,
  );
});
afterAll(async () => {
  await company.stop();
});

test('no answer to anybody holds it', async () => {
  const reads = allEndpoints().filter(({ endpoint }) => !isWrite(endpoint));
  expect(reads.length).toBeGreaterThan(100);
  for (const who of [boss, await company.login('admin')]) {
    for (const { endpoint } of reads) {
      const path = pathOf(endpoint).replace(/^\/api\/v1/, '');
      if (path === '/events') continue;
      const url = `/api/v1${path.replaceAll(/:\w+/g, '1')}`;
      const headers = { authorization: `Bearer ${who}` };
      const answer = await company.app.inject({ method: 'GET', url, headers });
      expect(answer.body.includes(SECRET), path).toBe(false);
    }
  }
});

test('no table, audit line, export or log holds it', async () => {
  const started = await company.call(boss, 'POST', '/audit/export', {
    format: 'csv',
    lang: 'en',
  });
  expect(started.status, started.text).toBe(202);
  await company.jobs.idle();
  const tables = await company.db.read.introspection.getTables();
  expect(tables.length).toBeGreaterThan(50);
  for (const { name } of tables) {
    const rows = await company.db.read
      .selectFrom(name as 'user')
      .selectAll()
      .execute();
    expect(JSON.stringify(rows).includes(SECRET), name).toBe(false);
  }
  expect(log.length).toBeGreaterThan(0);
  expect(log).not.toContain(SECRET);
  // Of all files in the data directory that of the keys alone.
  const root = join(company.paths.keys, '..');
  const holding = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(SECRET));
  expect(holding).toEqual([join(company.paths.keys, 'message-providers.json')]);
});
