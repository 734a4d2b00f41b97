import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, instant, nameRef, pageQuery, version } from './contract/fields.ts';
import { customer } from './customers.ts';

/** Fields of which the kept customer may take the other's value. */
export const mergeFields = [
  'name',
  'shortName',
  'stage',
  'chanceGrade',
  'salesModel',
  'industry',
  'region',
  'source',
  'city',
  'address',
  'website',
  'phone',
  'taxNo',
  'note',
  'parent',
  'creditLimitFen',
] as const;
export type MergeField = (typeof mergeFields)[number];
export const mergeField = z.union([
  z.enum(mergeFields),
  z.templateLiteral(['custom.', z.string().min(1).max(40)]),
]);
export type AnyMergeField = z.output<typeof mergeField>;

/** What goes from the other customer to the kept one; null where the caller may not know. */
export const movingCounts = z.object({
  contacts: z.int(),
  addresses: z.int(),
  titles: z.int(),
  files: z.int(),
  followUps: z.int().nullable(),
  deals: z.int().nullable(),
  quotations: z.int().nullable(),
  salesOrders: z.int().nullable(),
  deliveries: z.int().nullable(),
  /** Goods lent to it. */
  loans: z.int().nullable(),
  receipts: z.int().nullable(),
  /** Lines that were sold before the company kept its books here. */
  salesFacts: z.int().nullable(),
  /** One where it is locked against dropping into the pool. */
  locks: z.int().nullable(),
  /** Customers right below it in its group. */
  below: z.int(),
});
export type MovingCounts = z.output<typeof movingCounts>;

const preview = endpoint({
  method: 'GET',
  path: '/customers/:id/merge/:otherId',
  access: 'customers.merge',
  since: 1,
  summary: 'What making one of two customers would do: both as they stand, and what would move',
  params: idPath.extend({ otherId: idPath.shape.id }),
  response: z.object({ kept: customer, other: customer, moving: movingCounts }),
  problems: ['customer-archived', 'field-refused'],
});

const merge = endpoint({
  method: 'POST',
  path: '/customers/:id/merge',
  access: 'customers.merge',
  since: 1,
  summary: 'Make one of two customers: everything of the other moves here, it is put away',
  params: idPath,
  body: z.object({
    version,
    otherId: id,
    otherVersion: version,
    /** Fields of which the other’s value is taken; the others stay as they are here. */
    take: z.array(mergeField).max(60).default([]),
  }),
  response: customer,
  problems: ['version-conflict', 'customer-archived', 'field-refused'],
});

/** One merge into a customer. */
export const mergeRow = z.object({
  id,
  at: instant,
  by: nameRef.nullable(),
  /** The entry that became part of it; the name is empty where the caller may not see it. */
  other: nameRef,
  undone: z.object({ at: instant, by: nameRef.nullable() }).nullable(),
});
export type MergeRow = z.output<typeof mergeRow>;

const list = endpoint({
  method: 'GET',
  path: '/customers/:id/merges',
  access: 'customers.merge',
  since: 1,
  summary: 'Entries that became part of this customer, the newest fifty',
  params: idPath,
  response: z.object({ rows: z.array(mergeRow) }),
});

const undo = endpoint({
  method: 'POST',
  path: '/merges/:id/undo',
  access: 'customers.merge',
  since: 1,
  summary: 'Take a merge back: what moved goes back; what was changed since stays as it is',
  params: idPath,
  response: z.object({
    other: nameRef,
    /** Fields of the kept customer that were changed since and stay. */
    keptFields: z.array(mergeField),
    /** Rows that moved and are not there any more, or were moved on. */
    goneRows: z.int(),
    /** Its owner sees no customers any more, so that it lies in the pool. */
    pooled: z.boolean(),
  }),
  problems: ['state-refused', 'customer-archived', 'merge-entwined'],
});

export const duplicateKeys = ['name', 'taxNo', 'phone'] as const;
export const duplicateGroup = z.object({
  rows: z.array(
    z.object({
      id,
      version,
      name: z.string(),
      owner: nameRef.nullable(),
      pooled: z.boolean(),
      stage: z.string(),
      createdAt: instant,
      lastFollowAt: instant.nullable(),
      completeness: z.int(),
    }),
  ),
});
export type DuplicateGroup = z.output<typeof duplicateGroup>;

const groups = endpoint({
  method: 'GET',
  path: '/customers/duplicate-groups',
  access: 'customers.merge',
  since: 1,
  summary: 'Live customers that share a name, tax number or phone, in reach of the caller alone',
  query: z.object({
    on: z.enum(duplicateKeys).default('name'),
    cursor: pageQuery.cursor,
    limit: pageQuery.limit,
  }),
  response: z.object({ rows: z.array(duplicateGroup), next: z.string().nullable() }),
});

export const merges = { preview, merge, list, undo, groups };
