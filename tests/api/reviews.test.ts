import type { DeskBlock, FollowUp } from '@xinhang/shared/activities.ts';
import type { Message } from '@xinhang/shared/messages.ts';
import type { Review, Reviewed } from '@xinhang/shared/reviews.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'buyer', 'admin'];
let own: number;
let others: number;

type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
const register = async (who: string, name: string) =>
  (await call<{ id: number }>(who, 'POST', '/customers', { name })).json.id;
const log = async (who: string, customerId: number, content: string, more: object = {}) =>
  (await call<FollowUp>(who, 'POST', '/follow-ups', { customerId, content, ...more })).json;
const review = async (who: string, id: number, body: object) =>
  await call<Review & Refusal>(who, 'POST', `/follow-ups/${id}/reviews`, body);
const say = async (who: string, about: object, text: string, more: object = {}) =>
  await call<Message & Refusal>(who, 'POST', '/messages', { ...about, text, ...more });
const notices = async (who: string) =>
  (await call<{ rows: Notification[] }>(who, 'GET', '/notifications?show=unseen')).json.rows;
const told = async (who: string) => (await notices(who)).map((row) => [row.kind, row.route]);
const seeAll = async (who: string) => await call(who, 'POST', '/notifications/mark', { all: true });
interface Queue {
  day: string;
  until: string;
  older: string | null;
  rows: Reviewed[];
  count: number;
  left: number;
  next: string | null;
}
const queue = async (who: string, query = '') =>
  (await call<Queue>(who, 'GET', `/reviews/queue?count=1&${query}`)).json;
const texts = ({ rows }: Queue) => rows.map((row) => row.followUp.content);
async function logIn(): Promise<void> {
  for (const name of people) tokens[name] = await company.login(name);
}

beforeAll(async () => {
  company = await startCompany();
  await logIn();
  own = await register('alice', '甲方公司');
  others = await register('bob', '乙方公司');
});
afterAll(async () => {
  await company.stop();
});

