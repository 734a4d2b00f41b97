import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  marksOf,
  marksQuery,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  phoneText,
  requiredText,
  several,
  version,
  websiteText,
} from './contract/fields.ts';
import { contactFields } from './contacts.ts';
import { salesModels } from './company.ts';
import { valueGrades } from './value-grades.ts';

export const customerStages = [
  'potential',
  'intent',
  'dealing',
  'sleeping',
  'lost',
  'no_interest',
] as const;
export const chanceGrades = ['A', 'B', 'C', 'D'] as const;
export const customerSorts = [
  'lastFollowAt',
  'nextFollowOn',
  'createdAt',
  'name',
  'completeness',
  /** A first, and within a grade the longest without contact first (S32). */
  'grade',
  /** Since when in the present stage: the longest first when rising (S28). */
  'stageSince',
] as const;

/** Values of the fields that the administrator defines, by key. */
export const customValues = z.record(
  z.string().max(40),
  z.union([looseText(1000), z.number(), z.boolean(), z.null()]),
);

/** What the caller may do to this row; a disabled button shows why. */
export const customerCan = z.object({
  update: z.boolean(),
  assign: z.boolean(),
  archive: z.boolean(),
  /** Make one of it and another. */
  merge: z.boolean(),
  /** Set the credit limit. */
  credit: z.boolean(),
  followUp: z.boolean(),
  /** Reads what the customer owes: a collaborator does not. */
  receivables: z.boolean(),
  trading: z.boolean(),
  /** Reads what the customer was invoiced. */
  fapiao: z.boolean(),
});

/** One row of a list. Hidden fields are null, masked ones carry asterisks. */
export const customerRow = z.object({
  id,
  version,
  name: z.string(),
  stage: z.string(),
  chanceGrade: z.string().nullable(),
  /** What it is worth to the company, by the rule of the settings or by hand. */
  valueGrade: z.string().nullable(),
  industry: z.string(),
  region: z.string(),
  source: z.string(),
  owner: nameRef.nullable(),
  /** True while it belongs to the public pool and to nobody. */
  pooled: z.boolean(),
  mainContact: z.string().nullable(),
  mainPhone: z.string().nullable(),
  tags: z.array(nameRef),
  completeness: z.int(),
  lastFollowAt: instant.nullable(),
  nextFollowOn: date.nullable(),
  createdAt: instant,
  /** Since when in the present stage: its last change that stands, else the registration (S28). */
  stageSince: instant,
  archived: z.boolean(),
  /** Values of the own fields that a list was asked for, by key; all of them on the customer. */
  custom: customValues,
});
export type CustomerRow = z.output<typeof customerRow>;

export const customer = customerRow.extend({
  shortName: z.string(),
  salesModel: z.enum(salesModels).nullable(),
  /** The model that applies: own, else the owner's department's, else the company's. */
  effectiveModel: z.enum(salesModels),
  /** The same, and development where the owner's department does that beside. */
  models: z.array(z.enum(salesModels)),
  city: z.string(),
  address: z.string(),
  website: z.string(),
  phone: z.string().nullable(),
  taxNo: z.string(),
  creditLimitFen: fen.nullable(),
  creditHidden: z.boolean(),
  note: z.string(),
  parent: nameRef.nullable(),
  collaborators: z.array(nameRef),
  /** The customer that this entry became part of; its name is empty where it may not be seen. */
  mergedInto: nameRef.nullable(),
  externalNo: z.string(),
  createdBy: nameRef.nullable(),
  /** Names of the fields that are still empty and would raise completeness. */
  missing: z.array(z.string()),
  can: customerCan,
});
export type Customer = z.output<typeof customer>;

