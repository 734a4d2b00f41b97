import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  phoneText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { networks } from './networks.ts';
import { fieldViews, permissionNames, scopes } from './permissions.ts';

export const deptTypes = ['company', 'branch', 'office', 'dept', 'team'] as const;
export const salesModels = ['dev', 'retain', 'project'] as const;
export const userStates = ['active', 'locked', 'leaving', 'left'] as const;

export const dept = z.object({
  id,
  version,
  parentId: id.nullable(),
  name: z.string(),
  type: z.enum(deptTypes),
  head: nameRef.nullable(),
  /** Sales model of the department; null takes the one above. */
  salesModel: z.enum(salesModels).nullable(),
  closed: z.boolean(),
  sort: z.int(),
  userCount: z.int(),
});
export type Dept = z.output<typeof dept>;

const listDepts = endpoint({
  method: 'GET',
  path: '/depts',
  access: 'org.read',
  since: 1,
  summary: 'The tree of branches, offices, departments and teams, parents first',
  response: z.object({ rows: z.array(dept) }),
});

const deptBody = {
  name: requiredText(60),
  type: z.enum(deptTypes),
  parentId: id,
  headUserId: id.nullable().default(null),
  salesModel: z.enum(salesModels).nullable().default(null),
  sort: z.int().min(0).max(9999).default(0),
};

const createDept = endpoint({
  method: 'POST',
  path: '/depts',
  access: 'org.manage',
  since: 1,
  summary: 'Add a node to the organisation',
  body: z.object(deptBody),
  response: dept,
  status: 201,
  problems: ['already-exists'],
});

const updateDept = endpoint({
  method: 'PATCH',
  path: '/depts/:id',
  access: 'org.manage',
  since: 1,
  summary: 'Rename, move, re-head, close',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    type: z.enum(deptTypes).optional(),
    parentId: id.optional(),
    headUserId: id.nullable().optional(),
    salesModel: z.enum(salesModels).nullable().optional(),
    sort: z.int().min(0).max(9999).optional(),
    closed: z.boolean().optional(),
  }),
  response: dept,
  problems: ['version-conflict', 'department-cycle', 'in-use', 'already-exists', 'grant-not-held'],
});

export const user = z.object({
  id,
  version,
  login: z.string(),
  name: z.string(),
  post: z.string(),
  phone: z.string(),
  dept: nameRef,
  roles: z.array(nameRef),
  /** Colleagues whom this assistant works for. */
  principals: z.array(nameRef),
  mentor: nameRef.nullable(),
  hiredOn: date.nullable(),
  probationEndsOn: date.nullable(),
  regularisedOn: date.nullable(),
  leftOn: date.nullable(),
  state: z.enum(userStates),
  mustChangePassword: z.boolean(),
  lastLoginAt: instant.nullable(),
  externalNo: z.string(),
});
export type User = z.output<typeof user>;

const listUsers = endpoint({
  method: 'GET',
  path: '/users',
  access: 'org.manage',
  since: 1,
  summary: 'People of the company',
  query: z.object({
    ...pageQuery,
    q: patchText(60),
    deptId: idParam.optional(),
    roleId: idParam.optional(),
    state: z.enum(userStates).optional(),
  }),
  response: pageOf(user),
});

export const pickPurposes = ['owner', 'firstOwner', 'collaborator'] as const;

const pickUsers = endpoint({
  method: 'GET',
  path: '/users/pick',
  access: 'org.read',
  since: 1,
  summary:
    'Active colleagues by name, pinyin or login, of those who can be picked for that: at most 20; or those of these ids, left or not',
  query: z.object({
    q: optionalText(60),
    id: several(idParam),
    /**
     * `collaborator`: who sees customers at all; `owner`: of those the ones to whom the caller may
     * give customers; `firstOwner`: those and the colleagues for whom the caller may register
     * customers. Absent: everybody.
     */
    for: z.enum(pickPurposes).optional(),
  }),
  response: z.object({
    rows: z.array(z.object({ id, name: z.string(), dept: z.string(), post: z.string() })),
  }),
});

const getUser = endpoint({
  method: 'GET',
  path: '/users/:id',
  access: 'org.manage',
  since: 1,
  summary: 'One person',
  params: idPath,
  response: user,
});

const userDates = {
  hiredOn: date.nullable().optional(),
  probationEndsOn: date.nullable().optional(),
  regularisedOn: date.nullable().optional(),
};

const createUser = endpoint({
  method: 'POST',
  path: '/users',
  access: 'org.manage',
  since: 1,
  confirm: 'always',
  summary: 'Add a person; the answer carries the first password, shown once',
  body: z.object({
    login: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[\p{L}\p{N}._-]+$/u),
    name: requiredText(60),
    post: optionalText(60),
    phone: phoneText(40).default(''),
    deptId: id,
    roleIds: z.array(id).max(20),
    principalIds: z.array(id).max(50).default([]),
    mentorId: id.nullable().default(null),
    ...userDates,
  }),
  response: z.object({ user, firstPassword: z.string(), validHours: z.int() }),
  status: 201,
  secret: true,
  problems: ['already-exists', 'roles-exclusive', 'grant-not-held'],
});

const updateUser = endpoint({
  method: 'PATCH',
  path: '/users/:id',
  access: 'org.manage',
  since: 1,
  confirm: 'sometimes',
  summary: 'Change a person: post, department, roles, dates',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    post: patchText(60),
    phone: phoneText(40).optional(),
    deptId: id.optional(),
    roleIds: z.array(id).max(20).optional(),
    principalIds: z.array(id).max(50).optional(),
    mentorId: id.nullable().optional(),
    ...userDates,
  }),
  response: user,
  problems: [
    'version-conflict',
    'roles-exclusive',
    'grant-not-held',
    'last-owner',
    'user-owns-customers',
  ],
});

