import type {
  Contract,
  ContractVersion,
  Milestone,
  MilestoneRow,
} from '@xinhang/shared/contracts.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: unknown;
  errors?: { pointer: string; code: string }[];
}
type Answer<T> = { status: number; json: T & Refusal };

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
async function made<T = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([path, status, json.errors]).toEqual([path, 201, undefined]);
  return json;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let valve: number;
let customers = 0;
const customer = async () => {
  const name = `合同客户 ${(customers += 1)}`;
  return (await made('alice', '/customers', { name, duplicateReason: '测' })).id;
};
const draft = async (lines: object[], more: object = {}) =>
  await call<Contract>('alice', 'POST', '/contracts', {
    customerId: await customer(),
    title: '年度供货',
    startOn: TODAY,
    lines,
    ...more,
  });
const act = <T = Contract>(
  who: string,
  what: string,
  { id, version }: { id: number; version: number },
  more: object = {},
) => call<T>(who, 'POST', `/contracts/${id}/${what}`, { version, ...more });
const step = async (what: string, seen: Contract, more: object = {}, who = 'alice') => {
  const { status, json } = await act(who, what, seen, more);
  expect([what, Math.floor(status / 100), json.code, json.errors]).toEqual([
    what,
    2,
    undefined,
    undefined,
  ]);
  return json;
};
const read = async (id: number) => (await call<Contract>('alice', 'GET', `/contracts/${id}`)).json;
async function approve(seen: Contract): Promise<Contract> {
  interface Page {
    tasks: { id: number; state: string }[];
  }
  const page = await call<Page>('manager', 'GET', `/approvals/${seen.approvalId}`);
  const task = page.json.tasks.find((one) => one.state === 'pending')!.id;
  const decided = { decision: 'approve', comment: '' };
  const { status } = await call('manager', 'POST', `/approval-tasks/${task}/decide`, decided);
  expect(status).toBe(200);
  return await read(seen.id);
}
const inForce = async (seen: Contract) => await approve(await step('submit', seen));
const order = async (id: number) =>
  (await call<SalesOrder>('alice', 'GET', `/sales-orders/${id}`)).json;

beforeAll(async () => {
  company = await startCompany();
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const unitId = units.json.rows[0]!.id;
  const product = { name: '阀门', code: 'V1', unitId, taxBp: 1300 };
  valve = (await made('boss', '/products', product)).id;
  const rule = { scope: 'all', basis: 'gross', release: true, productId: valve };
  await made('boss', '/price-rules', { ...rule, priceE4: 113 * ONE, floorE4: 100 * ONE });
});
afterAll(async () => {
  await company.stop();
});

