import { z } from 'zod';
import { nodeModes } from './approval-flows.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  flagParam,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  requiredText,
  version,
} from './contract/fields.ts';

export const approvalStates = ['pending', 'approved', 'rejected', 'withdrawn'] as const;
export type ApprovalState = (typeof approvalStates)[number];
/** `waiting`: for another of the same node. */
export const taskStates = [
  'waiting',
  'pending',
  'approved',
  'rejected',
  'void',
  'transferred',
] as const;
export type TaskState = (typeof taskStates)[number];
export const taskOrigins = ['flow', 'added', 'transfer', 'moved'] as const;
export type TaskOrigin = (typeof taskOrigins)[number];
/** `passed`: a node in which nobody had to decide. `moved`: who was asked is not there any more. */
export const stepVerbs = [
  'started',
  'approved',
  'rejected',
  'withdrawn',
  'transferred',
  'added',
  'moved',
  'passed',
  'reminded',
  'done',
] as const;
export type StepVerb = (typeof stepVerbs)[number];
/** Hours between two reminders of one approval. */
export const REMIND_HOURS = 4;

/**
 * `todo`: waits for me, or for somebody who made me deputy. `mine`: applied for. `done`: decided.
 * `cc`: told of. `all`: of the whole company, for owners.
 */
export const approvalBoxes = ['todo', 'mine', 'done', 'cc', 'all'] as const;
export type ApprovalBox = (typeof approvalBoxes)[number];

/** Who would decide in each node that would be taken, in its order; null: no flow is in use. */
export const deciders = z
  .array(z.object({ node: z.string(), mode: z.enum(nodeModes), people: z.array(nameRef) }))
  .nullable();
export type Deciders = z.output<typeof deciders>;

/** A line of what is asked for; the screens have its name as `approvals.line.<name>`. */
export const summaryLine = z.object({
  name: z.string(),
  text: z.string().nullable(),
  fen: fen.nullable(),
});
export type SummaryLine = z.output<typeof summaryLine>;

const row = {
  id,
  version,
  kind: z.string(),
  flow: z.string(),
  /** Null: what it is about lies outside the reader's scope. */
  title: z.string().nullable(),
  /** Only where the reader may see what it is about. */
  amountFen: fen.nullable(),
  applicant: nameRef,
  state: z.enum(approvalStates),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Who must decide now. */
  waitsFor: z.array(nameRef),
  /** What waits for the reader in it. */
  taskId: id.nullable(),
  /** Whose deputy the reader is in that. */
  onBehalfOf: nameRef.nullable(),
};
export const approvalRow = z.object(row);
export type ApprovalRow = z.output<typeof approvalRow>;

const task = z.object({
  id,
  /** Index of the node. */
  node: z.int(),
  user: nameRef,
  origin: z.enum(taskOrigins),
  state: z.enum(taskStates),
  actedBy: nameRef.nullable(),
  actedAt: instant.nullable(),
  comment: z.string(),
});
const step = z.object({
  id,
  at: instant,
  verb: z.enum(stepVerbs),
  node: z.string(),
  by: nameRef.nullable(),
  /** On behalf of whom, or whose task it was. */
  for: nameRef.nullable(),
  to: nameRef.nullable(),
  comment: z.string(),
});
export const requestFile = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
});
export type RequestFile = z.output<typeof requestFile>;

export const approvalPage = z.object({
  ...row,
  subjectId: id,
  reason: z.string(),
  lines: z.array(summaryLine),
  files: z.array(requestFile),
  /** Page of what it is about, for whoever may open that. */
  route: z.string().nullable(),
  /** Every node of the flow that is taken, from the first on. */
  nodes: z.array(
    z.object({
      index: z.int(),
      name: z.string(),
      mode: z.enum(nodeModes),
      state: z.enum(['done', 'now', 'ahead']),
      /** Of a node ahead: who would decide as things stand. */
      people: z.array(nameRef),
    }),
  ),
  tasks: z.array(task),
  steps: z.array(step),
  can: z.object({ decide: z.boolean(), withdraw: z.boolean(), remind: z.boolean() }),
});
export type ApprovalPage = z.output<typeof approvalPage>;

