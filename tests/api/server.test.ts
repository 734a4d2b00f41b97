import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { checkKeys, type Examination } from '@xinhang/shared/doctor.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '@xinhang/server/ops/config.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let token: string;
beforeAll(async () => {
  company = await startCompany();
  token = await company.login('boss');
});
afterAll(async () => {
  await company.stop();
});

const put = (path: string, body: object, as = token) => company.call(as, 'PUT', path, body);
const places = async () => (await company.call(token, 'GET', '/server/places')).json;
const configured = () => readConfig(company.paths.config, {}, {});
const field = ({ json }: { json: unknown }) =>
  (json as { errors: { pointer: string; code: string }[] }).errors[0];

test('another directory for backups is tried, warned of, and used at once and after the next start', async () => {
  const { paths, app } = company;
  const elsewhere = join(paths.root, '../', `${paths.root.split('/').at(-1)}-backups`);
  expect(await places()).toMatchObject({ backupDirectory: paths.backups, backupFixed: false });

  const warned = await put('/server/backup-directory', { directory: elsewhere });
  expect(warned.json).toMatchObject({ taken: false, warnings: ['same-disk'] });
  expect(app.backups.directory).toBe(paths.backups);
  expect(existsSync(paths.config)).toBe(false);

  const taken = await put('/server/backup-directory', { directory: elsewhere, accept: true });
  expect(taken.json).toMatchObject({ taken: true, directory: elsewhere });
  expect(app.backups.directory).toBe(elsewhere);
  expect(configured().backup_directory).toBe(elsewhere);
  // The comments of the file are still there, and what was tried left nothing behind.
  expect(readFileSync(paths.config, 'utf8')).toContain('# Port to listen on');
  expect(readdirSync(elsewhere)).toEqual([]);
  writeFileSync(join(elsewhere, 'xinhang-20261120.zip'), 'x');
  expect((await company.call(token, 'GET', '/backups')).json).toMatchObject({ count: 1 });

  const back = await put('/server/backup-directory', { directory: 'backups', accept: true });
  expect(back.json).toMatchObject({ taken: true, directory: paths.backups });
});

test('a directory that would not do is refused at its field and changes nothing', async () => {
  const { paths, app } = company;
  const file = join(paths.root, 'backups', 'a-file');
  mkdirSync(paths.backups, { recursive: true });
  writeFileSync(file, '');
  for (const [directory, code] of [
    [paths.store, 'inside-data'],
    [paths.root, 'inside-data'],
    ['/', 'inside-data'],
    [join(file, 'below'), 'not-writable'],
    ['/proc/xinhang', 'not-writable'],
  ] as const) {
    const answer = await put('/server/backup-directory', { directory, accept: true });
    expect([directory, answer.status, field(answer)]).toEqual([
      directory,
      422,
      { pointer: '/directory', code },
    ]);
  }
  expect(app.backups.directory).toBe(paths.backups);
});

test('a folder that is synchronised is told apart', async () => {
  const folder = join(company.paths.backups, 'Dropbox', 'xinhang');
  const answer = await put('/server/backup-directory', { directory: folder });
  expect(answer.json).toMatchObject({ taken: false, warnings: ['same-disk', 'synced'] });
});

test('the server listens only at addresses of its machine, and says what it was told', async () => {
  const foreign = await put('/server/hosts', { hosts: ['127.0.0.1', '203.0.113.9'] });
  expect([foreign.status, field(foreign)]).toEqual([
    422,
    { pointer: '/hosts/1', code: 'not-own-address' },
  ]);
  expect(await places()).toMatchObject({ hosts: [] });
  const told = await put('/server/hosts', { hosts: ['127.0.0.1'] });
  expect(told.json).toMatchObject({ hosts: ['127.0.0.1'], hostsFixed: false });
  expect(configured().tls_host).toBe('127.0.0.1');
  await put('/server/hosts', { hosts: [] });
  expect(configured().tls_host).toBe('none');
});