test('a contract is paid by milestones to the fen, approved, signed, called off and amended', async () => {
  const goods = { productId: valve, qtyE4: 10 * ONE };
  const third = (name: string, shareBp: number, more: object) => ({ name, shareBp, ...more });
  const milestones = [
    third('定金', 3333, { trigger: 'signing', days: 3 }),
    third('到货款', 3333, { trigger: 'shipment', plannedOn: '2026-12-20' }),
    third('尾款', 3334, { trigger: 'date', plannedOn: '2027-01-31' }),
  ];
  const first = await draft([goods], { milestones, endOn: '2026-12-10' });
  expect(first.json).toMatchObject({
    no: '',
    state: 'draft',
    kind: 'single',
    amountFen: 113_000,
    owner: { name: 'alice' },
    dept: { name: '一组' },
    milestones: [
      { amountFen: 37_663, dueOn: null, state: 'planned' },
      { amountFen: 37_663, dueOn: '2026-12-20' },
      { amountFen: 37_674, dueOn: '2027-01-31' },
    ],
  });
  const short = await call<Contract>('alice', 'PATCH', `/contracts/${first.json.id}`, {
    version: 1,
    milestones: milestones.slice(0, 2),
  });
  const refused = await act('alice', 'submit', short.json);
  expect(refused.json.errors).toMatchObject([{ pointer: '/milestones', code: 'plan-not-whole' }]);
  const whole = await call<Contract>('alice', 'PATCH', `/contracts/${first.json.id}`, {
    version: short.json.version,
    milestones,
  });
  const waiting = await step('submit', whole.json);
  expect(waiting).toMatchObject({ no: 'HT-202611-0001', state: 'approving' });
  expect((await act('alice', 'order', waiting)).json.code).toBe('state-refused');
  const active = await approve(waiting);
  expect(active.state).toBe('active');
  // Whoever does not reach the customer sees none of it.
  expect((await call('bob', 'GET', `/contracts/${active.id}`)).status).toBe(404);
  expect((await call('buyer', 'GET', '/contracts')).status).toBe(403);
  const paper = { signedOn: TODAY, ourSigner: '林远帆', theirSigner: '赵总' };
  const signed = await step('sign', active, paper);
  expect(signed.milestones[0]).toMatchObject({
    reachedOn: TODAY,
    reachedBy: { name: 'alice' },
    dueOn: '2026-11-27',
    state: 'due',
  });
  const due = async (query: string) =>
    (
      await call<{ rows: MilestoneRow[]; count: number }>(
        'alice',
        'GET',
        `/contract-milestones?${query}&customerId=${signed.customer.id}&count=1`,
      )
    ).json;
  expect((await due('dueTo=2026-12-31')).rows.map((row) => row.name)).toEqual(['定金', '到货款']);
  const deposit = signed.milestones[0]!;
  const marked = await call<Milestone>('alice', 'PATCH', `/contract-milestones/${deposit.id}`, {
    version: deposit.version,
    paidOn: TODAY,
  });
  expect([marked.status, marked.json.state]).toEqual([200, 'paid']);
  expect((await due('dueTo=2027-12-31')).count).toBe(2);

  const half = await act<{ orderId: number }>('alice', 'order', signed, {
    lines: [{ lineId: signed.lines[0]!.id, qtyE4: 4 * ONE }],
  });
  expect(half.status).toBe(201);
  const called = await read(signed.id);
  expect(called.lines[0]).toMatchObject({ orderedE4: 4 * ONE, deliveredE4: 0 });
  expect(called.progress).toEqual({ orderedFen: 45_200, deliveredFen: 0, receivedFen: 0 });
  const tooMuch = await act('alice', 'order', called, {
    lines: [{ lineId: called.lines[0]!.id, qtyE4: 7 * ONE }],
  });
  expect(tooMuch.json.errors?.[0]).toMatchObject({ code: 'above-left-to-order' });
  const ordered = await order(half.json.orderId);
  expect(ordered).toMatchObject({
    state: 'draft',
    contract: { id: signed.id },
    lines: [{ priceE4: 113 * ONE, qtyE4: 4 * ONE }],
  });
  // What the editor saves stays called off.
  await call('alice', 'PATCH', `/sales-orders/${ordered.id}`, {
    version: ordered.version,
    lines: [{ id: ordered.lines[0]!.id, productId: valve, qtyE4: 5 * ONE }],
  });
  expect((await read(signed.id)).lines[0]!.orderedE4).toBe(5 * ONE);

  const amendment = await step('amend', called, { reason: '追加数量' });
  expect(amendment).toMatchObject({ state: 'draft', revision: 2, amends: { id: signed.id } });
  expect((await act('alice', 'amend', await read(signed.id), { reason: '再' })).json.code).toBe(
    'state-refused',
  );
  const line = amendment.lines[0]!;
  const change = (version: number, qtyE4: number, more: object = {}) =>
    call<Contract>('alice', 'PATCH', `/contracts/${amendment.id}`, {
      version,
      lines: [{ id: line.id, productId: valve, qtyE4 }],
      ...more,
    });
  const few = await change(amendment.version, 3 * ONE);
  const below = await act('alice', 'submit', few.json);
  expect(below.json.errors?.[0]).toMatchObject({
    pointer: '/lines/0/qtyE4',
    code: 'below-ordered',
  });
  const many = (
    await call<Contract>('alice', 'PATCH', `/contracts/${amendment.id}`, {
      version: few.json.version,
      lines: [{ id: few.json.lines[0]!.id, productId: valve, qtyE4: 20 * ONE }],
      endOn: '2027-12-31',
    })
  ).json;
  // What was paid stays as it was paid; the shares of the others divide what is left.
  expect(many.milestones).toMatchObject([
    { name: '定金', shareBp: null, amountFen: 37_663 },
    { name: '到货款', shareBp: 3333, amountFen: 94_154 },
    { name: '尾款', shareBp: 3334, amountFen: 94_183 },
  ]);
  const [paid, ...rest] = many.milestones;
  const planned = (milestones: object[]) =>
    call<Contract>('alice', 'PATCH', `/contracts/${amendment.id}`, {
      version: many.version,
      milestones,
    });
  const less = { id: paid!.id, name: '定金', amountFen: 30_000, trigger: 'signing', days: 3 };
  const other = { id: rest[1]!.id, name: '尾款', shareBp: 6667, plannedOn: '2027-01-31' };
  expect((await planned([less, other])).json.errors).toMatchObject([
    { pointer: '/milestones/0/amountFen', code: 'milestone-paid', params: { name: '定金' } },
  ]);
  const kept = await call<Contract>('alice', 'PATCH', `/contracts/${amendment.id}`, {
    version: many.version,
    milestones: [
      { id: paid!.id, name: paid!.name, amountFen: 37_663, trigger: 'signing', days: 3 },
      { id: rest[1]!.id, name: '尾款', amountFen: 188_337, plannedOn: '2027-01-31' },
    ],
  });
  const applied = await inForce(kept.json);
  expect(applied).toMatchObject({ state: 'applied', no: `${signed.no}-2` });
  const now = await read(signed.id);
  expect(now).toMatchObject({
    revision: 2,
    endOn: '2027-12-31',
    amountFen: 226_000,
    amendment: null,
    lines: [{ id: signed.lines[0]!.id, qtyE4: 20 * ONE, orderedE4: 5 * ONE }],
    milestones: [{ id: deposit.id, paidOn: TODAY }, { amountFen: 188_337 }],
  });
  const versions = async (id: number) =>
    (await call<{ rows: ContractVersion[] }>('alice', 'GET', `/contracts/${id}/versions`)).json
      .rows;
  expect(await versions(signed.id)).toMatchObject([
    { revision: 1, endOn: '2026-12-10', amountFen: 113_000, lines: [{ qtyE4: 10 * ONE }] },
  ]);
  expect(await versions(amendment.id)).toHaveLength(1);
  expect((await act('alice', 'fulfil', now)).json.code).toBe('forbidden');
  const ended = await step('terminate', now, { reason: '客户停产' }, 'manager');
  expect([ended.state, ended.reason]).toEqual(['terminated', '客户停产']);
  expect((await step('reopen', ended, { reason: '复产' }, 'manager')).state).toBe('active');
  for (const what of ['contracts', 'lines', 'milestones']) {
    const asked = { what, format: 'csv', lang: 'zh-CN' };
    const { json } = await call<{ jobId: number }>('alice', 'POST', '/contracts/export', asked);
    await company.jobs.idle();
    const job = await company.db.read
      .selectFrom('job')
      .select(['state', 'error'])
      .where('id', '=', json.jobId)
      .executeTakeFirst();
    expect([what, job]).toEqual([what, { state: 'done', error: null }]);
  }
  const traces = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'contract')
    .where('entity_id', '=', signed.id)
    .execute();
  expect(traces.map((row) => row.action)).toEqual(
    expect.arrayContaining([
      'contracts.sign',
      'contracts.mark',
      'contracts.order',
      'contracts.apply',
    ]),
  );
});

