import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { Deal, DealRow } from '@xinhang/shared/deals.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let pipeline: Pipeline;
let customerId: number;
let flowId: number;

type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(who: string, method: string, path: string, body?: object) {
  return (await company.call(tokens[who]!, method as 'GET', path, body)) as {
    status: number;
    json: T;
  };
}
async function ok<T>(who: string, method: string, path: string, body?: object): Promise<T> {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const get = async (id: number, who = 'alice') => await ok<Deal>(who, 'GET', `/deals/${id}`);
let names = 0;
const open = async (who = 'alice', more = {}) =>
  await ok<Deal>(who, 'POST', '/deals', {
    name: `审批商机${(names += 1)}`,
    pipelineId: pipeline.id,
    ...(who === 'alice' && { customerId }),
    amountFen: 500_000,
    ...more,
  });
const stageAt = (at: number) => pipeline.stages[at]!.id;
const move = async (who: string, deal: Deal, at: number, reason = '') =>
  await call<Deal & Refusal>(who, 'POST', `/deals/${deal.id}/stage`, {
    version: deal.version,
    stageId: stageAt(at),
    reason,
  });
/** Asks for the move into the gated stage. */
async function ask(who = 'alice'): Promise<Deal> {
  const answer = await move(who, await open(who), 2);
  expect([answer.status, answer.json.stage.id, answer.json.waiting?.stage.id]).toEqual([
    200,
    stageAt(0),
    stageAt(2),
  ]);
  return answer.json;
}
async function decide(who: string, approvalId: number, decision: string, comment = '') {
  const page = await ok<ApprovalPage>(who, 'GET', `/approvals/${approvalId}`);
  const task = page.tasks.findLast((row) => row.state === 'pending')!;
  const answer = await call(who, 'POST', `/approval-tasks/${task.id}/decide`, {
    decision,
    comment,
  });
  return { page, answer };
}

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  customerId = (await ok<{ id: number }>('alice', 'POST', '/customers', { name: '待批公司' })).id;
  const listed = await ok<{ rows: Pipeline[]; flows: { id: number; name: string }[] }>(
    'boss',
    'GET',
    '/pipelines',
  );
  flowId = listed.flows[0]!.id;
  pipeline = await ok<Pipeline>('boss', 'POST', '/pipelines', {
    name: '要审批的流程',
    stages: [
      { name: '初谈', chance: 10 },
      { name: '报价', chance: 30 },
      {
        name: '签约',
        chance: 60,
        gate: [{ kind: 'field', field: 'amount' }],
        approvalFlowId: flowId,
      },
      { name: '交付', chance: 90 },
    ],
  });
});
afterAll(async () => {
  await company.stop();
});

test('a stage asks only a flow of its own kind that is in use', async () => {
  const { status, json } = await call('boss', 'PATCH', `/pipelines/${pipeline.id}`, {
    version: pipeline.version,
    stages: pipeline.stages.map((stage) => ({ ...stage, approvalFlowId: 900_001 })),
  });
  expect([status, json.errors?.[0]]).toMatchObject([
    422,
    { pointer: '/stages/0/approvalFlowId', code: 'unknown-flow' },
  ]);
});

test('a move into the stage waits, and is done by the approval', async () => {
  const deal = await ask();
  expect(deal.events[0]).toMatchObject({ kind: 'asked', from: '初谈', to: '签约' });
  const { approvalId } = deal.waiting!;
  // Whoever sees the deal and has nothing to do with the approval knows that it waits.
  const listed = await ok<{ rows: DealRow[] }>('boss', 'GET', '/deals?waiting=true');
  expect(listed.rows.map((row) => [row.id, row.waiting?.stage.name])).toEqual([[deal.id, '签约']]);
  const { page, answer } = await decide('manager', approvalId!, 'approve');
  expect([page.title, page.amountFen, page.route]).toEqual([
    deal.name,
    500_000,
    `/deals/${deal.id}`,
  ]);
  expect(page.lines[0]).toMatchObject({ name: 'dealMove', text: '初谈 → 签约' });
  expect(answer.status).toBe(200);
  const done = await get(deal.id);
  expect([done.stage.name, done.waiting]).toEqual(['签约', null]);
  expect(done.events[0]).toMatchObject({ kind: 'stage', to: '签约', by: { name: 'alice' } });
});

