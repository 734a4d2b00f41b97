import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import type { Sheet, SheetRow } from '@xinhang/shared/appraisals.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'admin', 'buyer'];
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
const logIn = async () => {
  for (const name of people) tokens[name] = await company.login(name);
};
async function ask<T>(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const answer = await call<T>(who, method, path, body);
  expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
  return answer.json;
}
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);
const told = async (who: string) =>
  (await ask<{ rows: Notification[] }>(who, 'GET', '/notifications?show=unseen')).rows
    .filter(({ kind }) => kind.startsWith('appraisal'))
    .map((row) => [row.kind, row.params['name']]);
const box = async (who: string, query: string) =>
  (
    await ask<{ rows: SheetRow[]; count: number }>(
      who,
      'GET',
      `/appraisals/sheets?count=1&${query}`,
    )
  ).rows;
const read = async (who: string, id: number) =>
  await ask<Sheet>(who, 'GET', `/appraisals/sheets/${id}`);
const desk = async (who: string, kind: string) =>
  (await ask<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).blocks
    .find((one) => one.kind === kind)
    ?.sheets?.map((row) => row.id);

const talks = {
  kind: 'auto',
  key: 'talks',
  name: '跟进',
  weight: 60,
  figure: 'followUps',
  scoring: { rule: 'linear', floor: 0, target: 4, cap: 120 },
} as const;
const attitude = { kind: 'manual', key: 'attitude', name: '态度', weight: 40, note: '' } as const;
const scheme = (more: object = {}) => ({
  name: '业务员月度',
  span: 'month',
  posts: ['业务员'],
  deptIds: [],
  indicators: [talks, attitude],
  ...more,
});
let made: Scheme;
let mine: SheetRow;
const score = (points: number | null) => [{ key: 'attitude', score: points, note: '好' }];
const at = async (ms: number) => {
  company.clock.now = ms;
  await logIn();
};
async function night() {
  await company.clockwork.tick();
  await company.jobs.idle();
}

beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  await logIn();
  for (const { key } of company.clockwork.kinds) {
    if (key === 'appraisals') continue;
    await ask('admin', 'PATCH', `/schedules/${key}`, { version: 1, enabled: false });
  }
  for (const name of ['alice', 'bob']) {
    const path = `/users/${company.users[name]}`;
    const { version } = await ask<{ version: number }>('boss', 'GET', path);
    await ask('boss', 'PATCH', path, { version, post: '业务员' });
  }
});
afterAll(async () => {
  await company.stop();
});

test('a scheme says whom and what it measures, and is refused where that does not add up', async () => {
  const refusals: [object, string, string][] = [
    [{ indicators: [talks] }, '/indicators', 'weights-not-whole'],
    [{ indicators: [talks, { ...attitude, key: 'talks' }] }, '/indicators/1/key', 'given-twice'],
    [
      { indicators: [{ ...talks, figure: 'shoeSize' }, attitude] },
      '/indicators/0/figure',
      'unknown-figure',
    ],
    [
      {
        indicators: [
          { ...talks, scoring: { rule: 'linear', floor: 4, target: 4, cap: 100 } },
          attitude,
        ],
      },
      '/indicators/0/scoring/target',
      'target-for-more',
    ],
    [
      {
        indicators: [
          {
            ...talks,
            figure: 'overdueRate',
            scoring: { rule: 'linear', floor: 1000, target: 5000, cap: 100 },
          },
          attitude,
        ],
      },
      '/indicators/0/scoring/target',
      'target-for-less',
    ],
    [{ posts: [] }, '/posts', 'for-nobody'],
    [{ deptIds: [99_999] }, '/deptIds/0', 'unknown-dept'],
  ];
  for (const [body, pointer, code] of refusals) {
    const answer = await call('boss', 'POST', '/appraisals/schemes', scheme(body));
    expect([answer.status, pointers(answer)]).toEqual([422, [[pointer, code]]]);
  }
  made = await ask<Scheme>('boss', 'POST', '/appraisals/schemes', scheme());
  expect([made.edition, made.sinceOn]).toEqual([1, '2026-11-24']);
  expect((await call('boss', 'POST', '/appraisals/schemes', scheme())).json.code).toBe(
    'already-exists',
  );
  const catalogue = await ask<{ figures: { key: string }[]; posts: string[] }>(
    'boss',
    'GET',
    '/appraisals/figures',
  );
  expect(catalogue.figures.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['wonFen', 'winRate', 'newCustomers', 'visits', 'overdueRate']),
  );
  expect(catalogue.posts).toEqual(['业务员']);
  for (const who of ['manager', 'alice', 'admin']) {
    expect((await call(who, 'GET', '/appraisals/schemes')).status).toBe(403);
  }
});

