import type { ApprovalPage, ApprovalRow } from '@xinhang/shared/approvals.ts';
import type { Flow, FlowNode } from '@xinhang/shared/approval-flows.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dice } from '../helpers/dice.ts';
import { startCompany } from '../helpers/server.ts';

type Company = Awaited<ReturnType<typeof startCompany>>;
let company: Company;
const tokens: Record<string, string> = {};
let open = 0;

const node = (key: string, approver: object, more: object = {}): Partial<FlowNode> => ({
  key,
  name: key,
  approver: { rule: 'users', ...approver } as FlowNode['approver'],
  ...more,
});

async function send(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  const answer = await company.call(tokens[who]!, method, path, body);
  const { code, params, errors } = answer.json as {
    code?: string;
    params?: object;
    errors?: { pointer: string; code: string }[];
  };
  const fault = errors?.[0] ? ` ${errors[0].pointer} ${errors[0].code}` : '';
  return {
    said: code === undefined ? String(answer.status) : `${answer.status} ${code}${fault}`,
    page: answer.json as ApprovalPage,
    params,
  };
}
const id = (who: string) => company.users[who]!;
const users = (...names: string[]) => ({ userIds: names.map(id) });

/** A flow of its own for each test. */
async function flow(nodes: Partial<FlowNode>[], ccIds: number[] = []): Promise<number> {
  const body = { kind: 'request', name: '测试流程', nodes, ccIds };
  const made = await send('boss', 'POST', '/approval-flows', body);
  expect(made.said).toBe('201');
  return (made.page as unknown as Flow).id;
}

async function ask(who: string, flowId: number, more: object = {}): Promise<ApprovalPage> {
  const { said, page } = await send(who, 'POST', '/requests', { flowId, title: '买电脑', ...more });
  expect(said).toBe('201');
  return page;
}

const pending = (page: ApprovalPage) =>
  page.tasks.filter((task) => task.state === 'pending').map((task) => task.user.name);
const taskOf = (page: ApprovalPage, who: string) =>
  page.tasks.findLast((task) => task.user.id === id(who))!.id;
const decide = async (who: string, page: ApprovalPage, decision: 'approve' | 'reject', as = who) =>
  await send(who, 'POST', `/approval-tasks/${taskOf(page, as)}/decide`, {
    decision,
    comment: decision === 'reject' ? '太贵' : '',
  });
const requestOf = async (page: ApprovalPage) =>
  (await company.db.read
    .selectFrom('request')
    .selectAll()
    .where('id', '=', page.subjectId)
    .executeTakeFirst())!;
const box = async (who: string, name: string) =>
  (
    (await company.call(tokens[who]!, 'GET', `/approvals?box=${name}&limit=200`)).json as {
      rows: ApprovalRow[];
    }
  ).rows.map((row) => row.id);

beforeAll(async () => {
  company = await startCompany();
  for (const who of Object.keys(company.users)) tokens[who] = await company.login(who);
  const forms = await company.call(tokens['alice']!, 'GET', '/request-forms');
  open = (forms.json as { rows: { id: number }[] }).rows[0]!.id;
});
afterAll(async () => {
  await company.stop();
});

