import type { Permission } from '@xinhang/shared/permissions.ts';
import { ok, positions, refused, type Expectation, type Owner } from '../expectation.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import { roleUnderTest, type RoleFacts } from '../roles.ts';
import type { Request, World } from '../world.ts';

const [salesperson, director, warehouse] = [
  roleUnderTest('salesperson'),
  roleUnderTest('sales-director'),
  roleUnderTest('warehouse'),
];
/** What a director holds and a salesperson does not: the pool and the like are no gain. */
const promotion: RoleFacts = {
  ...director,
  grants: director.grants.filter(
    ({ permission, scope }) =>
      !salesperson.grants.some((has) => has.permission === permission && has.scope === scope),
  ),
};
const reader: RoleFacts = {
  ...warehouse,
  grants: [{ permission: 'customers.read', scope: 'all' }],
};
const owners = (who: Expectation) => who.gives(false);
const NOBODY = 900_001;

type Rule = NonNullable<Cell['rule']>;
const cell = (label: string, request: Request, rule?: Rule): Cell => ({
  label,
  row: null,
  request,
  ...(rule && { rule }),
});
/** Each asking hashes a password: combinations beside are asked only for what tells them apart. */
const costly =
  (telling?: string) =>
  (one: Cell): Cell =>
    one.label === telling ? one : { ...one, dear: true };
const selfRefused = { status: 409, code: 'state-refused' } as const;
const nobody = (request: Omit<Request, 'params'> = {}) =>
  cell('nobody', { params: { id: NOBODY }, ...request }, () => refused.notFound);

/** Of a person: the cell for somebody who does not exist, a stranger, and an owner. */
function overPeople(stranger: Rule, boss: Rule, body?: (world: World) => object): Recipe {
  return (world) => {
    const more = body && { body: body(world) };
    const request = (id: number) => ({ params: { id }, ...more });
    return [
      nobody(more),
      cell('stranger', request(world.people.stranger), stranger),
      cell('an owner', request(world.company.users['boss']!), boss),
    ];
  };
}

const updateUser: Recipe = (world) => {
  const { people, depts, roleId } = world;
  const change = (label: string, id: number, body: object, rule: Rule) =>
    cell(label, { params: { id }, body: { version: 1, ...body } }, rule);
  const boss = world.company.users['boss']!;
  return [
    nobody({ body: { version: 1, post: 'x' } }),
    change('post of a stranger', people.stranger, { post: 'x' }, () => ok()),
    change('post of an owner', boss, { post: 'x' }, owners),
    // Whom I work for, and where I sit.
    change('I assist a stranger', people.me, { principalIds: [people.stranger] }, (who) =>
      who.gives(!who.gains('stranger', 'principal')),
    ),
    change('I join the strangers', people.me, { deptId: depts.strangers }, (who) =>
      who.gives(!who.gains('stranger', 'teammate')),
    ),
    change('I become a director', people.me, { roleIds: [roleId('sales-director')] }, (who) =>
      who.gives(who.covers(director, 'stranger')),
    ),
    change(
      'a stranger becomes a director',
      people.stranger,
      {
        roleIds: [roleId('sales-director')],
      },
      (who) => who.gives(who.covers(promotion, 'teammate') && who.covers(promotion, 'stranger')),
    ),
    change('a stranger becomes an owner', people.stranger, { roleIds: [roleId('owner')] }, owners),
    change(
      'a stranger loses rights',
      people.stranger,
      { roleIds: [roleId('nothing at all')] },
      () => refused.keeps,
    ),
  ];
};

const createUser: Recipe = (world) => {
  const add = (label: string, roles: string[], rule: Rule) =>
    cell(
      label,
      {
        body: {
          login: 'matrix-new',
          name: '矩阵新人',
          deptId: world.depts.home,
          roleIds: roles.map((name) => world.roleId(name)),
        },
      },
      rule,
    );
  return [
    add('without a role', [], () => ok(201)),
    add('warehouse', ['warehouse'], (who) => who.gives(who.covers(warehouse, 'own'), ok(201))),
    add('salesperson', ['salesperson'], (who) =>
      who.gives(who.covers(salesperson, 'own'), ok(201)),
    ),
    add('owner', ['owner'], (who) => who.gives(false, ok(201))),
  ].map(costly('salesperson'));
};

const updateDept: Recipe = (world) => {
  const change = (label: string, id: number, body: object, rule: Rule) =>
    cell(label, { params: { id }, body: { version: 1, ...body } }, rule);
  return [
    nobody({ body: { version: 1, name: 'x' } }),
    change('a name', world.depts.home, { name: 'x' }, () => ok()),
    change('I head the strangers', world.depts.strangers, { headUserId: world.people.me }, (who) =>
      who.gives(!who.gains('stranger', 'subordinate')),
    ),
    change('in use', world.depts.home, { closed: true }, () => ({ status: 409, code: 'in-use' })),
  ];
};

