import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import type { Access } from '@xinhang/shared/contract/endpoint.ts';
import {
  permissionNames,
  permissionRow,
  scopes,
  type FieldPolicy,
  type Permission,
  type Scope,
  type WallSide,
} from '@xinhang/shared/permissions.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';

/** A role as plain facts: what the matrix gives to its subject, and what the model reads. */
export interface RoleFacts {
  name: string;
  /** Key of a ready role, null for one made for the matrix. */
  key: string | null;
  side: WallSide | null;
  grants: { permission: Permission; scope: Scope }[];
  fields: FieldPolicy;
  /** Where it comes from: combinations beside what the issue names are `others`. */
  among: 'ready' | 'single' | 'others';
  /** Asked at every door that it does not open, not only at some of them in turn. */
  knocks?: true;
  /** Asked only at endpoints whose names begin with one of these; absent: at all. */
  about?: readonly string[];
  /** Asked only at the doors that these permissions open; absent: at all. */
  doors?: string;
}

/** By which permissions a door opens, as a key. */
export const doorOf = (access: Access) => [access].flat().toSorted().join(' ');

const views = (view: 'hide' | 'show'): FieldPolicy => ({
  phone: view,
  personal: view,
  credit: view,
  cost: view,
});
const hidden = views('hide');
const shown = views('show');

function made(
  name: string,
  grants: [Permission, Scope][],
  fields: FieldPolicy = shown,
  side: WallSide | null = null,
): RoleFacts {
  const different = new Map(grants.map((grant) => [grant.join(' '), grant]));
  const list = [...different.values()].map(([permission, scope]) => ({ permission, scope }));
  return { name, key: null, side, grants: list, fields, among: 'others' };
}

const scoped = permissionNames.filter((name) => permissionRow(name).scopes.length > 0);

const ready: RoleFacts[] = readyRoles.map((role) => ({
  name: role.key,
  key: role.key,
  side: role.side,
  grants: role.grants.map(({ permission, scope }) => ({ permission, scope })),
  fields: role.fields,
  among: 'ready',
}));

/** Each permission alone, with each scope it takes. */
const single: RoleFacts[] = permissionNames.flatMap((name) =>
  (permissionRow(name).scopes.length === 0 ? (['all'] as const) : permissionRow(name).scopes).map(
    (scope): RoleFacts => ({ ...made(`${name}:${scope}`, [[name, scope]]), among: 'single' }),
  ),
);

/**
 * For each door everything but what opens it: a door that stays shut to all of that together stays
 * shut to each permission of it alone.
 */
const allBut: RoleFacts[] = [...new Set(allEndpoints().map((one) => doorOf(one.endpoint.access)))]
  .filter((door) => door !== 'public' && door !== 'session')
  .map((door): RoleFacts => {
    const opening = door.split(' ');
    const rest = permissionNames.filter((name) => !opening.includes(name));
    const grants = rest.map((name): [Permission, Scope] => [name, 'all']);
    return { ...made(`all but ${door}`, grants), knocks: true, doors: door };
  });

/** Wider in one permission than in the other: neither may carry the other along. */
const crossed: RoleFacts[] = scoped
  .filter((name) => name !== 'customers.read')
  .flatMap((name) => [
    made(`read:self ${name}:all`, [
      ['customers.read', 'self'],
      [name, 'all'],
    ]),
    made(`read:all ${name}:self`, [
      ['customers.read', 'all'],
      [name, 'self'],
    ]),
  ]);

const everything = (scope: Scope): [Permission, Scope][] => [
  ...scoped.map((name): [Permission, Scope] => [name, scope]),
  ['customers.create', 'all'],
  ['customers.import', 'all'],
  ['deals.create', 'all'],
];

const keeping: [Permission, Scope][] = [
  ['org.read', 'all'],
  ['org.manage', 'all'],
  ['roles.manage', 'all'],
  ['system.settings', 'all'],
  ['system.viewAs', 'all'],
];

/** Every scope with everything a salesperson could do, every view of phones, and the wall. */
const others: RoleFacts[] = [
  ...scopes.map((scope) => made(`all of ${scope}`, everything(scope))),
  made('masked, all', everything('all'), { ...shown, phone: 'mask' }),
  made('masked, self and pool', [...everything('self'), ['pool.read', 'all']], {
    ...shown,
    phone: 'mask',
  }),
  made('hidden, all', everything('all'), hidden),
  made('shown, self and pool', [...everything('self'), ['pool.read', 'all']]),
  made('two scopes', [...everything('principals'), ...everything('headed')]),
  made('buyer who was given sales', everything('all'), shown, 'purchasing'),
  made(
    'buyer across the wall',
    [...everything('all'), ['system.acrossWall', 'all']],
    shown,
    'purchasing',
  ),
  made('nothing at all', [], hidden),
  // Whoever keeps the organisation beside a business of his own: nothing of it may grow.
  ...scopes.map((scope): RoleFacts => ({
    ...made(`keeper of ${scope}`, [...everything(scope), ...keeping]),
    about: ['org.', 'auth.'],
  })),
].map((role) => ({ ...role, knocks: true }));

/** Every ready role, each single permission with each scope, and the combinations that tempt. */
export const rolesUnderTest: readonly RoleFacts[] = [...ready, ...single, ...crossed, ...others];
/** Those that knock each at its door, and are asked nothing else. */
export const knockersUnderTest: readonly RoleFacts[] = allBut;
export const readyUnderTest: readonly RoleFacts[] = ready;
/** What the issue names: asked in every state of the account. */
export const namedUnderTest: readonly RoleFacts[] = [...ready, ...single];

export function roleUnderTest(name: string): RoleFacts {
  const all = [...rolesUnderTest, ...knockersUnderTest];
  const role = all.find((one) => one.name === name);
  if (!role) throw new Error(`There is no role "${name}" under test.`);
  return role;
}
