import { createHash, createHmac } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  aliyunAuthorization,
  canonicalQuery,
} from '@xinhang/server/modules/campaigns/providers/aliyun.ts';
import type { Campaign, OutboxRow } from '@xinhang/shared/campaigns.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const SECRET = 'the-secret-of-the-provider';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** What the provider answers to a number; anything else is taken. */
const refused = new Map<string, string[]>();
/** What became of a number's message, and who asked: `SendStatus` and `ErrCode`, or words. */
const became = new Map<string, [number | string, string]>();
const askedOf: string[] = [];
/** Runs as the provider takes a message. */
let onTaken = () => undefined as void;
const taken: { to: string; values: string; reference: string }[] = [];
const serials: string[] = [];
const answerTo = (number: string) => refused.get(number)?.shift();

/** The signature of Aliyun, written down anew from its documents: not by the code under test. */
function aliyunSigned(request: IncomingMessage): boolean {
  const { headers } = request;
  const query = request.url!.slice(2);
  const names = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date'];
  names.push('x-acs-signature-nonce', 'x-acs-version');
  const lines = names.map((name) => `${name}:${headers[name] as string}\n`).join('');
  const canonical = `POST\n/\n${query}\n${lines}\n${names.join(';')}\n${sha256('')}`;
  const signature = createHmac('sha256', SECRET)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const sorted = query.split('&').toSorted().join('&') === query;
  return (
    sorted &&
    headers.authorization ===
      `ACS3-HMAC-SHA256 Credential=key-id,SignedHeaders=${names.join(';')},Signature=${signature}`
  );
}

/** The same of Tencent. */
function tencentSigned({ headers }: IncomingMessage, body: string): boolean {
  const at = headers['x-tc-timestamp'] as string;
  const date = new Date(Number(at) * 1000).toISOString().slice(0, 10);
  const signed = 'content-type;host;x-tc-action';
  const lines = `content-type:${headers['content-type']!}\nhost:${headers.host!}\nx-tc-action:${(headers['x-tc-action'] as string).toLowerCase()}\n`;
  const canonical = `POST\n/\n\n${lines}\n${signed}\n${sha256(body)}`;
  const scope = `${date}/sms/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${SECRET}`, date), 'sms'), 'tc3_request');
  const signature = hmac(key, toSign).toString('hex');
  return (
    headers.authorization ===
    `TC3-HMAC-SHA256 Credential=key-id/${scope}, SignedHeaders=${signed}, Signature=${signature}`
  );
}

function answerAliyun(request: IncomingMessage): object {
  if (!aliyunSigned(request)) return { Code: 'SignatureDoesNotMatch' };
  const query = new URL(request.url!, 'http://x').searchParams;
  if (request.headers['x-acs-action'] === 'QuerySendDetails') {
    const number = query.get('PhoneNumber')!;
    askedOf.push(number);
    const [SendStatus, ErrCode] = became.get(number) ?? [1, ''];
    if (SendStatus === 'silent') return { Code: 'isv.ACCOUNT_ABNORMAL' };
    const details = [{ PhoneNum: number, SendStatus, ErrCode, OutId: '' }];
    const ofDate = query.get('SendDate') === '20261124' && query.get('BizId')!.startsWith('biz-');
    return { Code: 'OK', SmsSendDetailDTOs: { SmsSendDetailDTO: ofDate ? details : [] } };
  }
  const to = query.get('PhoneNumbers')!;
  const code = answerTo(to);
  if (code) return { Code: code };
  taken.push({ to, values: query.get('TemplateParam')!, reference: query.get('OutId')! });
  onTaken();
  return { Code: 'OK', BizId: `biz-${taken.length}` };
}
function answerTencent(request: IncomingMessage, body: string): object {
  if (!tencentSigned(request, body)) {
    return { Response: { Error: { Code: 'AuthFailure.SignatureFailure' } } };
  }
  const said = JSON.parse(body) as Record<string, string[]> & { SessionContext: string };
  if (request.headers['x-tc-action'] === 'PullSmsSendStatusByPhoneNumber') {
    const number = String(said['PhoneNumber']).slice(3);
    askedOf.push(number);
    const [status, Description] = became.get(number) ?? ['', ''];
    const set = serials.map((SerialNo) => ({ SerialNo, ReportStatus: status, Description }));
    return { Response: { PullSmsSendStatusSet: status === '' ? [] : set } };
  }
  const to = said['PhoneNumberSet']![0]!.slice(3);
  const code = answerTo(to);
  if (code) return { Response: { SendStatusSet: [{ Code: code, SerialNo: '' }] } };
  const values = JSON.stringify(said['TemplateParamSet']);
  taken.push({ to, values, reference: said.SessionContext });
  serials.push(`serial-${serials.length}`);
  return { Response: { SendStatusSet: [{ Code: 'Ok', SerialNo: serials.at(-1) }] } };
}