test('when the month is over everybody of the post has one sheet, with figures of that month', async () => {
  // Made while the month runs: what comes later counts all the same.
  const early = { schemeId: made.id, period: '2026-11', personIds: [company.users['alice']] };
  expect(await ask('boss', 'POST', '/appraisals/sheets', early)).toEqual({ made: 1 });
  const [sheet] = await box('alice', 'box=own');
  expect(sheet!.dueOn).toBe('2026-12-06');
  expect((await read('alice', sheet!.id)).items[0]!.figure).toBe(0);
  // Kept it may be, handed in only when the month is over.
  const path = `/appraisals/sheets/${sheet!.id}/self`;
  const whole = { version: 1, scores: score(90), submit: true };
  expect((await call('alice', 'POST', path, whole)).json.code).toBe('period-running');
  const { id } = await ask<{ id: number }>('alice', 'POST', '/customers', { name: '考核公司' });
  for (const type of ['call', 'visit']) {
    await ask('alice', 'POST', '/follow-ups', { customerId: id, type, content: 'x' });
  }
  // The last night of November: nothing is over yet.
  await at(Date.UTC(2026, 10, 29, 22));
  await night();
  expect((await box('alice', 'box=own')).map((row) => row.id)).toEqual([sheet!.id]);
  expect(await box('bob', 'box=own')).toEqual([]);
  expect((await read('alice', sheet!.id)).items[0]!.figure).toBe(0);
  // Given to somebody else meanwhile: what alice did stays hers.
  const { version } = await ask<{ version: number }>('boss', 'GET', `/customers/${id}`);
  const to = { version, ownerId: company.users['bob'] };
  await ask('boss', 'POST', `/customers/${id}/assign`, to);
  await at(Date.UTC(2026, 10, 30, 22));
  await night();
  const own = await box('alice', 'box=own');
  expect(own.map((row) => [row.period, row.state, row.dueOn, row.from, row.to])).toEqual([
    ['2026-11', 'draft', '2026-12-06', '2026-11-01', '2026-11-30'],
  ]);
  mine = own[0]!;
  const { items } = await read('alice', mine.id);
  expect(items.map((item) => [item.figure, item.selfScore])).toEqual([
    [2, 5000],
    [null, null],
  ]);
  expect(await told('alice')).toEqual([['appraisal-made', 'alice 2026-11']]);
  expect(await desk('alice', 'sheetsToFill')).toEqual([mine.id]);
  // Once, whatever the clock does.
  await at(Date.UTC(2026, 11, 3));
  await night();
  const body = { schemeId: made.id, period: '2026-11' };
  expect(await ask('boss', 'POST', '/appraisals/sheets', body)).toEqual({ made: 0 });
  expect((await box('boss', 'box=team')).map((row) => row.person.name).toSorted()).toEqual([
    'alice',
    'bob',
  ]);
  expect(
    pointers(await call('boss', 'POST', '/appraisals/sheets', { ...body, period: '2026' })),
  ).toEqual([['/period', 'other-span']]);
  expect(
    pointers(await call('boss', 'POST', '/appraisals/sheets', { ...body, period: '2027-01' })),
  ).toEqual([['/period', 'period-ahead']]);
});

test('one’s sheets are seen by oneself and by those who lead one, and by nobody else', async () => {
  for (const who of ['bob', 'admin', 'buyer']) {
    expect((await call(who, 'GET', `/appraisals/sheets/${mine.id}`)).status).toBe(404);
    expect(await box(who, 'box=team')).toEqual([]);
  }
  for (const who of ['alice', 'manager', 'boss']) {
    expect((await read(who, mine.id)).person.name).toBe('alice');
  }
  expect((await box('manager', 'box=team')).map((row) => row.person.name)).toEqual(['alice']);
  // The log of the administrator says that it happened, and no score.
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select('after')
    .where('entity', '=', 'appraisal')
    .execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => !/score|total|grade/.test(row.after ?? ''))).toBe(true);
});