test('an amendment stays above what was paid, also meanwhile', async () => {
  const half = (name: string) => ({ name, shareBp: 5000, plannedOn: '2026-12-20' });
  const { json } = await draft([{ productId: valve, qtyE4: 10 * ONE }], {
    milestones: [half('首付'), half('尾款')],
  });
  const active = await inForce(json);
  const amendment = await step('amend', active, { reason: '减少数量' });
  // Paid when the amendment was begun already.
  const first = active.milestones[0]!;
  const mark = { version: first.version, paidOn: TODAY };
  expect((await call('alice', 'PATCH', `/contract-milestones/${first.id}`, mark)).status).toBe(200);
  const change = async ({ version, lines }: Contract, qtyE4: number) =>
    (
      await call<Contract>('alice', 'PATCH', `/contracts/${amendment.id}`, {
        version,
        lines: [{ id: lines[0]!.id, productId: valve, qtyE4 }],
      })
    ).json;
  const few = await change(amendment, 4 * ONE);
  expect((await act('alice', 'submit', few)).json.errors).toMatchObject([
    {
      pointer: '/milestones',
      code: 'below-paid',
      params: { names: '首付', paidFen: 56_500, amountFen: 45_200 },
    },
  ]);
  await inForce(await change(few, 6 * ONE));
  expect((await read(active.id)).milestones).toMatchObject([
    { id: first.id, amountFen: 56_500, paidOn: TODAY },
    { name: '尾款', amountFen: 11_300, paidOn: null },
  ]);
});

