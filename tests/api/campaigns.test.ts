import type { Flow } from '@xinhang/shared/approval-flows.ts';
import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import type { Campaign, OptOut, OutboxRow } from '@xinhang/shared/campaigns.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
async function register(who: string, name: string, contact: object, more: object = {}) {
  const body = { name, duplicateReason: '不同', contact, ...more };
  const { status, json } = await call<{ id: number; version: number }>(
    who,
    'POST',
    '/customers',
    body,
  );
  expect([name, status]).toEqual([name, 201]);
  return json;
}
const person = (name: string, number: string, more: object = {}) => ({
  name,
  ...(number && { phones: [{ number }] }),
  ...more,
});
const draft = {
  channel: 'sms',
  name: '中秋问候',
  signature: '新航',
  body: '{称呼}中秋快乐！{我的名字}',
};
const make = async (who: string, body: object = {}) =>
  await call<Campaign & Refusal>(who, 'POST', '/campaigns', { ...draft, ...body });
interface Preview {
  recipients: number;
  parts: number;
  costFen: number;
  needsApproval: boolean;
  leftOut: { reason: string; n: number }[];
  rows: { contact: { name: string }; text: string; address: string }[];
  missing: { contact: { name: string }; fields: string[] }[];
}
const preview = async (who: string, id: number) =>
  (await call<Preview>(who, 'GET', `/campaigns/${id}/preview`)).json;
const submit = async (who: string, { id, version }: Campaign) =>
  await call<Campaign & Refusal>(who, 'POST', `/campaigns/${id}/submit`, { version });
const recipients = async (who: string, id: number) =>
  (await call<{ rows: OutboxRow[] }>(who, 'GET', `/campaigns/${id}/recipients`)).json.rows;
const states = async (who: string, id: number) =>
  (await recipients(who, id)).map((row) => [row.contact.name, row.state]);
const setting = async (values: object) => {
  const { version } = (await call<{ version: number }>('admin', 'GET', '/settings')).json;
  expect((await call('admin', 'PATCH', '/settings', { version, values })).status).toBe(200);
};

beforeAll(async () => {
  company = await startCompany();
  const grade = { chanceGrade: 'A' };
  await register('alice', '甲公司', person('王强', '138 0000 0001', { gender: 'male' }), grade);
  await register('alice', '乙公司', person('李梅', '13800000002', { post: '经理' }));
  // The same number at another customer, no mobile, and one who wants none.
  await register('alice', '丙公司', person('赵一', '+86 13800000002'));
  await register('alice', '丁公司', person('钱二', '021-55556666'));
  await register('alice', '戊公司', person('孙三', '13800000003', { smsOptOut: true }));
  await register('bob', '己公司', person('周四', '13800000004'));
});
afterAll(async () => {
  await company.stop();
});

test('a draft says whom it reaches, with which text, and who is left out', async () => {
  // Nobody has a model of its own: the company's counts.
  const segment = { models: ['dev'] };
  const { json: made, status } = await make('alice', { segment });
  expect([status, made.state, made.own]).toEqual([201, 'draft', true]);
  expect(await preview('alice', made.id)).toMatchObject({
    recipients: 2,
    parts: 2,
    costFen: 10,
    needsApproval: false,
    leftOut: [
      { reason: 'duplicate', n: 1 },
      { reason: 'noAddress', n: 1 },
      { reason: 'optedOut', n: 1 },
    ],
    rows: [
      { address: '13800000001', text: '【新航】王先生中秋快乐！alice 拒收请回复R' },
      { address: '13800000002', text: '【新航】李梅中秋快乐！alice 拒收请回复R' },
    ],
  });
  const kept = (await make('alice', { segment: { models: ['retain'] } })).json;
  expect((await preview('alice', kept.id)).recipients).toBe(0);
  const path = `/campaigns/${made.id}`;
  const narrowed = { version: 1, segment: { grades: ['A'] }, body: '{职务}您好' };
  expect((await call<Campaign>('alice', 'PATCH', path, narrowed)).json.version).toBe(2);
  expect(await preview('alice', made.id)).toMatchObject({
    recipients: 0,
    missing: [{ contact: { name: '王强' }, fields: ['职务'] }],
  });
  const nobody = await call('alice', 'POST', `${path}/submit`, { version: 2 });
  expect(refusal(nobody)).toEqual([422, '/segment', 'nobody-reached']);
  // Nobody else's: heads look, others do not even that.
  expect((await call('manager', 'GET', path)).status).toBe(200);
  expect((await call('manager', 'POST', `${path}/submit`, { version: 2 })).status).toBe(403);
  expect((await call('bob', 'GET', path)).status).toBe(404);
  expect((await call('buyer', 'GET', '/campaigns')).status).toBe(403);
  expect(refusal(await make('alice', { body: '{生日}' }))).toEqual([
    422,
    '/body',
    'unknown-message-field',
  ]);
  expect(refusal(await make('alice', { signature: '' }))).toEqual([422, '/signature', 'required']);
  expect(refusal(await make('alice', { channel: 'email' }))).toEqual([422, '/subject', 'required']);
});