const list = endpoint({
  method: 'GET',
  path: '/approvals',
  access: 'session',
  since: 1,
  summary: 'Approvals that concern the caller, newest first; all of them for owners',
  query: z.object({
    ...pageQuery,
    box: z.enum(approvalBoxes).default('todo'),
    state: z.enum(approvalStates).optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(approvalRow),
  problems: ['forbidden'],
});
const get = endpoint({
  method: 'GET',
  path: '/approvals/:id',
  access: 'session',
  since: 1,
  summary: 'One approval with its way and what was done; for whom it concerns, and owners',
  params: idPath,
  response: approvalPage,
});
const decide = endpoint({
  method: 'POST',
  path: '/approval-tasks/:id/decide',
  access: 'session',
  since: 1,
  summary: 'Approve or reject; the last approval does what was asked for, in the same transaction',
  params: idPath,
  body: z.object({
    decision: z.enum(['approve', 'reject']),
    /** Must not be empty where it is rejected. */
    comment: optionalText(500),
  }),
  response: approvalPage,
  problems: ['already-decided', 'state-refused', 'subject-changed', 'customer-archived'],
});
const transfer = endpoint({
  method: 'POST',
  path: '/approval-tasks/:id/transfer',
  access: 'session',
  since: 1,
  summary: 'Let a colleague decide instead',
  params: idPath,
  body: z.object({ userId: id, comment: optionalText(500) }),
  response: approvalPage,
  problems: ['already-decided', 'state-refused'],
});
const addSigner = endpoint({
  method: 'POST',
  path: '/approval-tasks/:id/add-signer',
  access: 'session',
  since: 1,
  summary: 'Let a colleague decide as well, before or after oneself',
  params: idPath,
  body: z.object({ userId: id, when: z.enum(['before', 'after']), comment: optionalText(500) }),
  response: approvalPage,
  problems: ['already-decided', 'state-refused'],
});
const withdraw = endpoint({
  method: 'POST',
  path: '/approvals/:id/withdraw',
  access: 'session',
  since: 1,
  summary: 'The applicant takes it back while nobody has decided it',
  params: idPath,
  body: z.object({ reason: optionalText(500) }),
  response: approvalPage,
  problems: ['already-decided'],
});
const remind = endpoint({
  method: 'POST',
  path: '/approvals/:id/remind',
  access: 'session',
  since: 1,
  summary: 'The applicant reminds whoever must decide now, every few hours at most',
  params: idPath,
  response: approvalPage,
  problems: ['already-decided', 'reminded-lately'],
});

const forms = endpoint({
  method: 'GET',
  path: '/request-forms',
  access: 'session',
  since: 1,
  summary: 'What a request can be made by, with the nodes for which one names the approvers',
  response: z.object({
    rows: z.array(
      z.object({
        id,
        name: z.string(),
        choose: z.array(z.object({ key: z.string(), name: z.string() })),
      }),
    ),
  }),
});
const request = endpoint({
  method: 'POST',
  path: '/requests',
  access: 'session',
  since: 1,
  summary: 'Ask for something; it goes on its way at once',
  body: z.object({
    flowId: id,
    title: requiredText(100),
    text: optionalText(4000),
    amountFen: fen.min(0).max(1_000_000_000_000).nullable().default(null),
    chosen: z
      .array(z.object({ key: z.string().max(20), userIds: z.array(id).max(20) }))
      .max(20)
      .default([]),
    /** Own files sent before. */
    fileIds: z.array(id).max(20).default([]),
  }),
  response: approvalPage,
  status: 201,
});
const uploadFile = endpoint({
  method: 'POST',
  path: '/request-files',
  access: 'session',
  since: 1,
  summary: 'A file for a request that is being written: name it there in `fileIds` within a day',
  kind: 'upload',
  query: z.object({ name: requiredText(200) }),
  response: requestFile,
  status: 201,
  problems: ['file-too-large'],
});
const downloadFile = endpoint({
  method: 'GET',
  path: '/request-files/:id',
  access: 'session',
  since: 1,
  summary: 'The bytes of a file of a request; as visible as the approval',
  kind: 'download',
  params: idPath,
  response: z.unknown(),
});

export const delegation = z.object({
  id,
  from: nameRef,
  to: nameRef,
  fromOn: date,
  toOn: date,
  note: z.string(),
  /** Own, and not over. */
  endable: z.boolean(),
});
export type Delegation = z.output<typeof delegation>;
const listDelegations = endpoint({
  method: 'GET',
  path: '/approval-delegations',
  access: 'session',
  since: 1,
  summary: 'Who decides for the caller, and for whom the caller decides: what is not over',
  response: z.object({ rows: z.array(delegation) }),
});
const createDelegation = endpoint({
  method: 'POST',
  path: '/approval-delegations',
  access: 'session',
  since: 1,
  summary: 'A deputy decides as well from one business date to another, on behalf of the caller',
  body: z.object({ toUserId: id, fromOn: date, toOn: date, note: optionalText(200) }),
  response: delegation,
  status: 201,
});
const endDelegation = endpoint({
  method: 'DELETE',
  path: '/approval-delegations/:id',
  access: 'session',
  since: 1,
  summary: 'The deputy stops at once',
  params: idPath,
  response: done,
});

export const approvals = {
  list,
  get,
  decide,
  transfer,
  addSigner,
  withdraw,
  remind,
  forms,
  request,
  uploadFile,
  downloadFile,
  listDelegations,
  createDelegation,
  endDelegation,
};
