import type { Deal, DealRow } from '@xinhang/shared/deals.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { stageStays } from '@xinhang/server/modules/deals/stays.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let pipeline: Pipeline;
let own: number;
let others: number;

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
type Refusal = { code: string; errors?: { pointer: string; code: string }[]; data?: unknown };
const refused = async (who: string, method: 'POST' | 'PATCH', path: string, body: object) => {
  const { status, json } = await call<Refusal>(who, method, path, body);
  return [status, json.code] as const;
};
let names = 0;
async function open(who: string, body: object = {}): Promise<Deal> {
  const name = `商机${(names += 1)}`;
  const answer = await call<Deal>(who, 'POST', '/deals', {
    name,
    pipelineId: pipeline.id,
    ...body,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return answer.json;
}
const ids = async (who: string, query = '') =>
  (await call<{ rows: DealRow[] }>(who, 'GET', `/deals?limit=200&${query}`)).json.rows.map(
    (row) => row.id,
  );

const people = ['alice', 'bob', 'manager', 'boss', 'buyer', 'admin'];
/** Sessions end meanwhile. */
async function threeDaysLater(): Promise<void> {
  company.clock.now += 3 * 86_400_000;
  for (const name of people) tokens[name] = await company.login(name);
}

beforeAll(async () => {
  company = await startCompany();
  for (const name of people) tokens[name] = await company.login(name);
  const { rows } = (await call<{ rows: Pipeline[] }>('alice', 'GET', '/pipelines')).json;
  pipeline = rows.find((one) => one.salesModel === 'dev')!;
  const register = async (who: string, name: string) =>
    (await call<{ id: number }>(who, 'POST', '/customers', { name })).json.id;
  own = await register('alice', '甲方公司');
  others = await register('bob', '乙方公司');
});
afterAll(async () => {
  await company.stop();
});

test('a company starts with a pipeline for each sales model', async () => {
  const { rows } = (await call<{ rows: Pipeline[] }>('boss', 'GET', '/pipelines')).json;
  expect(rows.map((row) => row.salesModel)).toEqual(['dev', 'retain', 'project']);
  expect(pipeline.stages.map((stage) => stage.chance)).toEqual([10, 30, 50, 75, 90]);
  expect(await refused('alice', 'POST', '/pipelines', { name: '私货', stages: [] })).toEqual([
    403,
    'forbidden',
  ]);
});

test('one sees own deals, those of one’s customers, and those one has a share of', async () => {
  const mine = await open('alice', { customerId: own });
  const unnamed = await open('alice');
  const theirs = await open('bob', { customerId: others });
  const shared = await open('bob', {
    shares: [
      { userId: company.users['bob'], shareBp: 7000 },
      { userId: company.users['alice'], shareBp: 3000 },
    ],
  });
  expect(await ids('alice')).toEqual(expect.arrayContaining([mine.id, unnamed.id, shared.id]));
  expect(await ids('alice')).not.toContain(theirs.id);
  expect(await ids('manager')).toEqual(expect.arrayContaining([mine.id, unnamed.id]));
  expect(await ids('manager')).not.toContain(shared.id);
  expect(await ids('boss')).toEqual(expect.arrayContaining([mine.id, theirs.id, shared.id]));
  expect((await call('alice', 'GET', `/deals/${theirs.id}`)).status).toBe(404);
  expect(
    (await call('alice', 'PATCH', `/deals/${shared.id}`, { version: 1, note: 'x' })).status,
  ).toBe(403);
  for (const blind of ['buyer', 'admin']) {
    expect((await call(blind, 'GET', '/deals')).status).toBe(403);
  }
  // Reading rights move with the customer; the former owner of it keeps the own deal.
  const { version } = (await call<{ version: number }>('boss', 'GET', `/customers/${own}`)).json;
  const give = { version, ownerId: company.users['bob'] };
  expect((await call('boss', 'POST', `/customers/${own}/assign`, give)).status).toBe(200);
  expect(await ids('bob')).toContain(mine.id);
  const seen = (await call<Deal>('alice', 'GET', `/deals/${mine.id}`)).json;
  expect([seen.customer?.name, seen.customerOpen]).toEqual(['甲方公司', false]);
  const back = { version: version + 1, ownerId: company.users['alice'] };
  await call('boss', 'POST', `/customers/${own}/assign`, back);
});

test('a stage is entered through its gates, and left backwards with a reason', async () => {
  const deal = await open('alice');
  const [, second, third] = pipeline.stages;
  const to = { version: 1, stageId: third!.id };
  const no = await call<Refusal>('alice', 'POST', `/deals/${deal.id}/stage`, to);
  expect([no.status, no.json.code]).toEqual([409, 'gate-not-passed']);
  expect(no.json.data).toEqual({
    missing: [
      { kind: 'field', field: 'customer' },
      { kind: 'field', field: 'amount' },
    ],
  });
  const filled = { version: 1, customerId: own, amountFen: 120_000 };
  const changed = (await call<Deal>('alice', 'PATCH', `/deals/${deal.id}`, filled)).json;
  await threeDaysLater();
  const moved = await call<Deal>('alice', 'POST', `/deals/${deal.id}/stage`, {
    version: changed.version,
    stageId: third!.id,
  });
  expect([moved.status, moved.json.stage.id]).toEqual([200, third!.id]);
  const { version } = moved.json;
  const back = { version, stageId: second!.id };
  expect(await refused('alice', 'POST', `/deals/${deal.id}/stage`, back)).toEqual([
    422,
    'reason-needed',
  ]);
  const done = await call<Deal>('alice', 'POST', `/deals/${deal.id}/stage`, {
    ...back,
    reason: '预算没批',
  });
  expect(done.json.events[0]).toMatchObject({ kind: 'stage', back: true, reason: '预算没批' });
  expect(done.json.stageTimes.map((time) => time.until !== null)).toEqual([true, true, false]);
  expect(done.json.stageTimes[0]!.until! - done.json.stageTimes[0]!.since).toBe(3 * 86_400_000);
  expect(await refused('alice', 'POST', `/deals/${deal.id}/stage`, back)).toEqual([
    409,
    'version-conflict',
  ]);
});

test('a check of a gate is ticked before the door opens', async () => {
  const stages = [
    { name: '起', chance: 10 },
    { name: '承', chance: 60, gate: [{ kind: 'check', title: '样品已确认' }] },
  ];
  const made = await call<Pipeline>('boss', 'POST', '/pipelines', { name: '带检查', stages });
  expect(made.status).toBe(201);
  const [first, second] = made.json.stages;
  const deal = await open('alice', { pipelineId: made.json.id });
  const go = async (version: number) =>
    await call<Deal & Refusal>('alice', 'POST', `/deals/${deal.id}/stage`, {
      version,
      stageId: second!.id,
    });
  expect((await go(1)).json.code).toBe('gate-not-passed');
  const check = second!.gate[0]!;
  if (check.kind !== 'check') throw new Error('a check was asked for');
  const ticked = await call<Deal>('alice', 'POST', `/deals/${deal.id}/checks`, {
    version: 1,
    checkId: check.id,
    on: true,
  });
  expect(ticked.json.gates).toEqual([{ stageId: second!.id, item: check, met: true }]);
  expect((await go(2)).status).toBe(200);
  // A stage with open deals in it stays; one without goes, and histories go on naming it.
  const without = (gone: number) => ({
    version: 1,
    stages: made.json.stages.filter((stage) => stage.id !== gone),
  });
  const path = `/pipelines/${made.json.id}`;
  expect(await refused('boss', 'PATCH', path, without(second!.id))).toEqual([409, 'in-use']);
  expect((await call('boss', 'PATCH', path, without(first!.id))).status).toBe(200);
  const seen = (await call<Deal>('alice', 'GET', `/deals/${deal.id}`)).json;
  expect(seen.stageTimes.map((time) => time.name)).toEqual(['起', '承']);
});

test('won needs a customer and an amount, lost a reason; both count, and go on again', async () => {
  const deal = await open('alice', { source: '展会' });
  const path = `/deals/${deal.id}`;
  const won = { version: 1, outcome: 'won' };
  const no = await call<Refusal>('alice', 'POST', `${path}/close`, won);
  expect([no.json.code, no.json.errors!.map((error) => error.pointer)]).toEqual([
    'deal-incomplete',
    ['/customerId', '/amountFen'],
  ]);
  expect(await refused('alice', 'POST', `${path}/close`, { version: 1, outcome: 'lost' })).toEqual([
    422,
    'reason-needed',
  ]);
  const fields = {
    version: 1,
    customerId: own,
    lines: [{ product: '泵', qtyE4: 30_000, priceE4: 1_234_567 }],
  };
  // 3 × 123.4567 is 370.3701, to the fen 370.37.
  expect((await call<Deal>('alice', 'PATCH', path, fields)).json.amountFen).toBe(37_037);
  const tomorrow = { version: 2, outcome: 'won', closedOn: '2027-01-01' };
  expect(await refused('alice', 'POST', `${path}/close`, tomorrow)).toEqual([422, 'field-refused']);
  // Entered afterwards, within reason.
  const ages = await call<Refusal>('alice', 'POST', `${path}/close`, {
    ...tomorrow,
    closedOn: '1900-01-01',
  });
  expect(ages.json.errors).toMatchObject([{ pointer: '/closedOn', code: 'too-early' }]);
  const closed = await call<Deal>('alice', 'POST', `${path}/close`, { version: 2, outcome: 'won' });
  expect(closed.json).toMatchObject({ state: 'won', chance: 100, closedOn: '2026-11-27' });
  expect(await refused('alice', 'PATCH', path, { version: 3, note: 'x' })).toEqual([
    409,
    'deal-closed',
  ]);
  const bySource = async () =>
    (await call<{ rows: object[] }>('alice', 'GET', '/deals/outcomes?by=source')).json.rows;
  expect(await bySource()).toEqual([
    { key: '展会', name: '展会', won: 1, lost: 0, wonFen: 37_037, rateBp: 10_000 },
  ]);
  expect((await call<{ rows: object[] }>('bob', 'GET', '/deals/outcomes')).json.rows).toEqual([]);
  const again = { version: 3, reason: '合同取消' };
  const reopened = (await call<Deal>('alice', 'POST', `${path}/reopen`, again)).json;
  expect(reopened).toMatchObject({ state: 'open', closedOn: null });
  expect(await bySource()).toEqual([]);
  const lost = { version: 4, outcome: 'lost', reason: '价格' };
  await call('alice', 'POST', `${path}/close`, lost);
  expect(await bySource()).toEqual([
    { key: '展会', name: '展会', won: 0, lost: 1, wonFen: 0, rateBp: 0 },
  ]);
});

test('winning asks for what the pipeline wants to see, and for the gates that are passed over', async () => {
  const stages = [
    { name: '甲', chance: 10 },
    { name: '乙', chance: 50, gate: [{ kind: 'field', field: 'source' }] },
    { name: '丙', chance: 90, gate: [{ kind: 'check', title: '验收单已签' }] },
  ];
  const body = { name: '凭证', stages, wonNeeds: ['file', 'order', 'file'], wonGates: true };
  const made = (await call<Pipeline>('boss', 'POST', '/pipelines', body)).json;
  expect([made.wonNeeds, made.wonGates]).toEqual([['order', 'file'], true]);
  const set = async (part: object) => {
    const { rows } = (await call<{ rows: Pipeline[] }>('boss', 'GET', '/pipelines')).json;
    const { version } = rows.find((row) => row.id === made.id)!;
    const path = `/pipelines/${made.id}`;
    expect((await call('boss', 'PATCH', path, { version, ...part })).status).toBe(200);
  };
  const begun = async () =>
    await open('alice', { pipelineId: made.id, customerId: own, amountFen: 500 });
  const win = async ({ id }: { id: number }, part: object = {}) => {
    const { version } = (await call<Deal>('alice', 'GET', `/deals/${id}`)).json;
    const closing = { version, outcome: 'won', ...part };
    const { status, json } = await call<Deal & Refusal>(
      'alice',
      'POST',
      `/deals/${id}/close`,
      closing,
    );
    return { status, code: json.code, data: (json as { data?: object }).data };
  };
  const deal = await begun();
  const check = made.stages[2]!.gate[0]!;
  if (check.kind !== 'check') throw new Error('a check was asked for');
  // Everything at once, each by its name.
  expect(await win(deal)).toEqual({
    status: 409,
    code: 'win-not-ready',
    data: {
      proofs: ['order', 'file'],
      missing: [{ kind: 'field', field: 'source' }, check],
      stages: [],
    },
  });
  // To lose it needs none of that.
  const other = await begun();
  const lost = { version: 1, outcome: 'lost', reason: '价格' };
  expect((await call('alice', 'POST', `/deals/${other.id}/close`, lost)).status).toBe(200);
  await call('alice', 'PATCH', `/deals/${deal.id}`, { version: 1, source: '展会' });
  const tick = { version: 2, checkId: check.id, on: true };
  await call('alice', 'POST', `/deals/${deal.id}/checks`, tick);
  expect((await win(deal)).data).toEqual({ proofs: ['order', 'file'], missing: [], stages: [] });
  const upload = (id: number) =>
    company.app.inject({
      method: 'POST',
      url: `/api/v1/deals/${id}/files?name=${encodeURIComponent('签收单.pdf')}`,
      headers: {
        authorization: `Bearer ${tokens['alice']!}`,
        'idempotency-key': crypto.randomUUID(),
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.from('x'),
    });
  const file = await upload(deal.id);
  expect(file.statusCode).toBe(201);
  expect((await win(deal)).status).toBe(200);
  // A file that was taken off proves nothing.
  await set({ wonGates: false });
  const bare = await begun();
  const { id: fileId } = (await upload(bare.id)).json() as { id: number };
  expect((await call('alice', 'DELETE', `/deal-files/${fileId}`)).status).toBe(200);
  expect((await win(bare)).data).toEqual({ proofs: ['order', 'file'], missing: [], stages: [] });
  // Neither does a draft: an order counts once it is confirmed, a contract once it is in force.
  const line = { kind: 'service', text: '安装', qtyE4: 10_000, priceE4: 500_000 };
  const ordered = await call<{ id: number; version: number; state: string }>(
    ...(['boss', 'POST', '/sales-orders'] as const),
    { customerId: own, dealId: bare.id, businessDate: '2026-11-27', lines: [line] },
  );
  expect(ordered.status).toBe(201);
  expect((await win(bare)).code).toBe('win-not-ready');
  const { id, version } = ordered.json;
  const confirmed = await call('boss', 'POST', `/sales-orders/${id}/confirm`, { version });
  expect(confirmed.status).toBe(200);
  await set({ wonNeeds: ['contract'] });
  expect((await win(bare)).data).toEqual({ proofs: ['contract'], missing: [], stages: [] });
  const agreed = await call<{ id: number; version: number }>('alice', 'POST', '/contracts', {
    customerId: own,
    dealId: bare.id,
    title: '安装合同',
    startOn: '2026-11-27',
    lines: [line],
  });
  expect(agreed.status).toBe(201);
  expect((await win(bare)).code).toBe('win-not-ready');
  await set({ wonNeeds: ['contract', 'order'] });
  expect((await win(bare)).status).toBe(200);
  // A stage that wants an approval is entered before, and not passed over.
  const flow = await call<{ id: number }>('boss', 'POST', '/approval-flows', {
    kind: 'dealMove',
    name: '进丙',
    nodes: [{ key: 'n1', name: '审批', approver: { rule: 'head', levels: 1 } }],
  });
  expect(flow.status).toBe(201);
  const asking = made.stages.map((stage, at) => ({
    ...stage,
    gate: [],
    approvalFlowId: at === 2 ? flow.json.id : null,
  }));
  await set({ stages: asking, wonNeeds: [], wonGates: true });
  const last = await begun();
  expect((await win(last)).data).toEqual({ proofs: [], missing: [], stages: ['丙'] });
  await set({ wonGates: false });
  expect((await win(last)).status).toBe(200);
});

test('a deal whose stage was taken out meanwhile goes on in the one before, and says so', async () => {
  const stage = (name: string) => ({ name, chance: 10, stuckDays: null, gate: [] });
  const made = (
    await call<Pipeline>('boss', 'POST', '/pipelines', {
      name: '三段',
      salesModel: 'project',
      stages: ['一', '二', '三'].map(stage),
    })
  ).json;
  const [first, second, third] = made.stages;
  const deal = await open('alice', { pipelineId: made.id });
  const path = `/deals/${deal.id}`;
  await call('alice', 'POST', `${path}/stage`, { version: 1, stageId: second!.id });
  await call('alice', 'POST', `${path}/close`, { version: 2, outcome: 'lost', reason: '价格' });
  const without = { version: made.version, stages: [first, third] };
  expect((await call('boss', 'PATCH', `/pipelines/${made.id}`, without)).status).toBe(200);
  const again = { version: 3, reason: '客户又来了' };
  const reopened = await call<Deal>('alice', 'POST', `${path}/reopen`, again);
  expect(reopened.json).toMatchObject({ state: 'open', stage: { id: first!.id, name: '一' } });
  const { events } = reopened.json;
  expect(events.find(({ kind, back }) => kind === 'stage' && back)).toMatchObject({
    from: '二',
    to: '一',
  });
});

test('shares sum to the whole, and go with an open deal to its next owner', async () => {
  const { alice, bob } = company.users;
  const half = [
    { userId: alice, shareBp: 5000 },
    { userId: bob, shareBp: 4000 },
  ];
  const body = { name: '分成', pipelineId: pipeline.id, shares: half };
  const no = await call<Refusal>('alice', 'POST', '/deals', body);
  expect(no.json.errors).toEqual([
    { pointer: '/shares', code: 'shares-not-whole', params: { sum: 9000 } },
  ]);
  const deal = await open('alice');
  const give = { version: 1, ownerId: bob };
  expect(await refused('alice', 'POST', `/deals/${deal.id}/assign`, give)).toEqual([
    403,
    'forbidden',
  ]);
  expect((await call('boss', 'POST', `/deals/${deal.id}/assign`, give)).status).toBe(200);
  const seen = (await call<Deal>('bob', 'GET', `/deals/${deal.id}`)).json;
  expect(seen.shares).toEqual([{ user: { id: bob, name: 'bob' }, shareBp: 10_000 }]);
  expect(seen.events[0]).toMatchObject({ kind: 'owner', from: 'alice', to: 'bob' });
  expect((await call('alice', 'GET', `/deals/${deal.id}`)).status).toBe(404);
  const blind = { version: 2, ownerId: company.users['buyer'] };
  expect(await refused('boss', 'POST', `/deals/${deal.id}/assign`, blind)).toEqual([
    422,
    'sees-no-deals',
  ]);
});

test('nobody has a share of a deal who sees none', async () => {
  const half = (userId: number) => [
    { userId: company.users['alice'], shareBp: 5000 },
    { userId, shareBp: 5000 },
  ];
  const deal = await open('alice');
  for (const who of ['buyer', 'admin']) {
    const body = { version: 1, shares: half(company.users[who]!) };
    const no = await call<Refusal>('alice', 'PATCH', `/deals/${deal.id}`, body);
    expect([no.json.code, no.json.errors?.[0]?.pointer]).toEqual([
      'sees-no-deals',
      '/shares/1/userId',
    ]);
  }
  const body = { version: 1, shares: half(company.users['bob']!) };
  expect((await call('alice', 'PATCH', `/deals/${deal.id}`, body)).status).toBe(200);
});

test('what changes of the shares is told, and the same ones in another order are no news', async () => {
  const { alice, bob } = company.users;
  const deal = await open('alice');
  const share = async (...shares: { userId: number | undefined; shareBp: number }[]) => {
    const { version } = (await call<Deal>('alice', 'GET', `/deals/${deal.id}`)).json;
    const done = await call<Deal>('alice', 'PATCH', `/deals/${deal.id}`, { version, shares });
    return done.json.events.filter(({ kind }) => kind === 'shares');
  };
  const [his, hers] = [
    { userId: bob, shareBp: 3350 },
    { userId: alice, shareBp: 6650 },
  ];
  const told = { from: 'alice 100%', to: 'alice 66.5%、bob 33.5%', by: { name: 'alice' } };
  expect(await share(his, hers)).toMatchObject([told]);
  expect(await share(hers, his)).toHaveLength(1);
});

test('the board counts and sums what each sees, and the list pages through it', async () => {
  const made = await call<Pipeline>('boss', 'POST', '/pipelines', {
    name: '看板',
    stages: [
      { name: '一', chance: 20, stuckDays: 2 },
      { name: '二', chance: 50 },
    ],
  });
  const at = { pipelineId: made.json.id };
  const first = await open('alice', { ...at, amountFen: 1000, expectedOn: '2026-12-01' });
  const refused = await call<Refusal>('alice', 'PATCH', `/deals/${first.id}`, {
    version: first.version,
    expectedOn: '2126-12-01',
  });
  expect(refused.json.errors?.[0]).toMatchObject({
    pointer: '/expectedOn',
    code: 'too-far-ahead',
  });
  await open('alice', { ...at, amountFen: 500, chance: 90, expectedOn: '2026-11-20' });
  await open('bob', { ...at, amountFen: 7000 });
  const board = async (who: string) => {
    const path = `/deals/board?pipelineId=${made.json.id}`;
    const { columns } = (
      await call<{
        columns: { count: number; amountFen: number; weightedFen: number; rows: DealRow[] }[];
      }>(who, 'GET', path)
    ).json;
    return columns.map(({ count, amountFen, weightedFen, rows }) => [
      count,
      amountFen,
      weightedFen,
      rows.length,
    ]);
  };
  expect(await board('alice')).toEqual([
    [2, 1500, 650, 2],
    [0, 0, 0, 0],
  ]);
  expect(await board('boss')).toEqual([
    [3, 8500, 2050, 3],
    [0, 0, 0, 0],
  ]);
  const list = async (query: string) =>
    (
      await call<{ rows: DealRow[]; next: string | null; count: number; amountFen: number }>(
        'boss',
        'GET',
        `/deals?pipelineId=${made.json.id}&count=1&${query}`,
      )
    ).json;
  for (const sort of ['amount', 'expectedOn', 'createdAt', 'stageSince', 'name', 'closedOn']) {
    for (const dir of ['asc', 'desc']) {
      const page = await list(`limit=2&sort=${sort}&dir=${dir}`);
      expect([page.count, page.amountFen, page.rows.length]).toEqual([3, 8500, 2]);
      const rest = await list(
        `limit=2&sort=${sort}&dir=${dir}&cursor=${encodeURIComponent(page.next!)}`,
      );
      const all = [...page.rows, ...rest.rows].map((row) => row.id);
      expect(new Set(all).size).toBe(3);
      expect((await list(`sort=${sort}&dir=${dir}`)).rows.map((row) => row.id)).toEqual(all);
    }
  }
  expect((await list('late=1')).count).toBe(1);
  await threeDaysLater();
  expect((await list('stuck=1')).count).toBe(3);
  expect((await list(`q=${encodeURIComponent(first.name)}`)).rows.map((row) => row.id)).toEqual([
    first.id,
  ]);
  const { rows } = (
    await call<{ rows: { open: number; stuck: number }[] }>(
      'alice',
      'GET',
      `/deals/stage-times?pipelineId=${made.json.id}`,
    )
  ).json;
  expect(rows.map(({ open: n, stuck }) => [n, stuck])).toEqual([
    [2, 2],
    [0, 0],
  ]);
});

test('competitors know how the deals that one sees ended against them', async () => {
  const made = await call<{ id: number }>('alice', 'POST', '/competitors', { name: '蓝海设备' });
  expect(made.status).toBe(201);
  expect(await refused('bob', 'POST', '/competitors', { name: ' 蓝海设备 ' })).toEqual([
    409,
    'already-exists',
  ]);
  const met = { competitors: [{ competitorId: made.json.id, priceFen: 99, note: '' }] };
  const lost = await open('alice', met);
  await open('bob', met);
  await call('alice', 'POST', `/deals/${lost.id}/close`, {
    version: 1,
    outcome: 'lost',
    reason: '价格',
  });
  const of = async (who: string) => {
    const { rows } = (await call<{ rows: Record<string, number>[] }>(who, 'GET', '/competitors'))
      .json;
    return rows.map((row) => [row['met'], row['wonAgainst'], row['lostAgainst']]);
  };
  expect(await of('alice')).toEqual([[1, 0, 1]]);
  expect(await of('boss')).toEqual([[2, 0, 1]]);
  expect(await ids('boss', `competitorId=${made.json.id}`)).toHaveLength(2);
});

test('stays are kept by the database as the events tell them', async () => {
  const { read } = company.db;
  const events = await read
    .selectFrom('deal_event')
    .selectAll()
    .orderBy('at')
    .orderBy('id')
    .execute();
  const told = [...Map.groupBy(events, (event) => event.deal_id)].flatMap(([dealId, own]) =>
    stageStays(own).map((stay) => [dealId, stay.stageId, stay.since, stay.until]),
  );
  const kept = (await read.selectFrom('deal_stay').selectAll().execute()).map((row) => [
    row.deal_id,
    row.stage_id,
    row.since,
    row.left_at,
  ]);
  const sorted = (rows: (number | null)[][]) => rows.map((row) => row.join()).toSorted();
  expect(told.length).toBeGreaterThan(20);
  expect(sorted(kept)).toEqual(sorted(told));
});
