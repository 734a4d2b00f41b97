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

export const userStates = ['active', 'locked', 'leaving', 'left'] as const;

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

export const pickPurposes = [
  'owner',
  'firstOwner',
  'collaborator',
  'dealOwner',
  'firstDealOwner',
] as const;

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
     * customers; `dealOwner` and `firstDealOwner`: the same of deals. Absent: everybody.
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

export const peopleApi = {
  listUsers,
  pickUsers,
  getUser,
  createUser,
  updateUser,
  setUserState,
  resetPassword,
  listUserSessions,
  endUserSessions,
};
