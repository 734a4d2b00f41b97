import type { Actor, RowReach } from '@xinhang/db/actor.ts';
import { hideAll, type Permission } from '@xinhang/shared/permissions.ts';
import { expect, test } from 'vitest';
import { draftOf } from './draft.ts';
import { FileState } from './file-state.ts';
import type { Mapping } from '../headers.ts';
import { judge, type Evidence, type Match, type Options, type Similar } from './judge.ts';
import { People } from './people.ts';

const columns: Mapping = [
  'name',
  'phone',
  'taxNo',
  'owner',
  'contactName',
  'contactPhone',
  'followUpAt',
  'followUpAuthor',
  'followUpText',
];
const place = { mapping: columns, now: Date.UTC(2026, 10, 24), zone: 'Asia/Shanghai' };
const people = new People([
  { id: 1, login: 'lilei', name: '李雷', externalNo: 'E1', active: true, seesCustomers: true },
  { id: 2, login: 'hanmei', name: '韩梅', externalNo: '', active: true, seesCustomers: true },
  { id: 3, login: 'hanmei2', name: '韩梅', externalNo: '', active: true, seesCustomers: true },
  { id: 4, login: 'gone', name: '老王', externalNo: '', active: false, seesCustomers: true },
  { id: 5, login: 'buyer', name: '小吴', externalNo: '', active: true, seesCustomers: false },
  { id: 9, login: 'importer', name: '导入人', externalNo: '', active: true, seesCustomers: true },
]);

function actorWith(grants: Partial<Record<Permission, RowReach>>): Actor {
  return {
    userId: 9,
    name: '导入人',
    reach: new Map(Object.entries(grants) as [Permission, RowReach][]),
    fields: { ...hideAll, phone: 'show' },
    viewAsBy: null,
  };
}
const all = { all: true, ownerIds: [] };
const director = actorWith({
  'customers.read': all,
  'customers.create': all,
  'customers.update': all,
  'customers.assign': all,
});
const leader = actorWith({
  'customers.create': all,
  'customers.assign': { all: false, ownerIds: [1, 9] },
});
const seller = actorWith({
  'customers.create': all,
  'customers.read': { all: false, ownerIds: [9] },
});
const administrator = actorWith({ 'customers.import': all });

interface Situation {
  actor?: Actor;
  options?: Partial<Options>;
  matches?: Record<string, Partial<Match>>;
  similar?: Record<string, Similar[]>;
  before?: Record<string, number>;
  contacts?: Record<number, string[]>;
}

function verdicts(lines: string[], situation: Situation = {}): unknown[] {
  const state = new FileState();
  const evidence: Evidence = {
    people,
    words: { read: () => ({ tagIds: [], custom: {} }), industryLike: () => null },
    actor: situation.actor ?? director,
    options: {
      ownerless: 'pool',
      duplicates: 'skip',
      ownerId: null,
      similar: 'warn',
      ...situation.options,
    },
    matches(draft) {
      const found = situation.matches?.[draft.name];
      return found
        ? [
            {
              customerId: 50,
              on: 'name',
              name: '华*',
              owner: '李雷',
              open: true,
              row: null,
              ...found,
            },
          ]
        : [];
    },
    similar: (draft) => situation.similar?.[draft.name] ?? [],
    importedBefore(draft) {
      const customerId = situation.before?.[draft.name || (draft.contact?.name ?? '')];
      return customerId === undefined ? null : { customerId, open: true };
    },
    contacts: (id) => new Set(situation.contacts?.[id]),
  };
  return lines.map((line, at) => {
    const draft = draftOf({ row: at + 2, cells: line.split(','), fault: null, named: 99 }, place);
    const found = judge(draft, state, evidence, `${at}`);
    const { value, row } = found.reason.params;
    return [found.verdict, found.reason.code, ...[value ?? row ?? []].flat()];
  });
}

test('a phone beside a further person is that person’s; what else a row says of the company is told', () => {
  const lines = [
    '续行一公司,13811110001,,,甲人,',
    ',13811110002,,,乙人,',
    ',13811110003,91310000MA1,,丙人,13811110004',
    '续行一公司,13811110001,,,丁人,',
  ];
  expect(verdicts(lines)).toEqual([
    ['create', 'new'],
    ['create', 'new-contact'],
    ['create', 'new-contact-alone', 2],
    ['create', 'new-contact'],
  ]);
  const further = draftOf({ row: 3, cells: lines[1]!.split(','), fault: null, named: 99 }, place);
  expect(further).toMatchObject({ phone: '', contact: { phones: [{ number: '13811110002' }] } });
});

test('rows of one company are one customer, next to each other or not', () => {
  expect(
    verdicts([
      '华瑞有限公司,,,,王芳,13800138000',
      ',,,,李娜,13900139000',
      '大成,,,,,',
      '华瑞,,,,张伟,',
      '华瑞,,,,王芳,13800138000',
      '华瑞,,,,王芳,13800138000,2026-11-01,,要样品',
      ',,,,,',
    ]),
  ).toEqual([
    ['create', 'new'],
    ['create', 'new-contact'],
    ['create', 'new'],
    ['create', 'new-contact'],
    ['duplicate', 'duplicate-in-file', 2],
    ['create', 'new-contact'],
    ['empty', 'empty-row'],
  ]);
});

test('what hangs on a row that is left out is left out with it', () => {
  expect(verdicts([',,,,王芳,', '华瑞,找王总', ',,,,李娜,', '华瑞,,,,王芳,'])).toEqual([
    ['invalid', 'name-missing'],
    ['invalid', 'phone-unreadable', '找王总'],
    ['invalid', 'customer-above-left-out', 3],
    ['invalid', 'customer-above-left-out', 3],
  ]);
});