test('it goes from the person to the head and back, and each sees the other’s words when they are sent', async () => {
  const path = `/appraisals/sheets/${mine.id}`;
  const act = async (who: string, verb: string, body: object) =>
    await call<Sheet & Refusal>(who, 'POST', `${path}/${verb}`, body);
  const version = async () => (await read('boss', mine.id)).version;
  const stale = await act('alice', 'self', { version: 9, scores: [], submit: false });
  expect(stale.json.code).toBe('version-conflict');
  const wrong = { version: 1, scores: [{ key: 'talks', score: 90, note: '' }], submit: false };
  expect(pointers(await act('alice', 'self', wrong))).toEqual([
    ['/scores/0/key', 'unknown-indicator'],
  ]);
  expect(pointers(await act('alice', 'self', { version: 1, scores: [], submit: true }))).toEqual([
    ['/scores', 'score-missing'],
  ]);
  await act('alice', 'self', { version: 1, scores: score(88.5), submit: false });
  expect((await read('manager', mine.id)).items[1]!.selfScore).toBeNull();
  expect((await act('manager', 'self', { version: 2, scores: [], submit: true })).status).toBe(403);
  expect((await act('manager', 'score', { version: 2, scores: [], sign: true })).json.code).toBe(
    'state-refused',
  );
  const handed = await act('alice', 'self', { version: 2, scores: score(90), submit: true });
  // (60 % of 50 + 40 % of 90)
  expect([handed.json.state, handed.json.selfTotal]).toEqual(['submitted', 6600]);
  expect(await desk('manager', 'sheetsToScore')).toEqual([mine.id]);
  expect(await desk('boss', 'sheetsToScore')).toBeUndefined();
  expect((await box('manager', 'box=todo')).map((row) => row.id)).toEqual([mine.id]);
  expect(await told('manager')).toEqual([['appraisal-submitted', 'alice 2026-11']]);
  expect((await act('alice', 'count', {})).json.code).toBe('state-refused');
  expect((await act('alice', 'score', { version: 3, scores: [], sign: true })).status).toBe(403);

  await act('manager', 'return', { version: 3, reason: '写清楚' });
  expect((await read('alice', mine.id)).state).toBe('draft');
  await act('alice', 'self', { version: 4, scores: score(80), submit: true });
  const draft = { version: 5, scores: score(70), comment: '还行', sign: false };
  expect((await act('manager', 'score', draft)).json.items[1]!.headScore).toBe(7000);
  const seen = await read('alice', mine.id);
  expect([seen.items[1]!.headScore, seen.comment, seen.total]).toEqual([null, '', null]);
  // Late: the head has had it for longer than he may.
  expect((await box('manager', 'box=team&late=1')).length).toBe(0);
  await at(Date.UTC(2026, 11, 20));
  expect((await box('manager', 'box=team&late=1')).map((row) => row.id)).toEqual([mine.id]);
  const signed = await act('manager', 'score', { version: 6, scores: score(75), sign: true });
  expect([signed.json.state, signed.json.total, signed.json.grade]).toEqual(['scored', 6000, 'C']);
  expect((await read('alice', mine.id)).items[1]!.headScore).toBe(7500);

  // What happens later changes nothing of what was signed.
  await ask('alice', 'POST', '/customers', { name: '后来的公司' });
  expect((await read('alice', mine.id)).items[0]!.figure).toBe(2);
  expect(
    (await act('manager', 'confirm', { version: await version(), objection: '' })).status,
  ).toBe(403);
  const objected = await act('alice', 'confirm', { version: await version(), objection: '太低' });
  expect([objected.json.state, objected.json.objected]).toEqual(['closed', true]);
  expect((await told('manager'))[0]![0]).toBe('appraisal-objected');
  await act('manager', 'return', { version: await version(), reason: '再看' });
  await act('manager', 'score', { version: await version(), scores: score(100), sign: true });
  const last = await act('alice', 'confirm', { version: await version(), objection: '' });
  expect([last.json.total, last.json.objected, last.json.objection]).toEqual([7000, false, '']);
  expect(last.json.steps.map((step) => step.verb)).toEqual([
    'made',
    'counted',
    'submitted',
    'returned',
    'submitted',
    'scored',
    'objected',
    'reopened',
    'scored',
    'confirmed',
  ]);
  const again = { version: await version(), reason: '又' };
  expect((await act('manager', 'return', again)).json.code).toBe('state-refused');
});

test('sheets keep the indicators they were made with', async () => {
  const body = { version: 1, indicators: [{ ...talks, weight: 100 }] };
  const changed = await ask<Scheme>('boss', 'PATCH', `/appraisals/schemes/${made.id}`, body);
  expect(changed.edition).toBe(2);
  expect((await read('alice', mine.id)).items).toHaveLength(2);
  const running = { schemeId: made.id, period: '2026-12', personIds: [company.users['alice']] };
  expect(await ask('boss', 'POST', '/appraisals/sheets', running)).toEqual({ made: 1 });
  const [newest] = await box('alice', 'box=own');
  expect((await read('alice', newest!.id)).items).toHaveLength(1);
});

