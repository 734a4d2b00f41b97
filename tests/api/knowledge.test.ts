import type { DeskBlock, FollowUp, SearchHit } from '@xinhang/shared/activities.ts';
import type { Article, ArticleReader, ArticleRow, Category } from '@xinhang/shared/knowledge.ts';
import type { ArticleDraft, ArticleVersion } from '@xinhang/shared/knowledge-writing.ts';
import type { RichNode } from '@xinhang/shared/rich-text.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptPayloads } from '../helpers/script-payloads.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
async function call<T = Refusal>(who: string, method: Method, path: string, body?: object) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
let categories: Category[];
const depts: Record<string, number> = {};
const paragraph = (...content: RichNode[]): RichNode => ({ type: 'paragraph', content });
const words = (text: string, ...marks: object[]): RichNode => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks: marks as never }),
});
const doc = (...content: RichNode[]) => ({ type: 'doc', content });
const say = (text: string) => doc(paragraph(words(text)));

const write = async (who: string, title: string, body: object = {}) =>
  await call<ArticleDraft & Refusal>(who, 'POST', '/knowledge/articles', {
    title,
    categoryId: categories[0]!.id,
    body: say('正文'),
    ...body,
  });
const publish = async (id: number, who = 'boss', note = '') => {
  const { json } = await call<ArticleDraft>(who, 'GET', `/knowledge/articles/${id}/draft`);
  const body = { version: json.version, note };
  return await call<Article & Refusal>(who, 'POST', `/knowledge/articles/${id}/publish`, body);
};
const article = async (who: string, title: string, body: object = {}) => {
  const { articleId } = (await write(who, title, body)).json;
  expect((await publish(articleId)).status).toBe(200);
  return articleId;
};
const open = async (who: string, id: number) =>
  await call<Article>(who, 'GET', `/knowledge/articles/${id}`);
const list = async (who: string, query = '') =>
  (await call<{ rows: ArticleRow[]; count: number }>(who, 'GET', `/knowledge/articles?${query}`))
    .json;
const titles = async (who: string, query = '') =>
  (await list(who, query)).rows.map((row) => row.title);
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);
const told = async (who: string) =>
  (await call<{ rows: Notification[] }>(who, 'GET', '/notifications?show=unseen')).json.rows.map(
    (row) => [row.kind, row.route, row.params['name']],
  );

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  categories = (await call<{ rows: Category[] }>('alice', 'GET', '/knowledge/categories')).json
    .rows;
  const rows = (await call<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/depts')).json;
  for (const { id, name } of rows.rows) depts[name] = id;
});
afterAll(async () => {
  await company.stop();
});

