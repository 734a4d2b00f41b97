import { expect, test } from 'vitest';
import { contactKey, draftOf, fingerprintOf, keysOf } from './draft.ts';
import type { Mapping } from '../headers.ts';

const zone = 'Asia/Shanghai';
const now = Date.UTC(2026, 10, 24, 1);

function draft(values: Record<string, string>) {
  const mapping = Object.keys(values) as Mapping;
  return draftOf(
    { row: 7, cells: Object.values(values), fault: null, named: 99 },
    { mapping, now, zone },
  );
}
const refusal = (values: Record<string, string>) => {
  const { problems } = draft({ name: '华瑞', ...values });
  return problems.flatMap(({ code, params }) => [code, params]);
};

test('a full row', () => {
  expect(
    draft({
      name: ' 深圳华瑞科技\n有限公司 ',
      stage: '意向客户',
      chanceGrade: 'b级',
      phone: '0755-88888888转8 / 13600136000',
      note: '第一行\n第二行',
      tags: '外贸,老客户',
      createdAt: '2024-01-02',
      contactName: '王芳',
      contactPhone: '13800138000',
      contactPhone2: '13900139000',
      contactBirthday: '农历八月十五',
      followUpAt: '2026-11-20 15:30',
      followUpAuthor: '李雷',
      followUpText: '要样品',
      nextFollowOn: '2026/12/1',
      'custom:f1': '20',
    }),
  ).toMatchObject({
    row: 7,
    name: '深圳华瑞科技 有限公司',
    nameKey: '深圳华瑞科技',
    stage: 'intent',
    chanceGrade: 'B',
    phone: '0755-88888888-8',
    note: '第一行\n第二行',
    tags: ['外贸', '老客户'],
    createdAt: Date.UTC(2024, 0, 1, 16),
    nextFollowOn: '2026-12-01',
    custom: { f1: '20' },
    contact: {
      name: '王芳',
      phones: [{ number: '13800138000' }, { number: '13900139000' }, { number: '13600136000' }],
      birthday: { calendar: 'lunar', month: 8, day: 15 },
    },
    followUp: { at: Date.UTC(2026, 10, 20, 7, 30), author: '李雷', text: '要样品' },
    problems: [],
  });
});

test('phones of nobody are the company’s, and none is lost', () => {
  const found = draft({ name: '华瑞', contactPhone: '13800138000、13900139000', contactName: '-' });
  expect(found).toMatchObject({ phone: '13800138000', note: '13900139000', contact: null });
});

test.each<[Record<string, string>, [string, object]]>([
  [{ name: '长'.repeat(121) }, ['too-long', { field: 'name', max: 120 }]],
  [{ note: '长'.repeat(100_000) }, ['too-long', { field: 'note', max: 2000 }]],
  [{ phone: '找王总' }, ['phone-unreadable', { field: 'phone', value: '找王总' }]],
  [{ phone: '1.38E+10' }, ['phone-rounded', { field: 'phone', value: '1.38E+10' }]],
  [{ stage: '很好' }, ['stage-unknown', { value: '很好' }]],
  [{ chanceGrade: '高' }, ['grade-unknown', { value: '高' }]],
  [{ createdAt: '5/6/2026' }, ['date-unreadable', { field: 'createdAt', value: '5/6/2026' }]],
  [{ createdAt: '2026-11-25' }, ['date-in-future', { field: 'createdAt', value: '2026-11-25' }]],
  [{ contactEmail: 'a@b.c' }, ['contact-name-missing', {}]],
  [{ followUpText: '打过电话' }, ['follow-up-date-missing', {}]],
  [{ followUpAt: '2026-11-20' }, ['follow-up-text-missing', {}]],
  [
    { contactName: '王芳', contactBirthday: '下周' },
    ['date-unreadable', { field: 'contactBirthday', value: '下周' }],
  ],
])('refused: %o', (values, expected) => {
  expect(refusal(values)).toEqual(expected);
});

test('a time later today is now, not the future', () => {
  expect(draft({ name: '华瑞', createdAt: '2026-11-24 18:00' })).toMatchObject({
    createdAt: now,
    problems: [],
  });
});

test('a fingerprint knows what a row says, not where it stands', () => {
  const values = { name: '华瑞', phone: '13800138000' };
  const one = draft(values);
  const again = draftOf(
    { row: 9, cells: ['', '13800138000', '华瑞'], fault: null, named: 99 },
    { mapping: [null, 'phone', 'name'], now, zone },
  );
  expect(fingerprintOf(again, '华瑞')).toBe(fingerprintOf(one, '华瑞'));
  expect(fingerprintOf(draft({ ...values, city: '深圳' }), '华瑞')).not.toBe(
    fingerprintOf(one, '华瑞'),
  );
  expect(keysOf(one)).toEqual({ name: '华瑞', phones: ['13800138000'], taxNo: '', externalNo: '' });
  expect(contactKey('王 芳', [{ number: '138 0013 8000' }])).toBe(
    contactKey('王芳', [{ number: '+8613800138000' }]),
  );
});