/** Filters of every list of customers: table, export, bulk selection and saved views alike. */
export const customerFilter = z.object({
  /** Words that must all be found: name, pinyin, contact, digits of a phone. */
  q: patchText(100),
  stage: several(z.enum(customerStages)),
  chanceGrade: several(z.enum(chanceGrades)),
  valueGrade: several(z.enum(valueGrades)),
  ownerId: several(idParam),
  /** Owners in these departments and all below. */
  deptId: several(idParam),
  /** Bears at least one of these tags. */
  tagId: several(idParam),
  /** Registered by one of these people by hand, put away since or not. */
  registeredById: several(idParam),
  createdFrom: date.optional(),
  createdTo: date.optional(),
  industry: several(looseText(60)),
  region: several(looseText(60)),
  source: several(looseText(60)),
  /** `mine`: owned by me; `team`: all I may see with an owner; `pool`: the public pool. */
  view: z.enum(['mine', 'team', 'all', 'pool']).optional(),
  archived: flagParam.optional(),
  nextFollowFrom: date.optional(),
  nextFollowTo: date.optional(),
  /** Not contacted for at least so many days; never contacted counts from the registration on. */
  idleDays: z.coerce.number().int().min(1).max(3650).optional(),
  /** Owned by somebody, and not contacted for as many days as their grade allows, or more. */
  overdue: flagParam.optional(),
});
export type CustomerFilter = z.output<typeof customerFilter>;

const listOrder = {
  sort: z.enum(customerSorts).default('lastFollowAt'),
  dir: z.enum(['asc', 'desc']).default('desc'),
};

const list = endpoint({
  method: 'GET',
  path: '/customers',
  access: 'customers.read',
  since: 1,
  summary: 'Customers the caller may see; the public pool with masked contacts',
  query: customerFilter.extend({
    ...pageQuery,
    ...listOrder,
    count: flagParam.optional(),
    /** Keys of the own fields whose values the rows carry. */
    custom: several(z.string().max(40)),
  }),
  response: pageOf(customerRow),
});

const marks = endpoint({
  method: 'GET',
  path: '/customers/marks',
  access: 'customers.read',
  since: 1,
  summary: 'Where the pages of a list begin, so that any of them can be read without those before',
  query: customerFilter.extend({ ...marksQuery, ...listOrder }),
  response: marksOf,
});

const get = endpoint({
  method: 'GET',
  path: '/customers/:id',
  access: 'customers.read',
  since: 1,
  summary: 'One customer with everything a form shows',
  params: idPath,
  response: customer,
  problems: ['pool-views-used'],
});

const customerFields = {
  shortName: patchText(60),
  stage: z.enum(customerStages).optional(),
  chanceGrade: z.enum(chanceGrades).nullable().optional(),
  salesModel: z.enum(salesModels).nullable().optional(),
  industry: patchText(60),
  region: patchText(60),
  source: patchText(60),
  city: patchText(60),
  address: patchText(200),
  website: websiteText(200).optional(),
  phone: phoneText(60).optional(),
  taxNo: patchText(30),
  note: patchText(2000),
  custom: customValues.optional(),
  tagIds: z.array(id).max(30).optional(),
  /** Head of the group of companies it belongs to. */
  parentId: id.nullable().optional(),
  /** Null is unlimited, 0 prepayment only; needs `customers.credit`. */
  creditLimitFen: fen.min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
};

const create = endpoint({
  method: 'POST',
  path: '/customers',
  access: 'customers.create',
  since: 1,
  summary: 'Register a customer, with a first contact; a name and one phone are enough (S26)',
  body: z.object({
    name: requiredText(120),
    ...customerFields,
    /** Null puts it into the public pool; absent means the caller. */
    ownerId: id.nullable().optional(),
    contact: z.object({ name: requiredText(60), ...contactFields }).optional(),
    /** Why it is registered although it resembles one that exists. */
    duplicateReason: patchText(200),
  }),
  response: customer,
  status: 201,
  problems: ['duplicate-customer', 'sees-no-customers'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/customers/:id',
  access: 'customers.update',
  since: 1,
  summary: 'Change a customer: absent is unchanged, null clears',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(120).optional(),
    ...customerFields,
    duplicateReason: patchText(200),
  }),
  response: customer,
  problems: ['version-conflict', 'duplicate-customer', 'customer-archived'],
});

const assign = endpoint({
  method: 'POST',
  path: '/customers/:id/assign',
  access: 'customers.assign',
  since: 1,
  summary: 'Give to another owner, or to the public pool with null; history is kept',
  params: idPath,
  body: z.object({ version, ownerId: id.nullable(), note: optionalText(200) }),
  response: done,
  problems: ['version-conflict', 'customer-archived', 'sees-no-customers'],
});