test('an article is written, submitted, published as a numbered version, and written on', async () => {
  const draft = (await write('alice', '报价技巧')).json;
  const id = draft.articleId;
  expect([draft.title, draft.everybody, draft.submitted]).toEqual(['报价技巧', true, false]);
  // Nobody but its author and whoever publishes knows of it.
  expect((await open('bob', id)).status).toBe(404);
  expect((await open('manager', id)).status).toBe(404);
  expect((await open('boss', id)).json.state).toBe('draft');
  expect(await titles('alice', 'view=drafts')).toEqual(['报价技巧']);
  expect(await titles('manager', 'view=drafts')).toEqual([]);
  const submit = { version: draft.version };
  expect((await call('alice', 'POST', `/knowledge/articles/${id}/submit`, submit)).status).toBe(
    200,
  );
  expect(await told('boss')).toEqual([['article-submitted', `/knowledge/${id}`, '报价技巧']]);
  expect((await publish(id, 'alice')).status).toBe(403);
  const first = (await publish(id, 'boss', '第一版')).json;
  expect([first.state, first.no, first.author.name]).toEqual(['published', 1, 'alice']);
  expect((await open('buyer', id)).json.body).toEqual(say('正文'));
  // Without a draft there is nothing to publish.
  const again = { version: first.version, note: '' };
  const twice = await call('boss', 'POST', `/knowledge/articles/${id}/publish`, again);
  expect(twice.json.code).toBe('state-refused');

  const save = { version: first.version, title: '报价技巧二', body: say('新正文') };
  const saved = await call<ArticleDraft>('alice', 'PATCH', `/knowledge/articles/${id}`, save);
  expect(saved.json.version).toBe(first.version + 1);
  // Readers see none of it yet, neither by the title nor by a search.
  expect((await open('bob', id)).json.title).toBe('报价技巧');
  expect(await titles('bob', `q=${encodeURIComponent('新正文')}`)).toEqual([]);
  const stale = await call('alice', 'PATCH', `/knowledge/articles/${id}`, { ...save, title: '三' });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
  // What changes nothing writes nothing.
  const same = { ...save, version: saved.json.version };
  const unchanged = await call<ArticleDraft>('alice', 'PATCH', `/knowledge/articles/${id}`, same);
  expect(unchanged.json.version).toBe(saved.json.version);
  await publish(id, 'boss', '改了报价');
  expect((await open('bob', id)).json.title).toBe('报价技巧二');

  const versions = `/knowledge/articles/${id}/versions`;
  const { rows } = (await call<{ rows: ArticleVersion[] }>('alice', 'GET', versions)).json;
  expect(rows.map((row) => [row.no, row.title, row.note])).toEqual([
    [2, '报价技巧二', '改了报价'],
    [1, '报价技巧', '第一版'],
  ]);
  // What it was before, and perhaps for others, is for those who write on it.
  expect((await call('bob', 'GET', versions)).status).toBe(403);
  const { version } = (await open('alice', id)).json;
  const restored = await call<ArticleDraft>('alice', 'POST', `${versions}/1/restore`, { version });
  expect([restored.json.title, restored.json.body]).toEqual(['报价技巧', say('正文')]);
  const discard = { version: restored.json.version };
  expect((await call('alice', 'POST', `/knowledge/articles/${id}/discard`, discard)).status).toBe(
    200,
  );
  expect((await open('alice', id)).json.draft).toBe(false);

  const { version: now } = (await open('boss', id)).json;
  const retire = { version: now };
  expect((await call('boss', 'POST', `/knowledge/articles/${id}/retire`, retire)).status).toBe(200);
  expect((await open('bob', id)).status).toBe(404);
  expect((await open('alice', id)).json.state).toBe('retired');
  expect(await titles('alice', 'view=retired')).toEqual(['报价技巧二']);
});

test('a draft that was never published goes when it is dropped', async () => {
  const { articleId: id, version } = (await write('alice', '不写了')).json;
  expect((await call('bob', 'POST', `/knowledge/articles/${id}/discard`, { version })).status).toBe(
    404,
  );
  expect(
    (await call('alice', 'POST', `/knowledge/articles/${id}/discard`, { version })).status,
  ).toBe(200);
  expect((await open('alice', id)).status).toBe(404);
});

test('what is for a department is there for it and all below, and for nobody else', async () => {
  const only = { everybody: false, deptIds: [depts['一组']] };
  const team = await article('boss', '一组的打法', only);
  const branch = await article('boss', '华南的打法', { ...only, deptIds: [depts['华南']] });
  for (const [who, sees] of [
    ['alice', [team, branch]],
    ['manager', [team, branch]],
    ['bob', [branch]],
    ['buyer', []],
    ['admin', []],
  ] as const) {
    for (const id of [team, branch]) {
      const shown = sees.includes(id as never);
      expect([who, id, (await open(who, id)).status]).toEqual([who, id, shown ? 200 : 404]);
    }
    const found = (await list(who, `q=${encodeURIComponent('打法')}`)).rows.map((row) => row.id);
    expect([who, found.toSorted((a, b) => a - b)]).toEqual([who, [...sees]]);
    const hits = (
      await call<{ hits: SearchHit[] }>(who, 'GET', `/search?q=${encodeURIComponent('打法')}`)
    ).json.hits.filter((hit) => hit.source === 'articles');
    expect([who, hits.length]).toEqual([who, sees.length]);
    const rows = (await call<{ rows: Category[] }>(who, 'GET', '/knowledge/categories')).json.rows;
    expect(rows[0]!.articles).toBe((await list(who, `categoryId=${rows[0]!.id}&count=1`)).count);
  }
  // Whom else it is for is not told to readers.
  expect((await open('alice', branch)).json.depts).toEqual([]);
  expect(pointers(await write('boss', '谁看', { everybody: false }))).toEqual([
    ['/deptIds', 'required'],
  ]);
  expect(pointers(await write('boss', '谁看', { everybody: false, deptIds: [9999] }))).toEqual([
    ['/deptIds/0', 'unknown-department'],
  ]);
});