let company: Awaited<ReturnType<typeof startCompany>>;
const servers: Server[] = [];
const tokens = new Map<string, string>();
async function call<T = { code: string; errors?: { pointer: string; code: string }[] }>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
async function listen(answer: (request: IncomingMessage, body: string) => object): Promise<URL> {
  const server = createServer((request, reply) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      reply.setHeader('content-type', 'application/json');
      reply.end(JSON.stringify(answer(request, body)));
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** A mail server that takes what it is given, but for one address. */
const mails: string[] = [];
async function mailServer(): Promise<number> {
  const server = createTcp((socket) => {
    let data: string[] | null = null;
    socket.write('220 mail\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      for (const line of part.toString().split('\r\n').slice(0, -1)) {
        if (data) {
          if (line !== '.') data.push(line);
          else {
            mails.push(data.join('\n'));
            data = null;
            socket.write('250 taken\r\n');
          }
        } else if (/^EHLO/i.test(line)) socket.write('250 mail\r\n');
        else if (/^DATA/i.test(line)) {
          data = [];
          socket.write('354 go on\r\n');
        } else if (/^RCPT TO:<nobody@/i.test(line)) socket.write('550 no such user\r\n');
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server as never);
  return (server.address() as AddressInfo).port;
}

const draft = {
  name: '祝福',
  signature: '新航',
  template: 'SMS_1',
  body: '{姓名}您好，{我的名字}',
};
async function approved(more: object = {}): Promise<Campaign> {
  const body = { channel: 'sms', ...draft, ...more };
  const { json } = await call<Campaign>('alice', 'POST', '/campaigns', body);
  const path = `/campaigns/${json.id}/submit`;
  return (await call<Campaign>('alice', 'POST', path, { version: json.version })).json;
}
async function send(id: number): Promise<Job> {
  const answer = await call<{ jobId: number }>('alice', 'POST', `/campaigns/${id}/send`);
  expect(answer.status).toBe(202);
  const trace = company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'job')
    .where('entity_id', '=', answer.json.jobId);
  expect((await trace.execute()).map((row) => row.action)).toContain('jobs.start');
  await company.jobs.idle();
  return (await call<Job>('alice', 'GET', `/jobs/${answer.json.jobId}`)).json;
}
const rows = async (id: number) =>
  (await call<{ rows: OutboxRow[] }>('alice', 'GET', `/campaigns/${id}/recipients`)).json.rows.map(
    (row) => [row.contact.name, row.state, row.error],
  );
async function provider(channel: string, more: object) {
  const { rows: now } = (
    await call<{ rows: { channel: string; version: number }[] }>(
      'boss',
      'GET',
      '/message-providers',
    )
  ).json;
  const { version } = now.find((row) => row.channel === channel)!;
  return await call<{ hasSecret: boolean; errors?: { pointer: string }[] }>(
    'boss',
    'PUT',
    `/message-providers/${channel}`,
    { version, ...more },
  );
}
const START = Date.UTC(2026, 10, 24, 1, 0);
const aliyun = { kind: 'aliyun', account: 'key-id', secret: SECRET };

beforeAll(async () => {
  const endpoints = { aliyun: await listen(answerAliyun), tencent: await listen(answerTencent) };
  company = await startCompany({ messages: { endpoints, insecureMail: true } });
  await company.app.ready();
  for (const { key } of company.clockwork.kinds) {
    await call('admin', 'PATCH', `/schedules/${key}`, { version: 1, enabled: false });
  }
  for (const [at, name] of ['王强', '李梅', '赵一'].entries()) {
    const contact = {
      name,
      email: at === 1 ? 'nobody@example.com' : `c${at}@example.com`,
      phones: [{ number: `1380000000${at + 1}` }],
    };
    const body = { name: `公司${at}`, duplicateReason: '不同', contact };
    expect((await call('alice', 'POST', '/customers', body)).status).toBe(201);
  }
});
afterAll(async () => {
  for (const server of servers) server.close();
  await company.stop();
});

test('the signature is that of the example in the documents of Alibaba Cloud', () => {
  const query = canonicalQuery({
    ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
    RegionId: 'cn-shanghai',
  });
  const headers = {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-version': '2014-05-26',
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-content-sha256': sha256(''),
  };
  const account = { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' };
  expect(aliyunAuthorization(account, query, headers)).toContain(
    'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

test('a secret is kept beside the database, and no answer holds it', async () => {
  const one = await approved();
  expect((await call('alice', 'POST', `/campaigns/${one.id}/send`)).json.code).toBe('no-carrier');
  expect((await call('alice', 'GET', '/message-providers')).status).toBe(403);
  const { secret: _secret, ...without } = aliyun;
  expect((await provider('sms', without)).json.errors?.[0]?.pointer).toBe('/secret');
  expect((await provider('email', aliyun)).json.errors?.[0]?.pointer).toBe('/kind');
  const set = await provider('sms', aliyun);
  expect([set.status, set.json.hasSecret]).toEqual([200, true]);
  expect(JSON.stringify(set.json)).not.toContain(SECRET);
  const file = join(company.paths.keys, 'message-providers.json');
  expect(readFileSync(file, 'utf8')).toContain(SECRET);
  expect(statSync(file).mode & 0o077).toBe(0);
  const audit = await company.db.read.selectFrom('audit_event').select('after').execute();
  expect(JSON.stringify(audit)).not.toContain(SECRET);
  // The same account keeps its secret; another one is not shown it.
  expect((await provider('sms', { ...without, dailyCap: 900 })).json.hasSecret).toBe(true);
  const other = await provider('sms', { ...without, account: 'other' });
  expect(other.json.errors?.[0]?.pointer).toBe('/secret');
});

test('Aliyun: sent once each, refused ones say why, throttled ones are tried again', async () => {
  const one = await approved();
  refused.set('13800000002', ['isv.MOBILE_NUMBER_ILLEGAL']);
  refused.set('13800000003', ['Throttling.User']);
  taken.length = 0;
  expect((await send(one.id)).state).toBe('done');
  expect(await rows(one.id)).toEqual([
    ['王强', 'sent', ''],
    ['李梅', 'failed', 'isv.MOBILE_NUMBER_ILLEGAL'],
    ['赵一', 'sent', ''],
  ]);
  expect(taken.map(({ to, values }) => [to, values])).toEqual([
    ['13800000001', '{"p1":"王强","p2":"alice"}'],
    ['13800000003', '{"p1":"赵一","p2":"alice"}'],
  ]);
  const path = `/campaigns/${one.id}`;
  const { campaign } = (await call<{ campaign: Campaign }>('alice', 'GET', path)).json;
  expect(campaign.state).toBe('done');
});

test('pressed three times it is sent once, and called off it ends without a failure', async () => {
  const one = await approved();
  taken.length = 0;
  const path = `/campaigns/${one.id}/send`;
  const press = () => call<{ jobId: number }>('alice', 'POST', path);
  const pressed = await Promise.all([press(), press(), press()]);
  expect(pressed.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(pressed.map(({ json }) => json.jobId)).size).toBe(1);
  await company.jobs.idle();
  expect((await rows(one.id)).map(([, state]) => state)).toEqual(['sent', 'sent', 'sent']);
  expect(taken).toHaveLength(3);
  const other = await approved();
  const { jobId } = (await call<{ jobId: number }>('alice', 'POST', `/campaigns/${other.id}/send`))
    .json;
  await call('alice', 'POST', `/campaigns/${other.id}/cancel`);
  await company.jobs.idle();
  expect((await call<Job>('alice', 'GET', `/jobs/${jobId}`)).json.state).toBe('done');
});

/** The clock of the server looks again. */
async function look(minutes: number): Promise<void> {
  company.clock.now += minutes * 60_000;
  await company.clockwork.tick();
  await company.jobs.idle();
}

test('a provider is asked until it says what became of each, and why', async () => {
  const one = await approved();
  await send(one.id);
  askedOf.length = 0;
  became.set('13800000001', [3, 'DELIVERED']);
  became.set('13800000002', [2, 'MOBILE_NOT_ON_SERVICE']);
  await company.clockwork.tick();
  await company.jobs.idle();
  // Not yet: a carrier takes its time.
  expect(askedOf).toEqual([]);
  await look(1);
  const reported = await rows(one.id);
  expect(reported).toEqual([
    ['王强', 'delivered', ''],
    ['李梅', 'failed', 'MOBILE_NOT_ON_SERVICE'],
    ['赵一', 'sent', ''],
  ]);
  askedOf.length = 0;
  await look(1);
  expect(askedOf).toEqual([]);
  // Nobody answers: the same are asked again, and nothing is lost.
  became.set('13800000003', ['silent', '']);
  await look(4);
  expect(new Set(askedOf)).toEqual(new Set(['13800000003']));
  became.set('13800000003', [3, 'DELIVERED']);
  await look(11);
  expect((await rows(one.id)).map(([, state]) => state)).toEqual([
    'delivered',
    'failed',
    'delivered',
  ]);
  askedOf.length = 0;
  await look(5000);
  expect(askedOf).toEqual([]);
  company.clock.now = START;
  tokens.clear();
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['entity_id', 'after'])
    .where('action', '=', 'campaigns.report')
    .orderBy('id')
    .execute();
  const own = audit.filter((row) => row.entity_id === one.id).map((row) => row.after);
  expect(own).toEqual(['{"delivered":1,"failed":1}', '{"delivered":1,"failed":0}']);
  became.clear();
});

test('it goes out by itself at the time that was said, and not once that is taken back', async () => {
  const one = await approved();
  const path = `/campaigns/${one.id}/schedule`;
  const at = { on: '2026-12-24', time: '09:00' };
  const say = async (who: string, body: object) =>
    await call<Campaign & { code: string; errors?: { code: string }[] }>(who, 'POST', path, body);
  const { version } = one;
  expect((await say('bob', { version, at })).status).toBe(404);
  expect((await say('manager', { version, at })).status).toBe(403);
  const past = await say('alice', { version, at: { ...at, on: '2026-11-01' } });
  expect(past.json.errors?.[0]?.code).toBe('not-ahead');
  const said = (await say('alice', { version, at })).json;
  const due = Date.parse('2026-12-24T09:00+08:00');
  expect(said.resumesAt).toBe(due);
  expect((await say('alice', { version, at: null })).json.code).toBe('version-conflict');
  const back = (await say('alice', { version: said.version, at: null })).json;
  expect(back.resumesAt).toBeNull();
  const other = await approved();
  await call('alice', 'POST', `/campaigns/${other.id}/schedule`, { version: other.version, at });
  taken.length = 0;
  company.clock.now = due - 60_000;
  await look(0);
  expect(taken).toEqual([]);
  await look(1);
  expect(taken).toHaveLength(3);
  tokens.clear();
  expect((await rows(other.id)).map(([, state]) => state)).toEqual(['sent', 'sent', 'sent']);
  expect((await rows(one.id)).map(([, state]) => state)).toEqual(['queued', 'queued', 'queued']);
  company.clock.now = START;
  tokens.clear();
});

test('what the night stopped goes on in the morning by itself, also after the server was off', async () => {
  const one = await approved();
  company.clock.now = Date.parse('2026-11-24T20:59:30+08:00');
  tokens.clear();
  taken.length = 0;
  onTaken = () => void (company.clock.now = Date.parse('2026-11-24T21:00:10+08:00'));
  expect((await send(one.id)).state).toBe('done');
  onTaken = () => undefined;
  const morning = Date.parse('2026-11-25T08:00+08:00');
  const state = async () =>
    (await call<{ campaign: Campaign }>('alice', 'GET', `/campaigns/${one.id}`)).json.campaign;
  expect([taken.length, (await state()).resumesAt]).toEqual([1, morning]);
  company.clock.now = morning - 60_000;
  await look(0);
  expect(taken).toHaveLength(1);
  // It was off in the morning, and is switched on at night: still nobody is woken.
  company.clock.now = Date.parse('2026-11-25T23:00+08:00');
  await look(0);
  expect(taken).toHaveLength(1);
  company.clock.now = Date.parse('2026-11-26T10:00+08:00');
  await look(0);
  tokens.clear();
  expect(taken.map(({ to }) => to).toSorted()).toEqual([
    '13800000001',
    '13800000002',
    '13800000003',
  ]);
  expect(await state()).toMatchObject({ state: 'done', resumesAt: null });
  company.clock.now = START;
  tokens.clear();
});

test('an empty balance stops the campaign; what was cut off is unknown and never sent again', async () => {
  const one = await approved();
  refused.set('13800000002', ['isv.AMOUNT_NOT_ENOUGH']);
  taken.length = 0;
  const job = await send(one.id);
  expect([job.state, job.error]).toEqual(['failed', 'provider-stopped']);
  const stopped = await rows(one.id);
  expect(stopped.map(([name, state]) => [name, state])).toEqual([
    ['王强', 'sent'],
    ['李梅', 'queued'],
    ['赵一', 'queued'],
  ]);
  // The process ended while one was at the provider.
  await company.db.transaction(async (tx) => {
    const row = tx.updateTable('campaign_outbox').set({ state: 'sending' });
    await row.where('campaign_id', '=', one.id).where('address', '=', '13800000003').execute();
  });
  expect((await send(one.id)).state).toBe('done');
  expect((await rows(one.id)).map(([name, state]) => [name, state])).toEqual([
    ['王强', 'sent'],
    ['李梅', 'sent'],
    ['赵一', 'unknown'],
  ]);
  expect(taken.map(({ to }) => to)).toEqual(['13800000001', '13800000002']);
  // Whoever knows says so.
  const marked = await call<{ marked: number; campaign: Campaign }>(
    'alice',
    'POST',
    `/campaigns/${one.id}/mark`,
    { state: 'sent' },
  );
  expect([marked.json.marked, marked.json.campaign.state]).toEqual([1, 'done']);
});

test('no SMS goes out at night, and no more a day than the cap', async () => {
  const one = await approved();
  const { now } = company.clock;
  company.clock.now = Date.parse('2026-11-24T21:30+08:00');
  tokens.clear();
  const night = await call('alice', 'POST', `/campaigns/${one.id}/send`);
  expect(night.json.code).toBe('quiet-hours');
  company.clock.now = now;
  tokens.clear();
  await provider('sms', { ...aliyun, dailyCap: 1 });
  expect((await call('alice', 'POST', `/campaigns/${one.id}/send`)).json.code).toBe('daily-cap');
});

test('Tencent: signed by its own rule, values in their order', async () => {
  const tencent = { kind: 'tencent', account: 'key-id', secret: SECRET, appId: '1400006666' };
  expect((await provider('sms', { ...tencent, region: 'ap-guangzhou' })).status).toBe(200);
  const one = await approved();
  refused.set('13800000001', ['LimitExceeded.PhoneNumberDailyLimit']);
  taken.length = 0;
  expect((await send(one.id)).state).toBe('done');
  const states = async () => (await rows(one.id)).map(([, state, error]) => [state, error]);
  expect((await states()).map(([state]) => state)).toEqual(['failed', 'sent', 'sent']);
  became.set('13800000002', ['FAIL', '用户关机']);
  became.set('13800000003', ['SUCCESS', '用户短信接收成功']);
  await look(1);
  expect((await states()).slice(1)).toEqual([
    ['failed', '用户关机'],
    ['delivered', ''],
  ]);
  expect(taken[0]?.values).toBe('["李梅","alice"]');
  expect(new Set(taken.map(({ reference }) => reference)).size).toBe(2);
  // A wrong secret is found out at the first message, and costs none of the others.
  await provider('sms', { ...tencent, region: 'ap-guangzhou', secret: 'wrong' });
  const next = await approved();
  expect((await send(next.id)).error).toBe('provider-stopped');
  expect((await rows(next.id)).map(([, state]) => state)).toEqual(['queued', 'queued', 'queued']);
});

test('e-mail goes by the mail server of the settings', async () => {
  const port = await mailServer();
  const mail = { kind: 'smtp', host: '127.0.0.1', port, from: 'sales@example.com' };
  expect((await provider('email', mail)).status).toBe(200);
  const texts = { channel: 'email', subject: '新年好', signature: '', template: '' };
  const one = await approved(texts);
  expect((await send(one.id)).state).toBe('done');
  expect(await rows(one.id)).toEqual([
    ['王强', 'sent', ''],
    ['李梅', 'failed', '550'],
    ['赵一', 'sent', ''],
  ]);
  expect(mails).toHaveLength(2);
  expect(mails[0]).toContain('To: c0@example.com');
});