test('what waits is moved by nobody, and what is decided on stays as it is', async () => {
  const deal = await ask();
  for (const at of [1, 2, 3]) {
    expect((await move('alice', deal, at)).json.code).toBe('deal-waiting');
  }
  const change = async (body: object) =>
    (await call('alice', 'PATCH', `/deals/${deal.id}`, { version: deal.version, ...body })).json;
  expect((await change({ amountFen: 1 })).code).toBe('deal-waiting');
  expect((await change({ customerId: null })).code).toBe('deal-waiting');
  // Anything else goes on, and the approval with it.
  expect(await change({ note: '继续跟' })).toMatchObject({ note: '继续跟' });
  await decide('manager', deal.waiting!.approvalId!, 'approve');
  expect((await get(deal.id)).stage.name).toBe('签约');
});

test('an approver outside the scope of the deal reads no name and no figure', async () => {
  const deal = await ask();
  const page = await ok<ApprovalPage>('manager', 'GET', `/approvals/${deal.waiting!.approvalId}`);
  const task = page.tasks.findLast((row) => row.state === 'pending')!;
  const on = { userId: company.users['bob'], comment: '' };
  await ok('manager', 'POST', `/approval-tasks/${task.id}/transfer`, on);
  const seen = await ok<ApprovalPage>('bob', 'GET', `/approvals/${page.id}`);
  expect([seen.title, seen.amountFen, seen.lines, seen.route]).toEqual([null, null, [], null]);
});

test('two who ask at once: one does, the other is told', async () => {
  const deal = await open();
  const answers = await Promise.all([move('alice', deal, 2), move('manager', deal, 2)]);
  expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const now = await get(deal.id);
  expect(now.events.filter((event) => event.kind === 'asked')).toHaveLength(1);
  const stale = await move('alice', { ...now, version: 1 }, 1);
  expect(stale.json.code).toBe('deal-waiting');
});

test('rejected or withdrawn the deal stays, says why, and may be asked for again', async () => {
  const deal = await ask();
  await decide('manager', deal.waiting!.approvalId!, 'reject', '价格太低');
  const refused = await get(deal.id);
  expect([refused.stage.name, refused.waiting]).toEqual(['初谈', null]);
  expect(refused.events[0]).toMatchObject({
    kind: 'refused',
    from: 'rejected',
    to: '签约',
    reason: '价格太低',
    by: { name: 'manager' },
  });
  const again = (await move('alice', refused, 2)).json;
  await ok('alice', 'POST', `/approvals/${again.waiting!.approvalId}/withdraw`, {
    reason: '先不急',
  });
  expect((await get(deal.id)).events[0]).toMatchObject({ from: 'withdrawn', reason: '先不急' });
  const third = (await move('alice', await get(deal.id), 2)).json;
  // By whoever looks after the deal; the applicant is told.
  const path = `/deals/${deal.id}/stage/withdraw`;
  expect((await call('bob', 'POST', path, {})).status).toBe(404);
  const back = await ok<Deal>('manager', 'POST', path, { reason: '我来谈' });
  expect([back.waiting, back.events[0]?.by?.name]).toEqual([null, 'manager']);
  expect((await call('manager', 'POST', path, {})).json.code).toBe('state-refused');
  const page = await ok<ApprovalPage>('alice', 'GET', `/approvals/${third.waiting!.approvalId}`);
  expect([page.state, page.reason]).toEqual(['withdrawn', '我来谈']);
});