const archive = endpoint({
  method: 'POST',
  path: '/customers/:id/archive',
  access: 'customers.archive',
  since: 1,
  summary: 'Put away, or take back; nothing is ever deleted',
  params: idPath,
  body: z.object({ version, archived: z.boolean() }),
  response: customer,
  problems: ['version-conflict', 'customer-merged'],
});

const setCollaborators = endpoint({
  method: 'PUT',
  path: '/customers/:id/collaborators',
  access: 'customers.update',
  since: 1,
  summary: 'Colleagues who see the customer, its contacts and follow-ups',
  params: idPath,
  body: z.object({ version, userIds: z.array(id).max(30) }),
  response: customer,
  problems: ['version-conflict', 'customer-archived', 'sees-no-customers'],
});

export const duplicateMatch = z.object({
  /** Null when the caller may not open it. */
  customerId: id.nullable(),
  /** In full for rows the caller may see, else masked (深圳**科技). */
  name: z.string(),
  ownerName: z.string().nullable(),
  state: z.enum(['yours', 'visible', 'owned', 'pool', 'archived']),
  on: z.array(z.enum(['name', 'similarName', 'phone', 'taxNo'])),
  /** `certain`: same name or tax number; `likely`: same phone, or a name like it. */
  strength: z.enum(['certain', 'likely']),
});
export type DuplicateMatch = z.output<typeof duplicateMatch>;

const checkDuplicates = endpoint({
  method: 'GET',
  path: '/customers/duplicates',
  access: 'customers.create',
  since: 1,
  summary: 'Who resembles this name, phone or tax number in the whole company (masked)',
  query: z.object({
    name: patchText(120),
    phone: several(looseText(60)),
    taxNo: patchText(30),
    exceptId: idParam.optional(),
  }),
  response: z.object({
    matches: z.array(duplicateMatch),
    /** What saving would do: `free`, `reason` (must be given), `refused`. */
    verdict: z.enum(['free', 'reason', 'refused']),
  }),
});

export const timelineItem = z.object({
  kind: z.enum([
    'followUp',
    'created',
    'owner',
    'stage',
    'file',
    'contact',
    'archived',
    'merged',
    'collection',
  ]),
  id,
  at: instant,
  by: nameRef.nullable(),
  /** Text of a follow-up, note of a handover; empty for the other kinds. */
  text: z.string(),
  /**
   * What happened, by kind. followUp: type, result, nextOn, contact, version; stage: from, to
   * (codes), undo (it takes back the change before it); owner: from, to (names, null for the pool),
   * reason, by what rule (`PassedBy`), work (open plans and instructions went along, or ended);
   * contact, file: name; archived: archived; merged: name of the other entry, undone; collection:
   * result, promisedOn, promisedFen, withdrawn, for whom what customers owe is shown.
   */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Follow-ups: until when the reader may correct it; null for all but the author, and sealed. */
  editableUntil: instant.nullable(),
  /** What hangs on a follow-up; empty for the other kinds. */
  files: z.array(z.object({ id, name: z.string(), mime: z.string(), size: z.int() })),
  /** Articles that a follow-up made use of, those that the reader may open. */
  articles: z.array(nameRef),
});
export type TimelineItem = z.output<typeof timelineItem>;

/** A stage that a customer stood in, from when to when; `until` is null while it stands there. */
export const stageSpan = z.object({
  stage: z.string(),
  since: instant,
  until: instant.nullable(),
});
export type StageSpan = z.output<typeof stageSpan>;

const timeline = endpoint({
  method: 'GET',
  path: '/customers/:id/timeline',
  access: 'customers.read',
  since: 1,
  summary: 'Everything that happened with a customer, newest first',
  params: idPath,
  query: z.object(pageQuery),
  response: pageOf(timelineItem),
  problems: ['pool-views-used'],
});

export const customers = {
  list,
  marks,
  get,
  create,
  update,
  assign,
  archive,
  setCollaborators,
  checkDuplicates,
  timeline,
};
