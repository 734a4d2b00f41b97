import { z } from 'zod';
import { salesModels } from './company.ts';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, nameRef, requiredText, version } from './contract/fields.ts';

export const deptTypes = ['company', 'branch', 'office', 'dept', 'team'] as const;

export const dept = z.object({
  id,
  version,
  parentId: id.nullable(),
  name: z.string(),
  type: z.enum(deptTypes),
  head: nameRef.nullable(),
  /** Sales model of the department; null takes the one above. */
  salesModel: z.enum(salesModels).nullable(),
  /** Whether it develops new customers beside its model (S70); null as the one above. */
  development: z.boolean().nullable(),
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
  development: z.boolean().nullable().default(null),
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
    development: z.boolean().nullable().optional(),
    sort: z.int().min(0).max(9999).optional(),
    closed: z.boolean().optional(),
  }),
  response: dept,
  problems: ['version-conflict', 'department-cycle', 'in-use', 'already-exists', 'grant-not-held'],
});

export const deptApi = { listDepts, createDept, updateDept };