test('ended meanwhile it waits no more; given to a colleague it waits on', async () => {
  const lost = await ask();
  const end = { version: lost.version, outcome: 'lost', reason: '价格' };
  const closed = await ok<Deal>('alice', 'POST', `/deals/${lost.id}/close`, end);
  expect([closed.state, closed.waiting]).toEqual(['lost', null]);
  const page = await ok<ApprovalPage>('alice', 'GET', `/approvals/${lost.waiting!.approvalId}`);
  expect(page.state).toBe('withdrawn');
  const given = await ask();
  const to = { version: given.version, ownerId: company.users['bob'], note: '' };
  await ok('boss', 'POST', `/deals/${given.id}/assign`, to);
  expect((await get(given.id, 'bob')).waiting).toMatchObject({
    stage: { name: '签约' },
    approvalId: null,
  });
  await decide('manager', given.waiting!.approvalId!, 'approve');
  expect((await get(given.id, 'bob')).stage.name).toBe('签约');
});

test('two entries of its customer become one while it waits: it waits on, for the one that stays', async () => {
  const other = await ok<Customer>('alice', 'POST', '/customers', {
    name: '待批公司二部',
    duplicateReason: '测试',
  });
  const asked = (await move('alice', await open('alice', { customerId: other.id }), 2)).json;
  const kept = await ok<Customer>('boss', 'GET', `/customers/${customerId}`);
  await ok('boss', 'POST', `/customers/${customerId}/merge`, {
    otherId: other.id,
    version: kept.version,
    otherVersion: other.version,
    take: [],
  });
  const merged = await get(asked.id);
  expect([merged.customer?.id, merged.stage.name, merged.waiting?.stage.name]).toEqual([
    customerId,
    '初谈',
    '签约',
  ]);
  await decide('manager', asked.waiting!.approvalId!, 'approve');
  const done = await get(asked.id);
  expect([done.customer?.id, done.stage.name, done.waiting]).toEqual([customerId, '签约', null]);
  // Two again: the deal goes back with the stage that it has reached.
  const { rows } = await ok<{ rows: { id: number }[] }>(
    'boss',
    'GET',
    `/customers/${customerId}/merges`,
  );
  await ok('boss', 'POST', `/merges/${rows[0]!.id}/undo`, {});
  const back = await get(asked.id);
  expect([back.customer?.id, back.stage.name]).toEqual([other.id, '签约']);
});

test('the gate is judged again when it is approved', async () => {
  const deal = await ask();
  await company.db.transaction((tx) =>
    tx.updateTable('deal').set({ amount_fen: null }).where('id', '=', deal.id).execute(),
  );
  const { answer } = await decide('manager', deal.waiting!.approvalId!, 'approve');
  expect([answer.status, answer.json.code]).toEqual([409, 'subject-changed']);
  const still = await get(deal.id);
  expect([still.stage.name, still.waiting?.stage.name]).toEqual(['初谈', '签约']);
});

test('no way leads past the approval: not at the opening, not by a jump', async () => {
  const opened = await call('alice', 'POST', '/deals', {
    name: '直接签约',
    pipelineId: pipeline.id,
    stageId: stageAt(2),
    amountFen: 1,
  });
  expect(opened.json.errors?.[0]).toMatchObject({ pointer: '/stageId', code: 'approval-needed' });
  const jumped = await move('alice', await open(), 3);
  expect([jumped.json.stage.name, jumped.json.waiting?.stage.name]).toEqual(['初谈', '交付']);
  const { version } = (await ok<{ rows: Pipeline[] }>('boss', 'GET', '/pipelines')).rows.find(
    (row) => row.id === pipeline.id,
  )!;
  const both = pipeline.stages.map((stage, at) => ({
    ...stage,
    approvalFlowId: at >= 2 ? flowId : null,
  }));
  const twice = await ok<Pipeline>('boss', 'PATCH', `/pipelines/${pipeline.id}`, {
    version,
    stages: both,
  });
  const refused = await move('alice', await open(), 3);
  expect(refused.json.errors?.[0]).toMatchObject({ code: 'one-approval-at-a-time' });
  // Deals that wait for a stage keep it in the pipeline.
  const gone = await call('boss', 'PATCH', `/pipelines/${pipeline.id}`, {
    version: twice.version,
    stages: both.slice(0, 3),
  });
  expect(gone.json.code).toBe('in-use');
});