test('a talk names a deal of its customer, and shows its name to whoever reads that', async () => {
  const { rows } = (await call<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines')).json;
  const open = async (who: string, body: object) =>
    (await call<{ id: number }>(who, 'POST', '/deals', { pipelineId: rows[0]!.id, ...body })).json
      .id;
  const deal = await open('alice', { name: '甲方的商机', customerId: own });
  const foreign = await open('bob', { name: '乙方的商机', customerId: others });
  const made = await log('alice', own, '谈了价格', { dealId: deal });
  expect(made.deal).toEqual({ id: deal, name: '甲方的商机' });
  for (const dealId of [foreign, 999_999]) {
    const no = await call('alice', 'POST', '/follow-ups', {
      customerId: own,
      content: 'x',
      dealId,
    });
    expect([no.status, no.json.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/dealId', code: 'not-of-this-customer' })],
    ]);
  }
  const of = async (who: string) =>
    (await call<{ rows: FollowUp[] }>(who, 'GET', `/follow-ups?dealId=${deal}`)).json.rows.map(
      (row) => [row.content, row.deal?.name],
    );
  expect(await of('alice')).toEqual([['谈了价格', '甲方的商机']]);
  expect(await of('manager')).toEqual([['谈了价格', '甲方的商机']]);
  expect(await of('bob')).toEqual([]);
  const timeline = `/customers/${own}/timeline`;
  const entries = (await call<{ rows: { kind: string; data: object }[] }>('alice', 'GET', timeline))
    .json.rows;
  expect(entries.find((row) => row.kind === 'followUp')?.data).toMatchObject({
    dealId: deal,
    deal: '甲方的商机',
  });
  // A collaborator reads the talks, and no deals.
  const { version } = (await call<{ version: number }>('alice', 'GET', `/customers/${own}`)).json;
  const put = await company.app.inject({
    method: 'PUT',
    url: `/api/v1/customers/${own}/collaborators`,
    headers: { authorization: `Bearer ${tokens['alice']}`, 'idempotency-key': 'collaborators-1' },
    payload: { version, userIds: [company.users['bob']] },
  });
  expect(put.statusCode).toBe(200);
  const seen = (await call<{ rows: FollowUp[] }>('bob', 'GET', `/follow-ups?customerId=${own}`))
    .json;
  expect(seen.rows.map((row) => [row.content, row.deal])).toEqual([['谈了价格', null]]);
  expect(await of('bob')).toEqual([]);
  const asBob = (await call<{ rows: { kind: string; data: object }[] }>('bob', 'GET', timeline))
    .json;
  expect(JSON.stringify(asBob)).not.toContain('甲方的商机');
});

test('a queue has the day’s records of the own people, and shrinks with the reviews', async () => {
  const first = await log('alice', own, '第一条');
  company.clock.now += 1000;
  await log('bob', others, '别组的');
  company.clock.now += 1000;
  await log('manager', own, '主管自己的');
  await log('alice', own, '第二条');
  const day = '2026-11-24';
  const before = await queue('manager', `day=${day}`);
  expect(texts(before)).toEqual(['谈了价格', '第一条', '第二条']);
  expect([before.count, before.left]).toEqual([3, 3]);
  expect(before.rows.every((row) => row.mayReview)).toBe(true);
  expect(texts(await queue('boss', `day=${day}&authorId=${company.users['bob']}`))).toEqual([
    '别组的',
  ]);
  const done = await review('manager', first.id, { rating: 4 });
  expect([done.status, done.json.rating, done.json.reviewer.name]).toEqual([200, 4, 'manager']);
  const after = await queue('manager', `day=${day}`);
  expect([after.count, after.left]).toEqual([3, 2]);
  expect(texts(await queue('manager', `day=${day}&open=1`))).toEqual(['谈了价格', '第二条']);
  // Page by page, and nothing twice.
  const page = await queue('manager', `day=${day}&limit=2`);
  const rest = await queue('manager', `day=${day}&limit=2&cursor=${page.next}`);
  expect([...texts(page), ...texts(rest)]).toEqual(texts(after));
  for (const nobody of ['alice', 'buyer', 'admin']) {
    expect((await call(nobody, 'GET', '/reviews/queue')).status).toBe(403);
  }
});

test('the default day is the last working day, and what waits stands on the desk', async () => {
  // Monday: what Friday brought was not read on Saturday or Sunday.
  company.clock.now = Date.UTC(2026, 10, 27, 3);
  await logIn();
  await log('alice', own, '周五的');
  company.clock.now = Date.UTC(2026, 10, 30, 1);
  await logIn();
  const { day, rows } = await queue('manager');
  expect([day, rows.map((row) => row.followUp.content)]).toEqual(['2026-11-27', ['周五的']]);
  const desk = async (who: string) =>
    (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).json.blocks;
  const due = (await desk('manager')).find((block) => block.kind === 'reviewsDue');
  expect([due?.count, due?.items[0]?.recordId]).toEqual([1, rows[0]!.followUp.id]);
  await review('manager', rows[0]!.followUp.id, { rating: 4, comment: '好' });
  expect((await desk('manager')).some((block) => block.kind === 'reviewsDue')).toBe(false);
  const received = (await desk('alice')).find((block) => block.kind === 'reviewsReceived');
  expect(received?.items.map((item) => [item.ownerName, item.note])).toContainEqual([
    'manager',
    '★★★★ 好',
  ]);
  // Read in place, of exactly the version on the line; what asks is answered where it stands.
  const { unread } = received!.items.find((item) => item.note === '★★★★ 好')!;
  const path = `/reviews/${unread!.id}/acknowledge`;
  expect((await call('alice', 'POST', path, { version: unread!.version })).status).toBe(200);
  await review('manager', rows[0]!.followUp.id, { comment: '多少？', asks: true });
  const asked = (await desk('alice')).find((block) => block.kind === 'reviewsReceived');
  expect(asked?.items.find((item) => item.note.includes('多少？'))).not.toHaveProperty('unread');
});

test('days off belong to the working day before them, and older ones are not lost', async () => {
  company.clock.now = Date.UTC(2026, 11, 4, 3);
  await logIn();
  await log('alice', own, '周五');
  company.clock.now = Date.UTC(2026, 11, 5, 3);
  await logIn();
  await log('alice', own, '周六');
  company.clock.now = Date.UTC(2026, 11, 7, 1);
  await logIn();
  const monday = await queue('manager');
  expect([monday.day, monday.until, texts(monday)]).toEqual([
    '2026-12-04',
    '2026-12-06',
    ['周五', '周六'],
  ]);
  company.clock.now = Date.UTC(2026, 11, 8, 1);
  await logIn();
  const tuesday = await queue('manager');
  expect([tuesday.day, tuesday.until, tuesday.older]).toEqual([
    '2026-12-07',
    '2026-12-07',
    '2026-12-05',
  ]);
  for (const { followUp } of monday.rows) await review('manager', followUp.id, { rating: 3 });
  const { older } = await queue('manager');
  expect(older === null || older < '2026-12-04').toBe(true);
});

test('the author is told, answers what is asked, and the reviewer is told of that', async () => {
  const talk = await log('alice', own, '客户要降价');
  await seeAll('alice');
  await seeAll('manager');
  const given = (await review('manager', talk.id, { rating: 3 })).json;
  const route = `/reviews/${talk.id}`;
  expect(await told('alice')).toEqual([['review-given', route]]);
  // Not read yet: that it is put better is no news, that it asks is.
  await review('manager', talk.id, { rating: 2 });
  expect(await told('alice')).toHaveLength(1);
  const asked = (await review('manager', talk.id, { comment: '降多少？', asks: true })).json;
  expect(asked).toMatchObject({ id: given.id, rating: 2, comment: '降多少？', asks: true });
  expect((await told('alice'))[0]).toEqual(['review-asked', route]);

  const acknowledge = `/reviews/${given.id}/acknowledge`;
  const { version } = asked;
  const silent = await call('alice', 'POST', acknowledge, { version });
  expect(silent.json.errors).toEqual([
    expect.objectContaining({ pointer: '/answer', code: 'required' }),
  ]);
  const late = { version: given.version, answer: '百分之五' };
  // She answers what stood there before it was asked.
  const past = await call('alice', 'POST', acknowledge, late);
  expect([past.status, past.json.code]).toEqual([409, 'version-conflict']);
  expect((await call('manager', 'POST', acknowledge, { version, answer: '我来' })).status).toBe(
    403,
  );
  const nothing = '/reviews/999999/acknowledge';
  expect((await call('bob', 'POST', nothing, { version: 1 })).status).toBe(404);
  const read = await call<Review>('alice', 'POST', acknowledge, { ...late, version });
  const twice = { version: read.json.version, answer: '再答一次' };
  const more = await call('alice', 'POST', acknowledge, twice);
  expect([more.status, more.json.code]).toEqual([409, 'state-refused']);
  expect(read.json.acknowledgedAt).toBe(company.clock.now);
  expect(await told('manager')).toEqual([['review-answered', route]]);
  const thread = await call<{ rows: Message[] }>('manager', 'GET', `/messages/followUp/${talk.id}`);
  expect(thread.json.rows.map((row) => [row.author.name, row.text])).toEqual([
    ['alice', '百分之五'],
  ]);
  const received = await call<{ rows: { review: Review }[] }>('alice', 'GET', '/reviews?open=1');
  expect(received.json.rows.map((row) => row.review.id)).not.toContain(given.id);
  // Said anew, it is to be read anew.
  await review('manager', talk.id, { comment: '那就百分之三', asks: false });
  const again = (await call<Reviewed>('alice', 'GET', `/follow-ups/${talk.id}/reviews`)).json;
  expect(again.reviews).toMatchObject([{ asks: false, acknowledgedAt: null }]);
  expect([again.messages, again.mayReview]).toEqual([1, false]);
});

test('a review of what its author has lost is still his to acknowledge and to answer', async () => {
  const lost = await register('alice', '丁方公司');
  const talk = await log('alice', lost, '丁方的秘密');
  await call('boss', 'POST', `/customers/${lost}/assign`, {
    version: 2,
    ownerId: company.users['bob'],
  });
  expect((await call('alice', 'GET', `/follow-ups/${talk.id}/reviews`)).status).toBe(404);
  await seeAll('alice');
  await seeAll('boss');
  const asked = (await review('boss', talk.id, { comment: '为什么转手？', asks: true })).json;
  expect(await told('alice')).toEqual([['review-asked', '/reviews?tab=received']]);
  const received = await call<{ rows: { review: Review; followUp: FollowUp | null }[] }>(
    'alice',
    'GET',
    '/reviews?open=1',
  );
  const mine = received.json.rows.find((row) => row.review.id === asked.id)!;
  expect([mine.review.comment, mine.followUp]).toEqual(['为什么转手？', null]);
  expect(JSON.stringify(received.json)).not.toContain('丁方');
  const body = { version: asked.version, answer: '换区了' };
  const read = await call<Review>('alice', 'POST', `/reviews/${asked.id}/acknowledge`, body);
  expect([read.status, read.json.acknowledgedAt]).toEqual([200, company.clock.now]);
  expect(await told('boss')).toEqual([['review-answered', `/reviews/${talk.id}`]]);
});

test('nobody reviews himself, what he does not lead or does not see, or with nothing', async () => {
  const mine = await log('manager', own, '自己写的');
  const theirs = await log('bob', others, '别人写的');
  const talk = await log('alice', own, '再谈');
  expect((await review('manager', mine.id, { rating: 5 })).status).toBe(403);
  expect((await review('manager', theirs.id, { rating: 5 })).status).toBe(404);
  expect((await review('alice', talk.id, { rating: 5 })).status).toBe(403);
  const pointers = async (body: object) =>
    (await review('manager', talk.id, body)).json.errors?.map((one) => [one.pointer, one.code]);
  expect(await pointers({})).toEqual([['/rating', 'says-nothing']]);
  expect(await pointers({ rating: 3, asks: true })).toEqual([['/comment', 'required']]);
  expect((await review('manager', talk.id, { rating: 6 })).status).toBe(400);
});

test('a thread is read and written by whoever reads what it is about', async () => {
  const customer = { kind: 'customer', id: others };
  for (const who of people) await seeAll(who);
  expect((await say('alice', customer, '越权')).status).toBe(404);
  expect((await say('admin', customer, '越权')).status).toBe(403);
  expect((await call('alice', 'GET', `/messages/customer/${others}`)).status).toBe(404);
  expect((await say('boss', customer, '这家要盯紧')).status).toBe(201);
  expect(await told('bob')).toEqual([['message-written', `/customers/${others}`]]);
  const named = { mentionIds: [company.users['boss']] };
  await say('bob', customer, '明天去', named);
  expect(await told('boss')).toEqual([['message-mention', `/customers/${others}`]]);
  const blind = await say('bob', customer, '@alice', { mentionIds: [company.users['alice']] });
  expect(blind.json.errors).toEqual([
    expect.objectContaining({ pointer: '/mentionIds/0', code: 'cannot-read-it' }),
  ]);
  expect(await told('alice')).toEqual([]);
  const { rows } = (await call<{ rows: Message[] }>('bob', 'GET', `/messages/customer/${others}`))
    .json;
  expect(rows.map((row) => row.text)).toEqual(['明天去', '这家要盯紧']);
  // Into the pool: nobody but who sees everything reads on.
  const { version } = (await call<{ version: number }>('boss', 'GET', `/customers/${others}`)).json;
  await call('boss', 'POST', `/customers/${others}/assign`, { version, ownerId: null });
  expect((await call('bob', 'GET', `/messages/customer/${others}`)).status).toBe(404);
  expect((await call('boss', 'GET', `/messages/customer/${others}`)).status).toBe(200);
});

test('nothing more is written of an entry that became part of another', async () => {
  const [kept, gone] = [await register('alice', '戊方公司'), await register('alice', '戊方分公司')];
  const merge = { version: 1, otherId: gone, otherVersion: 1 };
  expect((await call('boss', 'POST', `/customers/${kept}/merge`, merge)).status).toBe(200);
  const no = await say('boss', { kind: 'customer', id: gone }, '说给谁听');
  expect([no.status, no.json.code]).toEqual([409, 'customer-merged']);
  expect((await say('boss', { kind: 'customer', id: kept }, '说这里')).status).toBe(201);
});

test('an import that is taken back leaves a follow-up of which something was said', async () => {
  const imports = importer(company, tokens['boss']!);
  const header = '客户名称,跟进时间,跟进人,跟进内容';
  const { batch } = await imports.all(
    'talks.csv',
    `${header}\n甲方公司,2026-11-20 10:00,alice,导入一\n甲方公司,2026-11-20 11:00,alice,导入二\n甲方公司,2026-11-20 12:00,alice,导入三\n`,
    { duplicates: 'addContact' },
  );
  const imported = async () =>
    (
      await call<{ rows: FollowUp[] }>('alice', 'GET', `/follow-ups?customerId=${own}&limit=200`)
    ).json.rows.filter((row) => row.content.startsWith('导入'));
  const id = async (content: string) =>
    (await imported()).find((row) => row.content === content)!.id;
  expect((await review('manager', await id('导入一'), { rating: 3 })).status).toBe(200);
  await say('manager', { kind: 'followUp', id: await id('导入二') }, '这条再补充');
  expect((await imports.start('undo', batch)).status).toBe(202);
  expect((await imported()).map((row) => row.content).toSorted()).toEqual(['导入一', '导入二']);
});
