import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, id, idPath, nameRef, requiredText, version } from './contract/fields.ts';
import { fieldViews, permissionNames, scopes } from './permissions.ts';

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
  response: z.object({
    rows: z.array(role),
    /** Places where goods lie, to which grants may be narrowed. */
    places: z.array(nameRef),
  }),
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

export const roleApi = { listRoles, createRole, updateRole, deleteRole };