test('a request goes to whom the applicant names, and what came of it is told', async () => {
  const bare = { flowId: open, title: '买电脑' };
  const missing = await send('alice', 'POST', '/requests', bare);
  expect(missing.said).toBe('422 field-refused /chosen approver-missing');
  const self = { ...bare, chosen: [{ key: 'n1', ...users('alice') }] };
  expect((await send('alice', 'POST', '/requests', self)).said).toContain('the-person-himself');
  const page = await ask('alice', open, {
    text: '旧的坏了',
    amountFen: 500_000,
    chosen: [{ key: 'n1', ...users('bob') }],
  });
  expect(page).toMatchObject({ state: 'pending', title: '买电脑', amountFen: 500_000 });
  expect(page.can).toEqual({ decide: false, withdraw: true, remind: true });
  expect(await box('bob', 'todo')).toContain(page.id);
  expect((await send('buyer', 'GET', `/approvals/${page.id}`)).said).toBe('404 not-found');
  expect((await send('buyer', 'GET', '/approvals?box=all')).said).toBe('403 forbidden');
  expect(await box('boss', 'all')).toContain(page.id);
  // The boss sees it and is not asked: he decides nothing.
  expect((await send('boss', 'GET', `/approvals/${page.id}`)).page.can.decide).toBe(false);
  expect((await decide('boss', page, 'approve', 'bob')).said).toBe('404 not-found');
  const desk = await company.call(tokens['bob']!, 'GET', '/desk');
  const block = (
    desk.json as { blocks: { kind: string; approvals?: ApprovalRow[] }[] }
  ).blocks.find(({ kind }) => kind === 'approvals');
  expect(block?.approvals?.map((row) => row.title)).toEqual(['买电脑']);

  const over = await decide('bob', page, 'approve');
  expect(over.page).toMatchObject({ state: 'approved' });
  expect(over.page.steps.map((step) => step.verb)).toEqual(['started', 'approved', 'done']);
  expect(await requestOf(page)).toMatchObject({ state: 'approved', version: 2 });
  const told = await company.call(tokens['alice']!, 'GET', '/notifications');
  expect(told.json.rows[0]).toMatchObject({
    kind: 'approval-approved',
    params: { name: '买电脑' },
  });
  const again = await decide('bob', page, 'reject');
  expect([again.said, again.params]).toEqual([
    '409 already-decided',
    { by: 'bob', state: 'approved' },
  ]);
});

test('a rejection needs a reason and ends it; what is taken back is decided by nobody', async () => {
  const all = await flow([node('a', users('bob', 'both'), { mode: 'all' })]);
  const page = await ask('alice', all);
  const bare = await send('bob', 'POST', `/approval-tasks/${taskOf(page, 'bob')}/decide`, {
    decision: 'reject',
  });
  expect(bare.said).toBe('422 field-refused /comment reason-missing');
  const no = await decide('bob', page, 'reject');
  expect(no.page).toMatchObject({ state: 'rejected', reason: '太贵' });
  expect(await requestOf(page)).toMatchObject({ state: 'rejected', version: 2 });
  expect((await decide('both', page, 'approve')).said).toBe('409 already-decided');

  const second = await ask('alice', all);
  expect((await send('bob', 'POST', `/approvals/${second.id}/withdraw`, {})).said).toBe(
    '404 not-found',
  );
  const back = await send('alice', 'POST', `/approvals/${second.id}/withdraw`, {
    reason: '不要了',
  });
  expect(back.page).toMatchObject({ state: 'withdrawn', reason: '不要了' });
  expect(await requestOf(second)).toMatchObject({ state: 'withdrawn' });
  const late = await decide('bob', second, 'approve');
  expect([late.said, late.params]).toEqual([
    '409 already-decided',
    { by: 'alice', state: 'withdrawn' },
  ]);
});

test('two who decide at once: one wins, the other is told', async () => {
  const page = await ask('alice', await flow([node('a', users('bob', 'both'))]));
  const both = await Promise.all([decide('bob', page, 'approve'), decide('both', page, 'reject')]);
  expect(both.map(({ said }) => said).toSorted()).toEqual(['200', '409 already-decided']);
  const { state, version } = await requestOf(page);
  expect([['approved', 'rejected'].includes(state), version]).toEqual([true, 2]);
});

