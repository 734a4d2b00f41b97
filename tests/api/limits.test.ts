import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { isWrite, pathOf, type Endpoint } from '@xinhang/shared/contract/endpoint.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
/** Who may do what an owner does not: owners write no logs. */
let manager: string;
let port: number;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  manager = await company.login('manager');
  await company.app.listen({ port: 0, host: '127.0.0.1' });
  port = (company.app.server.address() as AddressInfo).port;
});
afterEach(() => {
  // First the spy on the clock that stands still, then that clock.
  vi.restoreAllMocks();
  vi.useRealTimers();
});
afterAll(async () => {
  await company.stop();
});

const endpoints = allEndpoints().map(({ endpoint }) => endpoint);
const served = (endpoint: Endpoint) =>
  company.app.hasRoute({ method: endpoint.method, url: pathOf(endpoint) });
const urlOf = (endpoint: Endpoint) => pathOf(endpoint).replaceAll(/:\w+/g, '1');
let keys = 0;

async function send(
  endpoint: Endpoint,
  contentType: string | null,
  payload: string,
  token = boss,
): Promise<{ status: number; code: string | undefined }> {
  const answer = await company.app.inject({
    method: endpoint.method,
    url: urlOf(endpoint),
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': `limits-${(keys += 1)}`,
      ...(contentType !== null && { 'content-type': contentType }),
    },
    payload,
  });
  if (answer.statusCode === 403 && token === boss) {
    return await send(endpoint, contentType, payload, manager);
  }
  return { status: answer.statusCode, code: (JSON.parse(answer.body) as { code?: string }).code };
}

/** What other servers took for JSON, or took as it came, without looking at it. */
const strangeTypes = [
  null,
  'text/plain',
  'text/json',
  'application/jsonp',
  'application/json5',
  'application/json+',
  'application/json/x',
  'application/json, text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/octet-stream; charset=utf-8',
  'application/json; charset=utf-16',
  'application/json;charset="gbk"',
  'application/json; charset=utf-8; charset=utf-16',
  'application/json\t;a',
  'application/json; charset',
  'application/json;',
  'json',
  '*/*',
];