test('articles are found by words of title and text, by pinyin and in both scripts', async () => {
  const id = await article('boss', '长安客户开发手册', { body: say('先打电话再上门，留下样机。') });
  for (const q of ['长安', '安客户', 'cakh', 'changan', '長安', '樣機', '样机 手册', 'CAKH']) {
    const found = (await list('bob', `q=${encodeURIComponent(q)}`)).rows.map((row) => row.id);
    expect([q, found]).toEqual([q, [id]]);
  }
  expect(await titles('bob', `q=${encodeURIComponent('样机 没有')}`)).toEqual([]);
  const { hits } = (await call<{ hits: SearchHit[] }>('bob', 'GET', '/search?q=cakh')).json;
  expect(hits.map((hit) => [hit.source, hit.title, hit.route])).toEqual([
    ['articles', '长安客户开发手册', `/knowledge/${id}`],
  ]);
});

test('a required article lies on the desk until this version is acknowledged', async () => {
  const meant = { required: true, everybody: false, deptIds: [depts['一组']] };
  const id = await article('boss', '价格制度', meant);
  const block = async (who: string) =>
    (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).json.blocks
      .find((one) => one.kind === 'articlesToRead')
      ?.articles?.map((row) => row.title);
  expect(await block('alice')).toEqual(['价格制度']);
  expect(await block('bob')).toBeUndefined();
  expect((await told('alice')).map(([kind]) => kind)).toContain('article-required');
  expect((await told('bob')).map(([kind]) => kind)).not.toContain('article-required');
  const read = async (who: string, body: object) =>
    (await call(who, 'POST', `/knowledge/articles/${id}/read`, body)).status;
  expect(await read('alice', { no: 1 })).toBe(200);
  expect(await block('alice')).toEqual(['价格制度']);
  expect(await read('alice', { no: 1, acknowledge: true })).toBe(200);
  expect(await block('alice')).toBeUndefined();
  expect(await read('bob', { no: 1 })).toBe(404);
  const readers = async (who: string) => {
    const path = `/knowledge/articles/${id}/readers`;
    const { status, json } = await call<{ rows: ArticleReader[] }>(who, 'GET', path);
    if (status !== 200) return status;
    return json.rows.map((row) => [row.person.name, row.no, row.acknowledgedAt !== null]);
  };
  const both = [
    ['alice', 1, true],
    ['manager', null, false],
  ];
  expect(await readers('boss')).toEqual(both);
  expect(await readers('manager')).toEqual(both);
  expect(await readers('alice')).toBe(403);
  // The next version is to be read anew.
  const { version } = (await open('boss', id)).json;
  await call('boss', 'PATCH', `/knowledge/articles/${id}`, { version, body: say('涨价') });
  await publish(id);
  expect(await block('alice')).toEqual(['价格制度']);
  expect(await read('alice', { no: 1, acknowledge: true })).toBe(409);
  expect(await readers('boss')).toEqual([
    ['alice', 1, false],
    ['manager', null, false],
  ]);
});

test('everybody has one vote and may change it', async () => {
  const id = await article('boss', '投票');
  const vote = async (who: string, useful: boolean | null) =>
    (await call<object>(who, 'PUT', `/knowledge/articles/${id}/vote`, { useful })).json;
  expect(await vote('alice', true)).toEqual({ useful: 1, notUseful: 0, vote: true });
  expect(await vote('alice', true)).toEqual({ useful: 1, notUseful: 0, vote: true });
  expect(await vote('bob', false)).toEqual({ useful: 1, notUseful: 1, vote: false });
  expect(await vote('alice', false)).toEqual({ useful: 0, notUseful: 2, vote: false });
  expect(await vote('bob', null)).toEqual({ useful: 0, notUseful: 1, vote: null });
});