test('approved: the list as a file, marked as sent, done when nobody waits', async () => {
  const { json: made } = await make('alice');
  const { json: sent } = await submit('alice', made);
  expect([sent.state, sent.submittedAt]).toEqual(['approved', company.clock.now]);
  expect((await submit('alice', sent)).json.code).toBe('state-refused');
  expect(await states('alice', made.id)).toEqual([
    ['王强', 'queued'],
    ['李梅', 'queued'],
  ]);
  const path = `/campaigns/${made.id}`;
  const asked = { format: 'csv', lang: 'zh-CN' };
  const { json } = await call<{ jobId: number }>('alice', 'POST', `${path}/export`, asked);
  await company.jobs.idle();
  const { json: job } = await call<Job>('alice', 'GET', `/jobs/${json.jobId}`);
  expect(job).toMatchObject({ state: 'done', kind: 'campaigns.export' });
  const file = await company.app.inject({
    url: `/api/v1/jobs/${json.jobId}/file`,
    headers: { authorization: `Bearer ${tokens.get('alice')!}` },
  });
  expect(file.body).toContain('13800000001,【新航】王先生中秋快乐！alice 拒收请回复R,王强,甲公司');
  expect((await call('manager', 'POST', `${path}/export`, asked)).status).toBe(403);

  const [first] = await recipients('alice', made.id);
  const one = { ids: [first!.id], state: 'failed', error: '空号' };
  const marked = await call<{ marked: number }>('alice', 'POST', `${path}/mark`, one);
  expect(marked.json.marked).toBe(1);
  // What is over is not marked again.
  const again = await call<{ marked: number }>('alice', 'POST', `${path}/mark`, one);
  expect(again.json.marked).toBe(0);
  const rest = { state: 'sent' };
  const over = await call<{ campaign: Campaign }>('alice', 'POST', `${path}/mark`, rest);
  expect(over.json.campaign.state).toBe('done');
  const ended = await recipients('alice', made.id);
  expect(ended.map((row) => [row.contact.name, row.state])).toEqual([
    ['王强', 'failed'],
    ['李梅', 'sent'],
  ]);
  // It stands with all that there was with the contact.
  const relation = `/contacts/${ended[1]!.contact.id}/relation`;
  const { json: all } = await call<{ rows: { kind: string; text: string }[] }>(
    'alice',
    'GET',
    relation,
  );
  expect(all.rows).toMatchObject([{ kind: 'message', text: ended[1]!.text }]);
});

test('who opts out gets nothing more, whoever writes, and what waits is left out', async () => {
  const { json: made } = await make('alice');
  await submit('alice', made);
  const entry = { channel: 'sms', address: '138-0000-0002', reason: '客户要求' };
  const { json: out, status } = await call<OptOut>('bob', 'POST', '/opt-outs', entry);
  expect([status, out.address]).toEqual([201, '13800000002']);
  expect(await states('alice', made.id)).toEqual([
    ['王强', 'queued'],
    ['李梅', 'optedOut'],
  ]);
  const next = (await make('alice')).json;
  expect((await preview('alice', next.id)).rows.map((row) => row.contact.name)).toEqual(['王强']);
  expect((await call('bob', 'POST', '/opt-outs', entry)).json.code).toBe('already-exists');
  const wrong = { ...entry, address: '12' };
  expect(refusal(await call('bob', 'POST', '/opt-outs', wrong))).toEqual([
    422,
    '/address',
    'no-mobile',
  ]);
  expect((await call<{ rows: OptOut[] }>('alice', 'GET', '/opt-outs')).json.rows).toEqual([]);
  expect((await call('alice', 'DELETE', `/opt-outs/${out.id}`)).status).toBe(404);
  expect((await call('boss', 'DELETE', `/opt-outs/${out.id}`)).status).toBe(403);
  expect((await call('bob', 'DELETE', `/opt-outs/${out.id}`)).status).toBe(200);
  const cancelled = await call<Campaign>('alice', 'POST', `/campaigns/${made.id}/cancel`);
  expect(cancelled.json.state).toBe('cancelled');
  expect(await states('alice', made.id)).toEqual([
    ['王强', 'cancelled'],
    ['李梅', 'optedOut'],
  ]);
});