test('everybody in turn, by conditions, to the end', async () => {
  const big = { when: [{ field: 'amountFen', op: 'ge', value: 1_000_000 }] };
  const flowId = await flow(
    [
      node('head', { rule: 'head' }),
      node('big', users('both', 'bob'), { ...big, mode: 'sequence' }),
      node('small', users('buyer'), { otherwise: true }),
    ],
    [id('admin')],
  );
  const small = await ask('alice', flowId, { amountFen: 999_999 });
  expect(small.nodes.map((one) => [one.name, one.state])).toEqual([
    ['head', 'now'],
    ['small', 'ahead'],
  ]);
  const page = await ask('alice', flowId, { amountFen: 1_000_000 });
  expect(pending(page)).toEqual(['manager']);
  const first = (await decide('manager', page, 'approve')).page;
  expect(pending(first)).toEqual(['both']);
  expect(await box('bob', 'todo')).not.toContain(page.id);
  const second = (await decide('both', first, 'approve')).page;
  expect(pending(second)).toEqual(['bob']);
  expect((await send('admin', 'GET', `/approvals/${page.id}`)).said).toBe('404 not-found');
  expect((await decide('bob', second, 'approve')).page.state).toBe('approved');
  // Told once it is approved, and may read it then.
  expect(await box('admin', 'cc')).toEqual([page.id]);
  expect((await send('admin', 'GET', `/approvals/${page.id}`)).said).toBe('200');

  const tried = await company.call(
    tokens['boss']!,
    'GET',
    `/approval-flows/${flowId}/preview?applicantId=${id('bob')}&fact=amountFen:2000000`,
  );
  const shown = tried.json as { nodes: { taken: boolean; people: { name: string }[] }[] };
  expect(shown.nodes.map((one) => [one.taken, one.people.map(({ name }) => name).join()])).toEqual([
    [true, 'boss'],
    [true, 'both,boss'],
    [false, ''],
  ]);
});

test('a signer before and after, and handing on', async () => {
  const page = await ask('alice', await flow([node('a', users('bob'))]));
  const task = () => `/approval-tasks/${taskOf(page, 'bob')}`;
  const add = (userId: number, when: string) =>
    send('bob', 'POST', `${task()}/add-signer`, { userId, when });
  expect((await add(id('alice'), 'before')).said).toContain('/userId the-person-himself');
  expect((await add(id('bob'), 'before')).said).toContain('/userId the-person-himself');
  expect((await add(id('buyer'), 'after')).said).toBe('200');
  expect((await add(id('buyer'), 'before')).said).toContain('/userId asked-already');
  const waiting = (await add(id('both'), 'before')).page;
  expect(pending(waiting)).toEqual(['both']);
  // It is not his turn yet: nobody was quicker.
  expect((await decide('bob', waiting, 'approve')).said).toBe('409 state-refused');
  expect(pending((await decide('both', waiting, 'approve')).page)).toEqual(['bob']);
  const handed = await send('bob', 'POST', `${task()}/transfer`, { userId: id('manager') });
  expect(pending(handed.page)).toEqual(['manager']);
  const then = (await decide('manager', handed.page, 'approve')).page;
  // Whoever was added after still comes after.
  expect(pending(then)).toEqual(['buyer']);
  expect((await decide('buyer', then, 'approve')).page.state).toBe('approved');
});

test('what changed meanwhile is not approved, and nothing is half done', async () => {
  const page = await ask('alice', await flow([node('a', users('bob'))]));
  await company.db.transaction((tx) =>
    tx.updateTable('request').set({ version: 7 }).where('id', '=', page.subjectId).execute(),
  );
  expect((await decide('bob', page, 'approve')).said).toBe('409 subject-changed');
  const still = await send('bob', 'GET', `/approvals/${page.id}`);
  expect([still.page.state, pending(still.page)]).toEqual(['pending', ['bob']]);
  expect((await decide('bob', page, 'reject')).page.state).toBe('rejected');
});