test('a frame contract promises its price below the floor for what is open of it', async () => {
  const low = { productId: valve, qtyE4: 10 * ONE, priceE4: 95 * ONE };
  const frame = await draft([low], { kind: 'frame', amountFen: 500_000, endOn: '2026-12-01' });
  expect([frame.json.amountFen, frame.json.grossFen]).toEqual([500_000, 95_000]);
  const stopped = await act('alice', 'submit', frame.json);
  expect([stopped.status, stopped.json.code]).toEqual([409, 'contract-stopped']);
  const waiting = await step('submit', frame.json, { reason: '年度框架' });
  const back = await step('send-back', waiting, { reason: '再议' });
  expect([back.state, back.reason, back.no]).toEqual(['draft', '再议', waiting.no]);
  const active = await approve(await step('submit', back, { reason: '年度框架' }));
  const call1 = await act<{ orderId: number }>('alice', 'order', active);
  const check = async () =>
    (await call<OrderCheck>('alice', 'GET', `/sales-orders/${call1.json.orderId}/check`)).json
      .reasons;
  expect(await check()).toEqual([]);
  const made1 = await order(call1.json.orderId);
  await call('alice', 'PATCH', `/sales-orders/${made1.id}`, {
    version: made1.version,
    lines: [{ id: made1.lines[0]!.id, ...low, qtyE4: 11 * ONE }],
  });
  expect(await check()).toEqual(['price']);
  const rest = await act('alice', 'order', await read(active.id));
  expect(rest.json.errors?.[0]).toMatchObject({ pointer: '/lines', code: 'nothing-open' });
  const ending = async (to: string) => {
    const path = `/contracts?endingTo=${to}&customerId=${active.customer.id}&count=1`;
    return (await call<{ count: number; amountFen: number }>('alice', 'GET', path)).json;
  };
  expect([(await ending('2026-11-30')).count, await ending('2026-12-01')]).toMatchObject([
    0,
    { count: 1, amountFen: 500_000 },
  ]);
});

test('a contract begins with an accepted quotation or a deal that was won, once', async () => {
  const customerId = await customer();
  const goods = { productId: valve, qtyE4: 2 * ONE, priceE4: 120 * ONE };
  const quoted = { customerId, businessDate: TODAY, lines: [goods] };
  const quotation = await made<{ id: number; version: number }>('alice', '/quotations', quoted);
  const begin = (from: string, id: number) =>
    call<Contract>('alice', 'POST', '/contracts/begin', { from, id });
  expect((await begin('quotation', quotation.id)).json.code).toBe('state-refused');
  for (const [at, what] of ['submit', 'send', 'accept'].entries()) {
    await call('alice', 'POST', `/quotations/${quotation.id}/${what}`, { version: at + 1 });
  }
  const begun = await begin('quotation', quotation.id);
  expect([begun.status, begun.json.grossFen]).toEqual([201, 24_000]);
  expect(begun.json).toMatchObject({
    quotation: { id: quotation.id },
    lines: [{ qtyE4: 2 * ONE }],
  });
  const may = async () =>
    (await call<Quotation>('alice', 'GET', `/quotations/${quotation.id}`)).json.can.contract;
  expect((await begin('quotation', quotation.id)).json.code).toBe('state-refused');
  expect(await may()).toBe(false);
  const thrown = await act('alice', 'discard', begun.json);
  expect([thrown.status, await may()]).toEqual([200, true]);
  expect((await begin('quotation', quotation.id)).status).toBe(201);

  const pipelines = await call<{ rows: { id: number }[] }>('alice', 'GET', '/pipelines');
  const deal = await made<{ id: number; version: number }>('alice', '/deals', {
    name: '二期项目',
    pipelineId: pipelines.json.rows[0]!.id,
    customerId,
    amountFen: 30_000,
    lines: [{ product: '现场安装', qtyE4: 3 * ONE, priceE4: 100 * ONE }],
  });
  expect((await begin('deal', deal.id)).json.code).toBe('state-refused');
  await company.db.transaction(async (tx) => {
    await tx.updateTable('deal').set({ state: 'won' }).where('id', '=', deal.id).execute();
  });
  const won = await begin('deal', deal.id);
  expect(won.json).toMatchObject({
    title: '二期项目',
    deal: { id: deal.id },
    amountFen: 30_000,
    lines: [{ kind: 'service', text: '现场安装', priceE4: 100 * ONE }],
  });
});
