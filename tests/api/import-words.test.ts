import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
});
afterAll(async () => {
  await company.stop();
});

const post = async (path: string, body: object) => {
  const answer = await company.call(boss, 'POST', path, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.json as { id: number; key: string };
};

test('tags and own fields of a file come to the customer, or name what they do not take', async () => {
  const vip = await post('/tags', { name: '重点' });
  const old = await post('/tags', { name: '老客户' });
  const field = async (label: string, type: string, options: string[] = []) =>
    (await post('/custom-fields', { label, type, options })).key;
  const keys = {
    budget: await field('预算', 'number'),
    since: await field('合作日期', 'date'),
    signed: await field('已签约', 'flag'),
    size: await field('规模', 'select', ['大', '小']),
    model: await field('设备型号', 'text'),
  };
  const imports = importer(company, boss);
  const { checked, batch } = await imports.all(
    '客户.csv',
    [
      '客户名称,标签,预算,合作日期,已签约,规模,设备型号',
      '甲公司,重点、老客户,"１,200.5",2026年1月2日,是,大,X-1',
      '乙公司,,,,,,',
      '丙公司,没有的,,,,,',
      '丁公司,,很多,,,,',
      '戊公司,,,,,中,',
    ].join('\n'),
  );
  expect(checked.map((row) => [row.verdict, row.code, row.params['value'] ?? null])).toEqual([
    ['create', 'new', null],
    ['create', 'new', null],
    ['invalid', 'tag-unknown', '没有的'],
    ['invalid', 'custom-refused', '很多'],
    ['invalid', 'custom-refused', '中'],
  ]);
  expect(batch.counts).toEqual({ create: 2, invalid: 3 });
  const list = await company.call(boss, 'GET', `/customers?q=${encodeURIComponent('甲公司')}`);
  const one = await company.call(boss, 'GET', `/customers/${list.json.rows[0].id as number}`);
  expect(one.json.custom).toEqual({
    [keys.budget]: 1200.5,
    [keys.since]: '2026-01-02',
    [keys.signed]: true,
    [keys.size]: '大',
    [keys.model]: 'X-1',
  });
  const ids = (one.json.tags as { id: number }[]).map((tag) => tag.id);
  expect(ids.toSorted((a, b) => a - b)).toEqual([vip.id, old.id]);
});

test('an industry that is likely misspelt is taken as it stands, and said to be', async () => {
  const { checked, done } = await importer(company, boss).all(
    '行业.csv',
    '名称,行业,业务员\n错字甲公司,机械设奋,\n错字乙公司,Machinrey,没这人\n错字丙公司,机械设备,\n错字丁公司,养殖业,\n',
  );
  const told = checked.map(({ code, params }) => [
    code,
    params['like'],
    (params['also'] as { code: string; params: object }[] | undefined)?.map((one) => one.params),
  ]);
  expect(told).toEqual([
    ['industry-like', '机械设备', undefined],
    ['new-without-owner', undefined, [{ value: 'Machinrey', like: 'Machinery' }]],
    ['new', undefined, undefined],
    ['new', undefined, undefined],
  ]);
  const { json } = await company.call(boss, 'GET', `/customers/${done[0]!.customerId!}`);
  expect(json).toMatchObject({ industry: '机械设奋' });
});