test('a deputy decides from day to day, on behalf, and never on his own', async () => {
  const flowId = await flow([node('a', users('bob'))]);
  const [mine, others] = [await ask('buyer', flowId), await ask('alice', flowId)];
  expect((await decide('buyer', others, 'approve', 'bob')).said).toBe('404 not-found');
  const deputy = { toUserId: id('buyer'), fromOn: '2026-11-25', toOn: '2026-11-26' };
  const order = { ...deputy, toOn: '2026-11-20' };
  expect((await send('bob', 'POST', '/approval-delegations', order)).said).toContain('/toOn');
  const made = await send('bob', 'POST', '/approval-delegations', deputy);
  expect(made.said).toBe('201');
  expect(await box('buyer', 'todo')).toEqual([]);
  company.clock.now += 86_400_000;
  for (const who of Object.keys(company.users)) tokens[who] = await company.login(who);
  expect(await box('buyer', 'todo')).toEqual([others.id]);
  expect((await decide('buyer', mine, 'approve', 'bob')).said).toBe('404 not-found');
  const done = await decide('buyer', others, 'approve', 'bob');
  expect(done.page.steps.find(({ verb }) => verb === 'approved')).toMatchObject({
    by: { name: 'buyer' },
    for: { name: 'bob' },
  });
  expect(await box('buyer', 'done')).toContain(others.id);
  const end = `/approval-delegations/${made.page.id}`;
  expect((await send('buyer', 'DELETE', end)).said).toBe('404 not-found');
  expect((await send('bob', 'DELETE', end)).said).toBe('200');
  expect((await decide('bob', mine, 'approve')).page.state).toBe('approved');
});

test('reminding has its limits', async () => {
  const page = await ask('alice', await flow([node('a', users('bob'))]));
  const remind = async (who: string) =>
    (await send(who, 'POST', `/approvals/${page.id}/remind`)).said;
  expect(await remind('alice')).toBe('200');
  expect(await remind('alice')).toBe('409 reminded-lately');
  expect(await remind('bob')).toBe('404 not-found');
  company.clock.now += 4 * 3_600_000;
  expect(await remind('alice')).toBe('200');
});

test('what waits for somebody who leaves goes to the head above', async () => {
  const inTurn = await flow([node('a', users('both', 'boss'), { mode: 'sequence' })]);
  const alone = await flow([node('a', users('both'))]);
  const [first, second] = [await ask('alice', inTurn), await ask('alice', alone)];
  const person = await company.call(tokens['boss']!, 'GET', `/users/${id('both')}`);
  const { version } = person.json as { version: number };
  const left = await send('boss', 'POST', `/users/${id('both')}/state`, { version, state: 'left' });
  expect(left.said).toBe('200');
  // Who comes next anyway decides once.
  const once = (await send('alice', 'GET', `/approvals/${first.id}`)).page;
  expect(once.tasks.map((task) => [task.user.name, task.state])).toEqual([
    ['both', 'void'],
    ['boss', 'pending'],
  ]);
  const moved = (await send('alice', 'GET', `/approvals/${second.id}`)).page;
  expect(pending(moved)).toEqual(['boss']);
  expect(moved.steps.at(-1)).toMatchObject({ verb: 'moved', for: { name: 'both' } });
  expect((await decide('boss', moved, 'approve')).page.state).toBe('approved');
  // Later flows that name him ask the head above as well.
  expect(pending(await ask('alice', alone))).toEqual(['boss']);
});

test('flows are kept by version, and nobody but an owner makes himself an approver', async () => {
  const flowId = await flow([node('a', users('bob'))]);
  const page = await ask('alice', flowId);
  const change = async (who: string, body: object) =>
    (await send(who, 'PATCH', `/approval-flows/${flowId}`, body)).said;
  const nodes = (...names: string[]) => ({ nodes: [node('a', users(...names))] });
  expect(await change('alice', { version: 1, ...nodes('alice') })).toBe('403 forbidden');
  expect(await change('admin', { version: 1, ...nodes('admin') })).toBe(
    '422 field-refused /nodes the-person-himself',
  );
  const wrong = { when: [{ field: 'amountFen', op: 'in', ids: [1] }] };
  expect(await change('admin', { version: 1, nodes: [node('a', users('bob'), wrong)] })).toBe(
    '422 field-refused /nodes/0/when condition-unfit',
  );
  expect(await change('admin', { version: 1, ...nodes('manager') })).toBe('200');
  expect(await change('admin', { version: 1, name: '旧' })).toBe('409 version-conflict');
  const told = await company.call(tokens['boss']!, 'GET', '/notifications');
  expect(told.json.rows[0]).toMatchObject({ kind: 'flow-changed' });
  // What runs keeps its own.
  expect((await decide('bob', page, 'approve')).page.state).toBe('approved');
  expect(pending(await ask('alice', flowId))).toEqual(['manager']);
  expect(await change('boss', { version: 2, active: false })).toBe('200');
  const off = await send('alice', 'POST', '/requests', { flowId, title: '买电脑' });
  expect(off.said).toBe('422 field-refused /flowId unknown-flow');
});