test('a body of any other type is refused by every endpoint, and nothing is written', async () => {
  const writes = endpoints.filter((one) => isWrite(one) && served(one));
  expect(writes.length).toBeGreaterThan(30);
  const { n: before } = await total();
  const wrong: string[] = [];
  for (const endpoint of writes) {
    for (const type of strangeTypes) {
      if (endpoint.kind === 'upload' && type?.startsWith('application/octet-stream')) continue;
      const { status } = await send(endpoint, type, '{"a":1}');
      if (status !== 400 && status !== 415) wrong.push(`${endpoint.path} ${type}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect((await total()).n).toBe(before);
});

const total = () =>
  company.db.read
    .selectFrom('audit_event')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();

test('keys that poison an object are refused by every endpoint that takes JSON', async () => {
  const poison = [
    '{"__proto__":{"admin":true}}',
    '{"a":{"__proto__":1}}',
    '{"a":[{"constructor":{"prototype":{"admin":true}}}]}',
    '{"\\u005f_proto__":{}}',
  ];
  for (const endpoint of endpoints) {
    if (!isWrite(endpoint) || !served(endpoint) || endpoint.kind === 'upload') continue;
    for (const body of poison) {
      const answer = await send(endpoint, 'application/json', body);
      expect([endpoint.path, body, answer]).toEqual([
        endpoint.path,
        body,
        { status: 400, code: 'bad-request' },
      ]);
    }
  }
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});

test('bodies beyond all reason are refused and harm nobody', async () => {
  const login = endpoints.find((one) => one.path === '/auth/login')!;
  const deep = '[{"a":'.repeat(10_000) + '1' + '}]'.repeat(10_000);
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [n, 1])));
  expect(await send(login, 'application/json', deep)).toMatchObject({ status: 400 });
  expect(await send(login, 'application/json', wide)).toMatchObject({ status: 400 });
  const large = JSON.stringify({ login: 'x'.repeat(2 * 1024 * 1024), password: 'x' });
  expect(await send(login, 'application/json', large)).toEqual({
    status: 413,
    code: 'body-too-large',
  });
  expect(await send(login, 'application/json', '')).toMatchObject({ status: 400 });
});

interface Line {
  readonly socket: Socket;
  /** What came back until the server closed it. */
  readonly closed: Promise<string>;
}

async function open(text: string): Promise<Line> {
  const socket = connect(port, '127.0.0.1');
  let got = '';
  socket.on('data', (chunk) => (got += chunk.toString())).on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(got)));
  await once(socket, 'connect');
  socket.write(text);
  return { socket, closed };
}

test('a header of 15 KB passes, one of 17 KB is a problem of its own', async () => {
  const ask = (size: number) =>
    open(
      `GET /api/v1/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: ${'a'.repeat(size)}\r\n\r\n`,
    );
  expect(await (await ask(15_000)).closed).toMatch(/^HTTP\/1.1 200 /);
  const refused = await (await ask(17_000)).closed;
  expect(refused).toMatch(/^HTTP\/1.1 431 /);
  expect(refused).toContain('"code":"header-too-large"');
  const nonsense = await (await open('HELO office\r\n\r\n')).closed;
  expect(nonsense).toMatch(/^HTTP\/1.1 400 /);
  expect(nonsense).toContain('"code":"bad-request"');
});

test('a request of two lengths is refused, and its tail is no request of its own', async () => {
  const tail = 'GET /api/v1/auth/me HTTP/1.1\r\nHost: x\r\n\r\n';
  const both = ['Content-Length: 4', 'Transfer-Encoding: chunked'];
  const twice = ['Content-Length: 4', 'Content-Length: 5'];
  const odd = ['Transfer-Encoding: xchunked'];
  for (const lengths of [both, twice, odd]) {
    const head = ['POST /api/v1/auth/login HTTP/1.1', 'Host: x', ...lengths].join('\r\n');
    const { closed } = await open(`${head}\r\n\r\n0\r\n\r\n${tail}`);
    const said = await closed;
    expect(said.match(/HTTP\/1\.1 (\d+)/g)).toEqual(['HTTP/1.1 400']);
  }
});

test('a field given twice in a query is no one value', async () => {
  const answer = await company.call(boss, 'GET', '/customers?limit=5&limit=6');
  expect(answer).toMatchObject({ status: 400, json: { code: 'validation-failed' } });
});

test('connections whose header trickles are closed, and the others are served meanwhile', async () => {
  const lines = await Promise.all(
    Array.from({ length: 60 }, () => open('GET /api/v1/health HTTP/1.1\r\nhost: x\r\n')),
  );
  const dribble = setInterval(() => {
    for (const { socket } of lines) if (socket.writable) socket.write('x: y\r\n');
  }, 200);
  const honest = await fetch(`http://127.0.0.1:${port}/api/v1/health`);
  expect(honest.status).toBe(200);
  await Promise.all(lines.map((line) => line.closed));
  clearInterval(dribble);
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/health`)).status).toBe(200);
});

test('a connection that asked nothing is closed without an answer', async () => {
  const silent = await open('');
  const halting = await open('GET /api/v1/health HTTP/1.1\r\nhost: x\r\n');
  expect(await silent.closed).toBe('');
  expect(await halting.closed).toMatch(/ 400 /);
});

test('a JSON body that trickles is cut', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const asked = vi.spyOn(globalThis, 'setTimeout');
  const before = asked.mock.calls.length;
  const line = await open(
    'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n' +
      'content-length: 100\r\n\r\n{',
  );
  await vi.waitUntil(() => asked.mock.calls.slice(before).some(([, ms]) => ms === 10_000));
  line.socket.write('"');
  vi.advanceTimersByTime(10_000);
  // Its handler's time is up in the same moment: the sender may still read that.
  expect(await line.closed).toMatch(/^($|HTTP\/1\.1 503 )/);
});

test('an answer that is worth it leaves compressed to whoever asks for it', async () => {
  const ask = (path: string, encoding: string) =>
    company.app.inject({
      url: path,
      headers: { authorization: `Bearer ${boss}`, 'accept-encoding': encoding },
    });
  const plain = await ask('/api/openapi.json', 'identity');
  const packed = await ask('/api/openapi.json', 'br, gzip');
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.headers['vary']).toContain('accept-encoding');
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  const small = await ask('/api/v1/health', 'gzip');
  expect(small.headers['content-encoding']).toBeUndefined();
});

test('a session that asks without end is told to wait, and nobody else is', async () => {
  const strict = await startCompany({ requestsPerMinute: 20 });
  try {
    const [alice, bob] = [await strict.login('alice'), await strict.login('bob')];
    const answers = [];
    for (let n = 0; n < 23; n += 1) answers.push(await strict.call(alice, 'GET', '/auth/me'));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]!.json).toMatchObject({
      code: 'rate-limited',
      params: { seconds: expect.any(Number) as number },
    });
    const raw = await strict.app.inject({
      url: '/api/v1/auth/me',
      headers: { authorization: `Bearer ${alice}` },
    });
    expect(Number(raw.headers['retry-after'])).toBeGreaterThan(0);
    expect((await strict.call(bob, 'GET', '/auth/me')).status).toBe(200);
    // Tokens that nobody gave out share the count of their address.
    const made = [];
    for (let n = 0; n < 30; n += 1) made.push(await strict.call(`t${n}`, 'GET', '/auth/me'));
    expect(made.at(-1)!.status).toBe(429);
    expect((await strict.call(bob, 'GET', '/auth/me')).status).toBe(200);
  } finally {
    await strict.stop();
  }
});

test('logins from one address are few, whatever the names', async () => {
  const strict = await startCompany({ requestsPerMinute: 0 });
  try {
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 70; n += 1) {
      // Refused by its shape, so that this costs no hashing.
      const answer = await strict.call(null, 'POST', '/auth/login', { login: `u${n}` });
      codes.push((answer.json as { code?: string }).code);
    }
    expect(codes.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 'validation-failed'));
    expect(codes.slice(60)).toEqual(Array.from({ length: 10 }, () => 'rate-limited'));
  } finally {
    await strict.stop();
  }
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Without turning the clock, as vitest's own would. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await turn();
}

test('a short answer is given within ten seconds; a file may take its time', async () => {
  let hangs = false;
  let hanging = 0;
  const stuck = await startCompany({
    wrap: (db) => ({
      ...db,
      transaction(work) {
        if (!hangs) return db.transaction(work);
        hanging += 1;
        return new Promise(() => {});
      },
    }),
  });
  try {
    const token = await stuck.login('alice');
    const { json } = await stuck.call(token, 'POST', '/customers', { name: '慢公司' });
    hangs = true;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const ask = (url: string, type: string, payload: string) => {
      const answer: { status?: number; code?: string } = {};
      const headers = {
        authorization: `Bearer ${token}`,
        'idempotency-key': `limits-${(keys += 1)}`,
        'content-type': type,
      };
      const sent = stuck.app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
      void sent.then(
        (found) => {
          Object.assign(answer, {
            status: found.statusCode,
            code: found.json<typeof answer>().code,
          });
        },
        (error: Error) => Object.assign(answer, { code: error.message }),
      );
      return answer;
    };
    const short = ask('/customers', 'application/json', '{"name":"又一家"}');
    const file = `/customers/${(json as { id: number }).id}/files?name=a.txt`;
    const long = ask(file, 'application/octet-stream', 'x'.repeat(5000));
    // Both wait for the database, the file with all its bytes.
    await until(() => hanging === 2);
    vi.advanceTimersByTime(9999);
    await turn();
    expect(short).toEqual({});
    vi.advanceTimersByTime(1);
    await until(() => short.status !== undefined);
    expect(short).toEqual({ status: 503, code: 'timed-out' });
    vi.advanceTimersByTime(600_000);
    for (let n = 0; n < 20; n += 1) await turn();
    expect(long).toEqual({});
  } finally {
    vi.useRealTimers();
    hangs = false;
    await stuck.db.close();
  }
});