const setUserState = endpoint({
  method: 'POST',
  path: '/users/:id/state',
  access: 'org.manage',
  since: 1,
  summary: 'Lock, unlock, or mark as left; sessions and event streams end at once',
  params: idPath,
  body: z.object({ version, state: z.enum(userStates), leftOn: date.nullable().optional() }),
  response: user,
  problems: [
    'version-conflict',
    'user-owns-customers',
    'last-owner',
    'grant-not-held',
    'state-refused',
  ],
});

const resetPassword = endpoint({
  method: 'POST',
  path: '/users/:id/reset-password',
  access: 'org.manage',
  since: 1,
  confirm: 'always',
  summary: 'A new first password, shown once; every session of the person ends',
  params: idPath,
  response: z.object({ firstPassword: z.string(), validHours: z.int() }),
  secret: true,
  problems: ['grant-not-held'],
});

const listUserSessions = endpoint({
  method: 'GET',
  path: '/users/:id/sessions',
  access: 'org.manage',
  since: 1,
  summary: 'Live sessions of a person',
  params: idPath,
  response: z.object({
    rows: z.array(
      z.object({
        id,
        client: z.string(),
        address: z.string(),
        network: z.enum(networks),
        createdAt: instant,
        lastSeenAt: instant,
      }),
    ),
  }),
});

const endUserSessions = endpoint({
  method: 'POST',
  path: '/users/:id/sessions/end',
  access: 'org.manage',
  since: 1,
  summary: 'Log a person out everywhere',
  params: idPath,
  response: done,
});

const grant = z.object({
  permission: z.enum(permissionNames),
  scope: z.enum(scopes),
  deptIds: z.array(id).max(200).default([]),
  warehouseIds: z.array(id).max(200).nullable().default(null),
  cashAccountIds: z.array(id).max(200).nullable().default(null),
});

const fieldPolicy = z.object({
  phone: z.enum(fieldViews),
  /** The personal file of contacts. */
  personal: z.enum(fieldViews),
  credit: z.enum(fieldViews),
  cost: z.enum(fieldViews),
});

/** A client that does not know the personal file leaves it as it is; there is no mask for it. */
const fieldChanges = fieldPolicy.extend({
  personal: z
    .enum(fieldViews)
    .refine((view) => view !== 'mask')
    .optional(),
});

export const role = z.object({
  id,
  version,
  /** Stable name of a ready role, null for one of the company's own. */
  key: z.string().nullable(),
  name: z.string(),
  side: z.enum(['sales', 'purchasing']).nullable(),
  grants: z.array(grant),
  fields: fieldPolicy,
  userCount: z.int(),
});
export type Role = z.output<typeof role>;

const listRoles = endpoint({
  method: 'GET',
  path: '/roles',
  access: ['roles.manage', 'org.manage'],
  since: 1,
  summary: 'Roles with their grants',
  response: z.object({ rows: z.array(role) }),
});

const createRole = endpoint({
  method: 'POST',
  path: '/roles',
  access: 'roles.manage',
  since: 1,
  confirm: 'always',
  summary: 'A role of the company’s own, empty or copied',
  body: z.object({ name: requiredText(60), copyOf: id.optional() }),
  response: role,
  status: 201,
  problems: ['already-exists', 'grant-not-held'],
});

const updateRole = endpoint({
  method: 'PATCH',
  path: '/roles/:id',
  access: 'roles.manage',
  since: 1,
  confirm: 'always',
  summary: 'Name, side, grants and field policy; effective on the next request of its holders',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    side: z.enum(['sales', 'purchasing']).nullable().optional(),
    grants: z.array(grant).max(500).optional(),
    fields: fieldChanges.optional(),
  }),
  response: role,
  problems: [
    'version-conflict',
    'already-exists',
    'grant-not-held',
    'roles-exclusive',
    'last-owner',
    'user-owns-customers',
  ],
});

const deleteRole = endpoint({
  method: 'DELETE',
  path: '/roles/:id',
  access: 'roles.manage',
  since: 1,
  confirm: 'always',
  summary: 'Remove a role that nobody holds',
  params: idPath,
  response: done,
  problems: ['in-use'],
});

export const company = z.object({
  version,
  name: z.string(),
  timeZone: z.string(),
  salesModel: z.enum(salesModels),
});

const getCompany = endpoint({
  method: 'GET',
  path: '/company',
  access: 'org.read',
  since: 1,
  summary: 'Name, time zone and sales model of the company',
  response: company,
});

const updateCompany = endpoint({
  method: 'PATCH',
  path: '/company',
  access: 'system.settings',
  since: 1,
  summary: 'Change the company',
  body: z.object({
    version,
    name: requiredText(100).optional(),
    timeZone: z.string().max(60).optional(),
    salesModel: z.enum(salesModels).optional(),
  }),
  response: company,
  problems: ['version-conflict'],
});

export const org = {
  getCompany,
  updateCompany,
  listDepts,
  createDept,
  updateDept,
  listUsers,
  pickUsers,
  getUser,
  createUser,
  updateUser,
  setUserState,
  resetPassword,
  listUserSessions,
  endUserSessions,
  listRoles,
  createRole,
  updateRole,
  deleteRole,
};