test('files of a request are as visible as its approval', async () => {
  const send = async (who: string) =>
    await company.app.inject({
      method: 'POST',
      url: `/api/v1/request-files?name=${encodeURIComponent('报价.pdf')}`,
      headers: {
        authorization: `Bearer ${tokens[who]}`,
        'idempotency-key': `file-of-${who}-1`,
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.from('bytes'),
    });
  const file = (await send('alice')).json() as { id: number; name: string };
  expect(file.name).toBe('报价.pdf');
  const read = async (who: string) =>
    (
      await company.app.inject({
        url: `/api/v1/request-files/${file.id}`,
        headers: { authorization: `Bearer ${tokens[who]}` },
      })
    ).statusCode;
  expect([await read('alice'), await read('bob')]).toEqual([200, 404]);
  const flowId = await flow([node('a', users('bob'))]);
  const stolen = { flowId, title: '买电脑', fileIds: [file.id] };
  const refused = await company.call(tokens['buyer']!, 'POST', '/requests', stolen);
  expect(refused.status).toBe(422);
  const page = await ask('alice', flowId, { fileIds: [file.id] });
  expect(page.files.map(({ name }) => name)).toEqual(['报价.pdf']);
  expect([await read('bob'), await read('buyer')]).toEqual([200, 404]);
});

test('whatever is done in whatever order, each ends once and does what was asked at most once', async () => {
  const roll = dice(39);
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  const people = ['manager', 'bob', 'buyer', 'admin', 'boss'];
  const flows = [
    await flow([node('a', users('bob', 'buyer'), { mode: 'all' }), node('b', users('manager'))]),
    await flow([node('a', users('bob', 'buyer', 'admin'), { mode: 'sequence' })]),
    await flow([node('a', users('bob', 'buyer')), node('b', users('admin', 'boss'))]),
  ];
  for (let round = 0; round < 12; round += 1) {
    let page = await ask('alice', flows[round % flows.length]!);
    for (let move = 0; page.state === 'pending' && move < 40; move += 1) {
      const waiting = page.tasks.filter((task) => task.state === 'pending');
      expect(waiting.length).toBeGreaterThan(0);
      const task = pick(waiting);
      const who = task.user.name;
      const other = pick(people);
      const path = `/approval-tasks/${task.id}`;
      const what = roll(20);
      if (what === 0) await send('alice', 'POST', `/approvals/${page.id}/withdraw`, {});
      else if (what === 1) await decide(who, page, 'reject');
      else if (what < 5) await send(who, 'POST', `${path}/transfer`, { userId: id(other) });
      else if (what < 9) {
        const when = pick(['before', 'after']);
        await send(who, 'POST', `${path}/add-signer`, { userId: id(other), when });
      } else {
        await send(who, 'POST', `${path}/decide`, { decision: 'approve' });
      }
      page = (await send('alice', 'GET', `/approvals/${page.id}`)).page;
      const { state, version } = await requestOf(page);
      // The subject follows the approval, to the letter and once.
      expect([state, version]).toEqual([page.state, page.state === 'pending' ? 1 : 2]);
    }
    expect(page.state).not.toBe('pending');
    expect(page.tasks.some(({ state }) => state === 'pending' || state === 'waiting')).toBe(false);
    const ends = ['done', 'rejected', 'withdrawn'];
    expect(page.steps.filter(({ verb }) => ends.includes(verb))).toHaveLength(1);
  }
});