test('above the number of the settings somebody approves; refused, it is a draft again', async () => {
  await setting({ 'campaigns.approvalAbove': 1 });
  const { json: one } = await make('alice');
  const told = await preview('alice', one.id);
  expect(told.needsApproval).toBe(true);
  const { json: asked } = await submit('alice', one);
  expect(asked.state).toBe('submitted');
  const cancel = await call('alice', 'POST', `/campaigns/${one.id}/cancel`);
  expect(cancel.json.code).toBe('state-refused');
  const decide = async (decision: string) => {
    const box = await call<{ rows: { id: number; taskId: number; title: string }[] }>(
      'manager',
      'GET',
      '/approvals?box=todo',
    );
    const [row] = box.json.rows;
    expect(row!.title).toBe('中秋问候');
    const page = await call<ApprovalPage>('manager', 'GET', `/approvals/${row!.id}`);
    expect(JSON.stringify(page.json)).not.toContain('王强');
    // To how many it goes and what that costs, as the preview told whoever asks.
    expect(page.json.lines.slice(1)).toEqual([
      { name: 'campaignRecipients', text: String(told.recipients), fen: null },
      { name: 'campaignParts', text: String(told.parts), fen: null },
      { name: 'campaignCost', text: null, fen: told.costFen },
    ]);
    const body = { decision, comment: '改一改' };
    const path = `/approval-tasks/${row!.taskId}/decide`;
    expect((await call('manager', 'POST', path, body)).status).toBe(200);
  };
  const get = async () =>
    (await call<{ campaign: Campaign }>('alice', 'GET', `/campaigns/${one.id}`)).json.campaign;
  await decide('reject');
  expect(await get()).toMatchObject({ state: 'draft', refusal: '改一改' });
  expect(await recipients('alice', one.id)).toEqual([]);
  await submit('alice', await get());
  await decide('approve');
  expect((await get()).state).toBe('approved');
  // A company that puts the flow out of use is asked nothing, and is not told that it will be.
  const flows = await call<{ rows: Flow[] }>('boss', 'GET', '/approval-flows');
  const { id, version } = flows.json.rows.find(({ kind }) => kind === 'campaign')!;
  const off = await call('boss', 'PATCH', `/approval-flows/${id}`, { version, active: false });
  expect(off.status).toBe(200);
  const { json: next } = await make('alice');
  expect((await preview('alice', next.id)).needsApproval).toBe(false);
  expect((await submit('alice', next)).json.state).toBe('approved');
});

test('value grades and stages narrow it; what failed waits again for the number of now', async () => {
  await setting({ 'campaigns.approvalAbove': 50 });
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('customer')
      .set({ value_grade: 'A' })
      .where('name', '=', '甲公司')
      .execute();
  });
  const worthy = await make('alice', { segment: { valueGrades: ['A'] } });
  expect((await preview('alice', worthy.json.id)).rows.map((row) => row.contact.name)).toEqual([
    '王强',
  ]);
  const sleeping = await make('alice', { segment: { stages: ['sleeping'] } });
  expect((await preview('alice', sleeping.json.id)).recipients).toBe(0);
  const { json: made } = await make('alice');
  await submit('alice', made);
  const path = `/campaigns/${made.id}/mark`;
  const mark = async (who: string, state: string, ids?: number[]) =>
    await call<{ marked: number; campaign: Campaign } & Refusal>(who, 'POST', path, { state, ids });
  const [wang, li] = (await recipients('alice', made.id)).map((row) => row.id) as [number, number];
  expect((await mark('alice', 'queued')).json.marked).toBe(0);
  await mark('alice', 'failed', [wang]);
  expect((await mark('alice', 'sent', [li])).json.campaign.state).toBe('done');
  // What was sent is never sent again.
  expect((await mark('alice', 'queued', [li])).json).toMatchObject({
    marked: 0,
    campaign: { state: 'done' },
  });
  expect((await mark('manager', 'queued')).status).toBe(403);
  expect((await mark('bob', 'queued')).status).toBe(404);
  const renumber = async (number: string) => {
    await company.db.transaction(async (tx) => {
      const { id } = await tx
        .selectFrom('contact')
        .select('id')
        .where('name', '=', '王强')
        .executeTakeFirstOrThrow();
      await tx.updateTable('contact_phone').set({ number }).where('contact_id', '=', id).execute();
    });
  };
  // The number of somebody who has it already.
  await renumber('13800000002');
  expect((await mark('alice', 'queued')).json.marked).toBe(0);
  await renumber('13800000077');
  expect((await mark('alice', 'queued')).json).toMatchObject({
    marked: 1,
    campaign: { state: 'approved' },
  });
  expect((await recipients('alice', made.id)).map((row) => [row.address, row.state])).toEqual([
    ['13800000077', 'queued'],
    ['13800000002', 'sent'],
  ]);
  await mark('alice', 'failed', [wang]);
  await call('alice', 'POST', '/opt-outs', { channel: 'sms', address: '13800000077' });
  expect((await mark('alice', 'queued')).json.marked).toBe(0);
});