test('phones and tax numbers that repeat in the file', () => {
  expect(
    verdicts(['华瑞,13800138000', '大成,138 0013 8000', '小成,,91440300X', '中成,,91440300x']),
  ).toEqual([
    ['create', 'new'],
    ['duplicate', 'duplicate-in-file', 2],
    ['create', 'new'],
    ['duplicate', 'duplicate-in-file', 4],
  ]);
});

test('customers that exist: left out, or given the contact that they lack', () => {
  const lines = ['华瑞,,,,王芳,', ',,,,李娜,', '大成,,,,赵敏,'];
  const matches = { 华瑞: {}, 大成: { on: 'phone' as const } };
  expect(verdicts(lines, { matches })).toEqual([
    ['duplicate', 'duplicate-name'],
    ['duplicate', 'duplicate-name'],
    ['duplicate', 'duplicate-phone'],
  ]);
  const options = { duplicates: 'addContact' as const };
  expect(verdicts(lines, { matches, options, contacts: { 50: ['王芳|'] } })).toEqual([
    ['same', 'nothing-new'],
    ['addContact', 'new-contact'],
    ['duplicate', 'duplicate-phone'],
  ]);
  const closed = { 华瑞: { open: false } };
  expect(verdicts(lines.slice(0, 2), { matches: closed, options })).toEqual([
    ['duplicate', 'duplicate-name'],
    ['duplicate', 'duplicate-name'],
  ]);
});

test('a row that came in before is the same, and what is new beside it is new', () => {
  const before = { 华瑞: 50, 王芳: 50 };
  const lines = ['华瑞,,,,,', ',,,,王芳,', ',,,,李娜,'];
  expect(verdicts(lines, { before })).toEqual([
    ['same', 'imported-before'],
    ['same', 'imported-before'],
    ['duplicate', 'duplicate-in-file', 2],
  ]);
  expect(verdicts(lines, { before, options: { duplicates: 'addContact' } })[2]).toEqual([
    'addContact',
    'new-contact',
  ]);
});

test('whoever sees no customers is given none, by name or for rows without an owner', () => {
  expect(verdicts(['华瑞,,,小吴', '大成,,,李雷'])).toEqual([
    ['invalid', 'owner-sees-no-customers', '小吴'],
    ['create', 'new'],
  ]);
  expect(verdicts(['华瑞,,,', '大成,,,E1'], { options: { ownerId: 5 } })).toEqual([
    ['invalid', 'owner-sees-no-customers', '导入人'],
    ['create', 'new'],
  ]);
});

test.each<[string, Actor, unknown[][]]>([
  [
    'a director gives to everybody',
    director,
    [
      ['create', 'new'],
      ['create', 'new'],
    ],
  ],
  [
    'a leader to the own team',
    leader,
    [
      ['create', 'new'],
      ['invalid', 'owner-out-of-reach', 'hanmei'],
    ],
  ],
  [
    'a salesperson to nobody',
    seller,
    [
      ['invalid', 'owner-out-of-reach', 'E1'],
      ['invalid', 'owner-out-of-reach', 'hanmei'],
    ],
  ],
  [
    'an administrator to everybody',
    administrator,
    [
      ['create', 'new'],
      ['create', 'new'],
    ],
  ],
])('owners: %s', (_, actor, expected) => {
  expect(verdicts(['华瑞,,,E1', '大成,,,hanmei'], { actor })).toEqual(expected);
});

test('owners that cannot be told, or are gone', () => {
  expect(verdicts(['华瑞,,,韩梅', '大成,,,老王', '小成,,,没这人'])).toEqual([
    ['invalid', 'owner-ambiguous', '韩梅'],
    ['create', 'new-without-owner', '老王'],
    ['create', 'new-without-owner', '没这人'],
  ]);
});

test('history keeps its author, also one who has left', () => {
  const said = (name: string, author: string) => `${name},,,,,,2026-11-01,${author},要样品`;
  expect(
    verdicts([
      said('华瑞', '老王'),
      said('大成', '没这人'),
      said('小成', '韩梅'),
      said('中成', ''),
    ]),
  ).toEqual([
    ['create', 'new'],
    ['invalid', 'author-unknown', '没这人'],
    ['invalid', 'author-ambiguous', '韩梅'],
    ['create', 'new'],
  ]);
  expect(verdicts([said('华瑞', '李雷')], { actor: seller })).toEqual([
    ['invalid', 'author-out-of-reach', '李雷'],
  ]);
});

test('a name like one that is there is made with a warning, or left out, by the setting', () => {
  const similar = { 北京华瑞科技: [{ name: '深圳华瑞科技', owner: '李雷', row: null }] };
  const lines = ['北京华瑞科技,,,,,', '比亚迪汽车,,,,,', '深圳比亚迪汽车销售,,,,,', '大成,,,,,'];
  expect(verdicts(lines, { similar })).toEqual([
    ['create', 'similar-name'],
    ['create', 'new'],
    ['create', 'similar-in-file', 3],
    ['create', 'new'],
  ]);
  expect(verdicts(lines, { similar, options: { similar: 'refuse' } })).toEqual([
    ['duplicate', 'similar-name'],
    ['create', 'new'],
    ['duplicate', 'similar-in-file', 3],
    ['create', 'new'],
  ]);
  expect(verdicts(lines, { similar, options: { similar: 'off' } })).toEqual(
    lines.map(() => ['create', 'new']),
  );
});
