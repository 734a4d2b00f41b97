import { expect, test } from 'vitest';
import { importTargets } from '@xinhang/shared/import-kinds.ts';
import { columnWords } from '@xinhang/shared/sheet-words.ts';
import { headerSignature } from '../headers.ts';
import { guessMapping } from './guess-mapping.ts';

test.each<[string, (string | null)[]]>([
  [
    '*客户名称（必填）,简称,所属行业,省份,联系人,职务,手机,电话,业务员,备注',
    [
      'name',
      'shortName',
      'industry',
      'region',
      'contactName',
      'contactPost',
      'contactPhone',
    ].concat(['phone', 'owner', 'note']),
  ],
  [
    '公司名稱,統一編號,聯絡人,行動電話,電子信箱,業務員,下次聯絡日期',
    ['name', 'taxNo', 'contactName', 'contactPhone', 'contactEmail', 'owner', 'nextFollowOn'],
  ],
  [
    'Company Name,Industry,Contact Person,Mobile,E-mail,Sales Rep,Created At,Follow-up',
    [
      'name',
      'industry',
      'contactName',
      'contactPhone',
      'contactEmail',
      'owner',
      'createdAt',
    ].concat('followUpText'),
  ],
  ['单位编号,单位全名,联系人', ['externalNo', 'name', 'contactName']],
  ['公司,手机,手机', ['name', 'phone', 'contactPhone2']],
  ['公司,联系人,手机,手机', ['name', 'contactName', 'contactPhone', 'contactPhone2']],
  ['客户,名称,,未导入原因,constructor', ['name', null, null, null, null]],
  ['企业名称全称,办公室联系电话', ['name', 'phone']],
  // One phone beside a person is that person's, unless it says that it is the company's.
  ['公司名称,联系人,电话', ['name', 'contactName', 'contactPhone']],
  ['公司名稱,聯絡人,電話', ['name', 'contactName', 'contactPhone']],
  ['Company,Contact,Phone', ['name', 'contactName', 'contactPhone']],
  ['单位名称,姓名,电话号码,地址', ['name', 'contactName', 'contactPhone', 'address']],
  ['客户名称,联系人,联系方式,微信', ['name', 'contactName', 'contactPhone', 'contactWechat']],
  ['公司名称,联系人,公司电话', ['name', 'contactName', 'phone']],
  ['公司名称,联系人,座机号码', ['name', 'contactName', 'phone']],
  ['公司名称,联系人,总机', ['name', 'contactName', 'phone']],
  ['公司名称,联系人,座机,手机', ['name', 'contactName', 'phone', 'contactPhone']],
  ['公司名称,联系人,电话,手机', ['name', 'contactName', 'phone', 'contactPhone']],
  ['公司名称,联系人,电话,备用电话', ['name', 'contactName', 'contactPhone', 'contactPhone2']],
  ['公司名称,电话/手机,邮箱', ['name', 'phone', 'contactEmail']],
  ['公司,电话,手机', ['name', 'phone', 'contactPhone']],
  ['公司名称,联系人1,电话1,联系人2,电话2', ['name', 'contactName', 'contactPhone', null, null]],
  // Whoever runs the customer is its contact; a bare 负责人 is one of our own people.
  ['公司名称,法定代表人,电话', ['name', 'contactName', 'contactPhone']],
  ['企业名称,企业负责人,联系电话', ['name', 'contactName', 'contactPhone']],
  ['公司名称,业务员,负责人,手机', ['name', 'owner', 'contactName', 'contactPhone']],
  ['公司名称,负责人,联系人,电话', ['name', 'owner', 'contactName', 'contactPhone']],
  ['公司名称,负责人,电话', ['name', 'owner', 'phone']],
  // Lists of people, shops and schools.
  ['姓名,电话,城市', ['name', 'phone', 'city']],
  ['姓名,公司,手机', ['contactName', 'name', 'contactPhone']],
  ['客户姓名,手机号,获客渠道', ['name', 'phone', 'source']],
  ['门店名称,店长,电话', ['name', null, 'phone']],
  ['经销商,省市,联系人', ['name', 'region', 'contactName']],
])('%s', (header, expected) => {
  expect(guessMapping(header.split(','))).toEqual(expected);
});

test('our own words are known in every language', () => {
  for (const language of ['zh-CN', 'zh-TW', 'en'] as const) {
    const header = importTargets.map((target) => columnWords[target][language]);
    expect(guessMapping(header)).toEqual([...importTargets]);
  }
});

test('a field of the administrator goes before our own words', () => {
  const fields = [
    { key: 'f1', label: '年用量（吨）' },
    { key: 'f2', label: '来源' },
  ];
  expect(guessMapping(['名称', '年用量', '来源'], fields)).toEqual([
    'name',
    'custom:f1',
    'custom:f2',
  ]);
});

test('a 负责人 whom nobody knows is the customer’s, a colleague owns it', () => {
  const header = ['公司名称', '负责人', '电话'];
  const guess = (...names: string[]) =>
    guessMapping(header, [], {
      sample: names.map((name) => ['华瑞', name, '1']),
      colleague: (text) => text === '李雷',
    });
  expect(guess('王总', '陈经理')).toEqual(['name', 'contactName', 'contactPhone']);
  expect(guess('王总', '李雷')).toEqual(['name', 'owner', 'phone']);
  expect(guess('', '')).toEqual(['name', 'owner', 'phone']);
});

test('the signature stands for headers in their order', () => {
  expect(headerSignature(['名称 ', '电话'])).toBe(headerSignature(['*名称', '电话：']));
  expect(headerSignature(['名称', '电话'])).not.toBe(headerSignature(['电话', '名称']));
});