test('a follow-up names articles that its author may open; the count is of talks that one sees', async () => {
  const shared = await article('boss', '人人可用');
  const own = await article('boss', '一组专用', { everybody: false, deptIds: [depts['一组']] });
  const customer = async (who: string, name: string) =>
    (await call<{ id: number }>(who, 'POST', '/customers', { name })).json.id;
  const [mine, theirs] = [await customer('alice', '甲方'), await customer('bob', '乙方')];
  const log = async (who: string, customerId: number, articleIds: number[]) =>
    await call<FollowUp & Refusal>(who, 'POST', '/follow-ups', {
      customerId,
      content: '用了知识库',
      articleIds,
    });
  const talk = (await log('alice', mine, [shared, own, shared])).json;
  expect(talk.articles.map((one) => one.name)).toEqual(['人人可用', '一组专用']);
  expect(pointers(await log('bob', theirs, [own]))).toEqual([['/articleIds/0', 'unknown-article']]);
  await log('bob', theirs, [shared]);
  const uses = async (who: string) => (await open(who, shared)).json.uses;
  expect([await uses('alice'), await uses('bob'), await uses('boss'), await uses('buyer')]).toEqual(
    [1, 1, 2, 0],
  );
  const page = await call<{ timeline: { rows: { articles: { id: number }[] }[] } }>(
    'alice',
    'GET',
    `/customers/${mine}/page`,
  );
  const named = page.json.timeline.rows.flatMap((row) => row.articles.map((one) => one.id));
  expect(named).toEqual([shared, own]);
  // Given to somebody for whom the article is not, the talk does not tell its title.
  const { version } = (await call<{ version: number }>('boss', 'GET', `/customers/${mine}`)).json;
  const assign = { version, ownerId: company.users['bob'] };
  await call('boss', 'POST', `/customers/${mine}/assign`, assign);
  const seen = await call<{ rows: FollowUp[] }>('bob', 'GET', `/follow-ups?customerId=${mine}`);
  expect(seen.json.rows[0]!.articles.map((one) => one.name)).toEqual(['人人可用']);
});