test('both want the password again, and are not for salespeople', async () => {
  const alice = await company.login('alice');
  expect((await put('/server/hosts', { hosts: [] }, alice)).status).toBe(403);
  expect((await company.call(alice, 'GET', '/server/places')).status).toBe(403);
  company.clock.now += 10 * 60_000;
  for (const [path, body] of [
    ['/server/hosts', { hosts: ['0.0.0.0'] }],
    ['/server/backup-directory', { directory: 'backups', accept: true }],
  ] as const) {
    expect((await put(path, body)).json).toMatchObject({ code: 'password-needed' });
  }
  expect(configured().tls_host).toBe('none');
});

test('the status says how the server is, and what is wrong with words for it', async () => {
  const status = async () =>
    (await company.call(token, 'GET', '/server/status')).json as {
      findings: { code: string; wrong: boolean; params: object }[];
      jobs: object;
    };
  const first = await status();
  expect(first).toMatchObject({
    version: '0.0.0-test',
    engine: company.db.engine,
    data: { directory: company.paths.root },
    backups: { lastVerifiedAt: null, failed: false },
    people: { streams: 0 },
    devices: { approved: 0, pending: 0 },
    jobs: { running: 0, failed: 0, lastFailed: [] },
    schedules: expect.arrayContaining([expect.objectContaining({ key: 'backup' })]),
  });
  // A file that nobody knows is found, and a backup that failed goes before it.
  writeFileSync(join(company.paths.backups, 'xinhang-20261120.zip'), 'x');
  company.app.backups.records.change((record) => {
    record.failure = { businessDate: '2026-11-23', at: 1, problem: 'internal', reason: 'x' };
  });
  const [worst, ...others] = (await status()).findings;
  expect(worst).toEqual({ code: 'backup-failed', params: { date: '2026-11-23' }, wrong: true });
  expect(others).toContainEqual({
    code: 'backup-foreign',
    params: { name: 'xinhang-20261120.zip' },
    wrong: false,
  });
  const alice = await company.login('alice');
  expect((await company.call(alice, 'GET', '/server/status')).status).toBe(403);
});

test('everything is examined beside the server, and what was found is kept', async () => {
  const look = async (as = token) => await company.call(as, 'GET', '/server/examination');
  const start = (as = token) => company.call(as, 'POST', '/server/examination');
  expect((await look()).json).toEqual({ running: null, last: null });
  const alice = await company.login('alice');
  expect((await start(alice)).status).toBe(403);
  expect((await look(alice)).status).toBe(403);

  // Whatever else runs on this machine.
  appendFileSync(company.paths.config, '\nport = 0\n');
  // A figure that is not what it is made from.
  const made = await company.call(token, 'POST', '/customers', { name: '有误的客户' });
  const { id } = made.json as { id: number };
  await company.db.transaction(async (tx) => {
    await tx.updateTable('customer').set({ name_key: '泄露' }).where('id', '=', id).execute();
  });
  expect((await start()).status).toBe(202);
  expect((await start()).json).toMatchObject({ code: 'examination-busy' });
  expect((await look()).json).toMatchObject({ running: { own: true }, last: null });
  await company.jobs.idle();
  const { running, last } = (await look()).json as Examination;
  expect(running).toBeNull();
  expect(last).toMatchObject({ by: 'boss', state: 'wrong' });
  const sqliteOnly = ['database', 'references', 'search'];
  const here = company.db.engine === 'sqlite';
  expect(last!.checks.map(({ check }) => check)).toEqual(
    checkKeys.filter((key) => here || !sqliteOnly.includes(key)),
  );
  const bad = last!.checks.filter(({ problems }) => problems > 0);
  expect(bad).toEqual([
    {
      check: 'customers',
      part: 'database',
      problems: 1,
      hints: 0,
      findings: [{ code: 'customer-figure', params: { id, figure: 'name_key' }, wrong: true }],
    },
    expect.objectContaining({ check: 'backup-fresh' }),
  ]);
  // The values are the office's, and the screen of the server shows none.
  expect(JSON.stringify(last)).not.toContain('泄露');
  const audited = await company.db.read
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'server.examine')
    .execute();
  expect(audited.map(({ after }) => JSON.parse(after!) as unknown)).toEqual([
    {
      state: 'wrong',
      codes: expect.arrayContaining(['customer-figure', 'backup-foreign']) as unknown,
    },
  ]);
});