test('customers that fall to the pool, or to others, are seen and written to no more', async () => {
  await setting({ 'campaigns.approvalAbove': 50 });
  const { json: made } = await make('alice');
  await submit('alice', made);
  await company.db.transaction(async (tx) => {
    const pool = await tx.selectFrom('pool').select('id').executeTakeFirstOrThrow();
    const row = tx.updateTable('customer').where('name', '=', '甲公司');
    await row.set({ owner_id: null, pool_id: pool.id }).execute();
  });
  expect(await states('alice', made.id)).toEqual([['李梅', 'queued']]);
  expect((await recipients('boss', made.id)).map((row) => row.contact.name)).toEqual(['李梅']);
  const next = (await make('alice')).json;
  expect((await preview('alice', next.id)).rows.map((row) => row.contact.name)).toEqual(['李梅']);
});

test('birthdays are of the personal file: who does not see it writes to nobody by them', async () => {
  const born = { calendar: 'solar', month: 11, day: 25 };
  await register('alice', '寿公司', person('寿星', '13800000009', { birthday: born }));
  const { json: made } = await make('alice', { segment: { birthdayDays: 1 } });
  expect((await preview('alice', made.id)).rows.map((row) => row.contact.name)).toEqual(['寿星']);
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('role')
      .set({ personal_view: 'hide' })
      .where('key', '=', 'salesperson')
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  expect(refusal(await make('alice', { segment: { birthdayDays: 1 } }))).toEqual([
    422,
    '/segment/birthdayDays',
    'hidden-from-you',
  ]);
  expect((await call('alice', 'GET', `/campaigns/${made.id}/preview`)).status).toBe(422);
});

test('who wants none any more, left, or belongs to a customer put away, is in no list', async () => {
  const grade = { chanceGrade: 'D' };
  const [stays, declines, leaves, away] = [
    await register('alice', '留甲', person('留甲', '13900000001'), grade),
    await register('alice', '留乙', person('留乙', '13900000002'), grade),
    await register('alice', '留丙', person('留丙', '13900000003'), grade),
    await register('alice', '留丁', person('留丁', '13900000004'), grade),
  ];
  const { json: made } = await make('alice', { segment: { grades: ['D'] } });
  await submit('alice', made);
  const waiting = await recipients('alice', made.id);
  expect(waiting.map((row) => row.state)).toEqual(['queued', 'queued', 'queued', 'queued']);
  const contact = ({ id }: { id: number }) =>
    waiting.find((row) => row.customer.id === id)!.contact.id;
  for (const [customer, change] of [
    [declines, { smsOptOut: true }],
    [leaves, { left: true }],
  ] as const) {
    const path = `/contacts/${contact(customer)}`;
    expect((await call('alice', 'PATCH', path, { version: 1, ...change })).status).toBe(200);
  }
  const archive = { version: away.version, archived: true };
  const put = await call('boss', 'POST', `/customers/${away.id}/archive`, archive);
  expect(put.status).toBe(200);
  const asked = { format: 'csv', lang: 'zh-CN' };
  const path = `/campaigns/${made.id}/export`;
  const { json } = await call<{ jobId: number }>('alice', 'POST', path, asked);
  await company.jobs.idle();
  const { body } = await company.app.inject({
    url: `/api/v1/jobs/${json.jobId}/file`,
    headers: { authorization: `Bearer ${tokens.get('alice')!}` },
  });
  expect(body.match(/139\d{8}/g)).toEqual(['13900000001']);
  const after = await recipients('alice', made.id);
  const state = ({ id }: { id: number }) => after.find((row) => row.customer.id === id)?.state;
  expect([stays, declines, leaves, away].map(state)).toEqual([
    'queued',
    'optedOut',
    'cancelled',
    'cancelled',
  ]);
});