test('files are as visible as the version that holds them', async () => {
  let sent = 0;
  const upload = async (who: string, name: string) => {
    const answer = await company.app.inject({
      method: 'POST',
      url: `/api/v1/knowledge/files?name=${encodeURIComponent(name)}`,
      headers: {
        authorization: `Bearer ${tokens[who]}`,
        'idempotency-key': `knowledge-file-${(sent += 1)}`,
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.from(`file ${name}`),
    });
    expect(answer.statusCode).toBe(201);
    return (answer.json() as { id: number }).id;
  };
  const get = async (who: string, id: number) =>
    (
      await company.app.inject({
        url: `/api/v1/knowledge/files/${id}`,
        headers: { authorization: `Bearer ${tokens[who]}` },
      })
    ).statusCode;
  const picture = await upload('alice', '样机.png');
  const sheet = await upload('alice', '报价.xlsx');
  expect([await get('alice', picture), await get('boss', picture)]).toEqual([200, 404]);
  // Nobody hangs a file of somebody else on his article.
  const stolen = { body: doc({ type: 'image', attrs: { fileId: picture } }) };
  expect(pointers(await write('bob', '偷', stolen))).toEqual([['/body', 'unknown-file']]);
  const body = doc({ type: 'image', attrs: { fileId: picture, alt: '样机' } });
  const draft = (await write('alice', '样机', { body, fileIds: [sheet] })).json;
  expect([await get('boss', picture), await get('bob', sheet)]).toEqual([200, 404]);
  await publish(draft.articleId);
  expect([await get('bob', picture), await get('bob', sheet)]).toEqual([200, 200]);
  expect((await open('bob', draft.articleId)).json.files.map((file) => file.name)).toEqual([
    '报价.xlsx',
  ]);
  const { version } = (await open('alice', draft.articleId)).json;
  const without = { version, fileIds: [], body: say('没有图') };
  await call('alice', 'PATCH', `/knowledge/articles/${draft.articleId}`, without);
  expect(await get('bob', sheet)).toBe(200);
  await publish(draft.articleId);
  expect([await get('bob', sheet), await get('bob', picture)]).toEqual([404, 404]);
  expect(await get('alice', sheet)).toBe(200);
});

test('nothing but known nodes, marks and links is taken; texts stay texts', async () => {
  const link = (href: string) => words('看', { type: 'link', attrs: { href } });
  for (const body of [
    'text',
    { type: 'paragraph' },
    doc({ type: 'script', text: 'hit(1)' }),
    doc({ type: 'constructor' }),
    doc({ type: 'text', text: '块外' }),
    doc(paragraph({ type: 'text', text: '' })),
    doc(paragraph({ type: 'html', text: '<b>' })),
    doc(paragraph(words('x', { type: 'textStyle', attrs: { style: 'x' } }))),
    doc({ type: 'image', attrs: { src: 'https://evil.example/x.png' } } as never),
    doc({ type: 'heading', attrs: { level: 9 } }),
    ...[
      'javascript:hit(1)',
      'JaVaScRiPt:hit(1)',
      'data:text/html,x',
      '//evil.example',
      '/home',
    ].map((href) => doc(paragraph(link(href)))),
    doc(paragraph(link(' javascript:hit(1)'))),
    doc(...Array.from({ length: 6000 }, () => paragraph())),
    Array.from({ length: 20 }).reduce<RichNode>(
      (inner) => ({ type: 'blockquote', content: [inner] }),
      paragraph(),
    ),
  ]) {
    const answer = await write('alice', '坏', { body });
    expect([JSON.stringify(body).slice(0, 60), answer.status]).toEqual([
      JSON.stringify(body).slice(0, 60),
      400,
    ]);
    expect(pointers(answer)).toEqual([['/body', 'rich-text']]);
  }
  const body = doc(
    { type: 'heading', attrs: { level: 2, style: 'x' } as never, content: [words('标题')] },
    ...scriptPayloads.slice(0, 60).map((text) => paragraph(words(text))),
    paragraph(link('https://xinhang.example/a?b=c#d')),
  );
  const { articleId } = (await write('alice', scriptPayloads[0]!, { body })).json;
  await publish(articleId);
  const kept = (await open('bob', articleId)).json;
  expect(kept.title).toBe(scriptPayloads[0]);
  // What is not known of a node is not stored.
  expect(kept.body.content[0]).toEqual({
    type: 'heading',
    attrs: { level: 2 },
    content: [words('标题')],
  });
  expect(kept.body.content.slice(1, -1)).toEqual(body.content.slice(1, -1));
  expect(pointers(await write('alice', '空', { categoryId: 99_999 }))).toEqual([
    ['/categoryId', 'unknown-category'],
  ]);
  const empty = (await write('alice', '空文', { body: doc(paragraph()) })).json;
  expect(pointers(await publish(empty.articleId))).toEqual([['/body', 'required']]);
});

test('categories are a tree that whoever publishes keeps', async () => {
  const make = async (name: string, parentId: number | null = null, who = 'boss') =>
    await call<Category & Refusal>(who, 'POST', '/knowledge/categories', { name, parentId });
  expect((await make('x', null, 'alice')).status).toBe(403);
  const top = (await make('设备')).json;
  const chain = [top];
  for (const name of ['车床', '型号', '附件'])
    chain.push((await make(name, chain.at(-1)!.id)).json);
  expect(pointers(await make('太深', chain.at(-1)!.id))).toEqual([['/parentId', 'too-deep']]);
  expect((await make('设备')).json.code).toBe('already-exists');
  const move = async (id: number, body: object) =>
    await call<Category & Refusal>('boss', 'PATCH', `/knowledge/categories/${id}`, body);
  const circle = await move(top.id, { version: 1, parentId: chain[2]!.id });
  expect(pointers(circle)).toEqual([['/parentId', 'below-itself']]);
  const { articleId } = (await write('boss', '车床手册', { categoryId: chain[1]!.id })).json;
  await publish(articleId);
  const rows = (await call<{ rows: Category[] }>('bob', 'GET', '/knowledge/categories')).json.rows;
  const at = rows.findIndex((row) => row.id === top.id);
  expect(rows.slice(at, at + 3).map((row) => [row.name, row.articles])).toEqual([
    ['设备', 1],
    ['车床', 1],
    ['型号', 0],
  ]);
  expect(await titles('bob', `categoryId=${top.id}`)).toEqual(['车床手册']);
  const remove = async (id: number) =>
    (await call('boss', 'DELETE', `/knowledge/categories/${id}`)).json;
  expect((await remove(chain[1]!.id)).code).toBe('in-use');
  expect(await remove(chain[3]!.id)).toEqual({ ok: true });
  expect((await move(top.id, { version: 1, name: '机器' })).json.name).toBe('机器');
  expect((await move(top.id, { version: 1, name: '别的' })).json.code).toBe('version-conflict');
});