const updateRole: Recipe = (world) => {
  const change = (label: string, role: string, body: object, rule: Rule) =>
    cell(label, { params: { id: world.roleId(role) }, body: { version: 1, ...body } }, rule);
  const reads = (scope: string) => ({
    grants: [
      { permission: 'org.read', scope: 'all' },
      { permission: 'customers.read', scope },
    ],
  });
  return [
    nobody({ body: { version: 1, name: 'x' } }),
    change('a name', 'nothing at all', { name: 'x' }, () => ok()),
    change('the name of owners', 'owner', { name: 'x' }, owners),
    change('a line for own rows', 'nothing at all', reads('self'), (who) =>
      who.gives(who.holds('customers.read')),
    ),
    change('a line for all rows', 'nothing at all', reads('all'), (who) =>
      who.gives(who.covers(reader, 'stranger')),
    ),
    change(
      'a field',
      'nothing at all',
      { fields: { phone: 'show', credit: 'hide', cost: 'hide' } },
      (who) => who.gives(who.role.fields.phone === 'show'),
    ),
    change(
      'the personal file',
      'nothing at all',
      { fields: { phone: 'hide', personal: 'show', credit: 'hide', cost: 'hide' } },
      (who) => who.gives(who.role.fields.personal === 'show'),
    ),
    change('a line of administrators', 'administrator', reads('all'), (who) =>
      who.gives(who.covers(reader, 'stranger')),
    ),
  ];
};
export const orgRecipes: Recipes = {
  'org.getCompany': once(),
  'org.updateCompany': once({ body: { version: 1, name: '矩阵' } }),
  'org.listDepts': once(),
  'org.createDept': (world) => {
    const dept = { name: '矩阵新组', type: 'team', parentId: world.depts.root };
    return [
      cell('empty', { body: dept }),
      cell('mine', { body: { ...dept, headUserId: world.people.me } }),
    ];
  },
  'org.updateDept': updateDept,
  'org.getDeptHome': (world) => [
    nobody(),
    cell('my department', { params: { id: world.depts.home } }),
  ],
  'org.updateDeptHome': (world) => [
    nobody({ body: { version: 0, weekly: null } }),
    cell('my department', {
      params: { id: world.depts.home },
      body: { version: 0, weekly: ['visits'] },
    }),
  ],
  'org.listUsers': once({ query: { q: 'matrix', limit: 200 } }),
  'org.pickUsers': (world) => {
    const everybody = Object.keys(world.people) as Owner[];
    const pick = (
      purpose: 'owner' | 'firstOwner' | 'collaborator',
      fits: (who: Expectation, one: Owner) => boolean,
    ) => ({
      label: purpose,
      row: null,
      request: { query: { q: 'matrix', for: purpose } },
      content: (answer: { rows: { id: number }[] }, who: Expectation) =>
        same(
          'people',
          answer.rows.map(({ id }) => id).toSorted((a, b) => a - b),
          everybody
            .filter((one) => fits(who, one))
            .map((one) => world.people[one])
            .toSorted((a, b) => a - b),
        ),
    });
    // Colleagues in the matrix are salespeople, and see customers.
    const sees = (who: Expectation, one: Owner) =>
      one !== 'me' || (who.holds('customers.read') && !who.leaving);
    const gives = (who: Expectation, one: Owner, permission: Permission) =>
      who.reaches(permission, { ...positions[0]!, exists: true, owner: one });
    return [
      cell('everybody', { query: { q: 'matrix' } }),
      pick('collaborator', sees),
      pick(
        'owner',
        (who, one) => sees(who, one) && (one === 'me' || gives(who, one, 'customers.assign')),
      ),
      pick(
        'firstOwner',
        (who, one) =>
          sees(who, one) &&
          (one === 'me' ||
            gives(who, one, 'customers.assign') ||
            (one === 'principal' && gives(who, one, 'customers.update'))),
      ),
    ];
  },
  'org.getUser': overPeople(
    () => ok(),
    () => ok(),
  ),
  'org.createUser': createUser,
  'org.updateUser': updateUser,
  'org.setUserState': (world) => [
    ...overPeople(
      () => ok(),
      owners,
      () => ({ version: 1, state: 'locked' }),
    )(world),
    cell(
      'a stranger with customers',
      { params: { id: world.people.stranger }, body: { version: 1, state: 'left' } },
      () => refused.keeps,
    ),
    cell(
      'myself',
      { params: { id: world.people.me }, body: { version: 1, state: 'locked' } },
      () => ({ status: 409, code: 'state-refused' }),
    ),
  ],
  'org.resetPassword': (world) => [
    ...overPeople(
      (who) => who.gives(who.covers(salesperson, 'stranger')),
      owners,
    )(world).map(costly('stranger')),
    ...[cell('myself', { params: { id: world.people.me } }, () => selfRefused)].map(costly()),
  ],
  'org.listUserSessions': overPeople(
    () => ok(),
    () => ok(),
  ),
  'org.endUserSessions': overPeople(
    () => ok(),
    () => ok(),
  ),
  'org.listRoles': once(),
  'org.createRole': (world) => {
    const copy = (name: string) => ({ body: { name: '矩阵', copyOf: world.roleId(name) } });
    return [
      cell('empty', { body: { name: '矩阵' } }),
      cell('like a salesperson', copy('salesperson'), (who) =>
        who.gives(who.covers(salesperson, 'own'), ok(201)),
      ),
      cell('like an owner', copy('owner'), (who) => who.gives(false, ok(201))),
    ];
  },
  'org.updateRole': updateRole,
  'org.deleteRole': (world) => [
    nobody(),
    cell('a ready one', { params: { id: world.roleId('cashier') } }, () => ({
      status: 409,
      code: 'in-use',
    })),
    cell('one of nobody', { params: { id: world.roleId('nothing at all') } }),
  ],
};
