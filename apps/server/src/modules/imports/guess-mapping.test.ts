import { expect, test } from 'vitest';
import { importTargets } from '@xinhang/shared/imports.ts';
import { columnWords } from '@xinhang/shared/sheet-words.ts';
import { guessMapping, headerSignature } from './guess-mapping.ts';

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
  ['公司,手机,手机', ['name', 'phone', null]],
  ['公司,联系人,手机,手机', ['name', 'contactName', 'contactPhone', 'contactPhone2']],
  ['客户,名称,,未导入原因,constructor', ['name', null, null, null, null]],
  ['企业名称全称,办公室联系电话', ['name', 'phone']],
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

test('the signature stands for headers in their order', () => {
  expect(headerSignature(['名称 ', '电话'])).toBe(headerSignature(['*名称', '电话：']));
  expect(headerSignature(['名称', '电话'])).not.toBe(headerSignature(['电话', '名称']));
});