test('results stand side by side for who leads, and leave as a file', async () => {
  interface Results {
    rows: { sheet: SheetRow; before: number | null }[];
    depts: { dept: { name: string }; grades: Record<string, number>; open: number }[];
  }
  const results = async (who: string) =>
    await ask<Results>(who, 'GET', '/appraisals/results?period=2026-11');
  expect(
    (await results('manager')).rows.map((row) => [row.sheet.person.name, row.sheet.total]),
  ).toEqual([['alice', 7000]]);
  const all = await results('boss');
  expect(all.depts.map((one) => [one.dept.name, one.grades['C'], one.open])).toEqual(
    [
      ['二组', 0, 1],
      ['一组', 1, 0],
    ].toSorted((a, b) => String(a[0]).localeCompare(String(b[0]), 'zh')),
  );
  expect((await call('alice', 'GET', '/appraisals/results')).status).toBe(403);
  const { jobId } = await ask<{ jobId: number }>('manager', 'POST', '/appraisals/results/export', {
    period: '2026-11',
    format: 'csv',
  });
  await company.jobs.idle();
  const job = await ask<{ state: string }>('manager', 'GET', `/jobs/${jobId}`);
  expect(job.state).toBe('done');
  const file = await company.app.inject({
    url: `/api/v1/jobs/${jobId}/file`,
    headers: { authorization: `Bearer ${tokens['manager']}` },
  });
  expect(file.body).toContain('alice');
  expect(file.body).toContain('2026-11,已结束,62,70,');
  expect(file.body).not.toContain('bob');
});

test('the sheets of a leaver are given up, those of somebody locked wait', async () => {
  const [row] = (await box('boss', 'box=team&period=2026-11')).filter(
    ({ person }) => person.name === 'bob',
  );
  const path = `/users/${company.users['bob']}`;
  const state = async (to: string) => {
    const { version } = await ask<{ version: number }>('boss', 'GET', path);
    return await call('boss', 'POST', `${path}/state`, { version, state: to });
  };
  await state('locked');
  expect((await read('boss', row!.id)).state).toBe('draft');
  await state('active');
  for (const { id, version } of (
    await ask<{ rows: { id: number; version: number }[] }>(
      'boss',
      'GET',
      `/customers?ownerId=${company.users['bob']}`,
    )
  ).rows) {
    const to = { version, ownerId: company.users['boss'] };
    await ask('boss', 'POST', `/customers/${id}/assign`, to);
  }
  expect((await state('left')).status).toBe(200);
  expect((await read('boss', row!.id)).state).toBe('void');
});

test('what is not handed in by its day is scored all the same, without what was kept', async () => {
  people.splice(people.indexOf('bob'), 1);
  await at(Date.UTC(2027, 0, 10));
  const schemePath = `/appraisals/schemes/${made.id}`;
  await ask('boss', 'PATCH', schemePath, { version: 2, indicators: [talks, attitude] });
  const running = { schemeId: made.id, period: '2027-01', personIds: [company.users['alice']] };
  await ask('boss', 'POST', '/appraisals/sheets', running);
  const [{ id }] = (await box('alice', 'box=own&period=2027-01')) as [SheetRow];
  const path = `/appraisals/sheets/${id}`;
  const kept = { version: 1, scores: score(60), submit: false };
  await ask('alice', 'POST', `${path}/self`, kept);
  const signed = { version: 2, scores: score(50), comment: '没有交', sign: true };
  const sign = async () => await call<Sheet & Refusal>('manager', 'POST', `${path}/score`, signed);
  await at(Date.UTC(2027, 1, 6, 3));
  expect((await read('manager', id)).dueOn).toBe('2027-02-06');
  expect((await sign()).json.code).toBe('state-refused');
  await at(Date.UTC(2027, 1, 7, 3));
  expect((await read('manager', id)).items[1]!.selfScore).toBeNull();
  const { json } = await sign();
  // (60 % of 0 + 40 % of 50)
  expect([json.state, json.total, json.selfTotal]).toEqual(['scored', 2000, null]);
  expect([json.items[1]!.selfScore, json.items[1]!.headScore]).toEqual([null, 5000]);
  const late = { version: 3, scores: score(90), submit: true };
  expect((await call('alice', 'POST', `${path}/self`, late)).json.code).toBe('state-refused');
  expect((await read('alice', id)).items[1]!.headScore).toBe(5000);
  const confirmed = await ask<Sheet>('alice', 'POST', `${path}/confirm`, { version: 3 });
  expect(confirmed.state).toBe('closed');
});
