import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { deptTypes } from './depts.ts';

/** Types of what a condition asks of. */
export const factTypes = ['money', 'number', 'dept', 'role'] as const;
/** A field that a kind of subject gives to conditions; the screens have it as `fact.<name>`. */
export const factField = z.object({ name: z.string(), type: z.enum(factTypes) });
export type FactField = z.output<typeof factField>;
/** Of every applicant, whatever is applied for. */
export const applicantFacts: readonly FactField[] = [
  { name: 'deptId', type: 'dept' },
  { name: 'roleId', type: 'role' },
];
/** Numbers, or lists of ids; null is unknown and fulfils nothing. */
export type Facts = Readonly<Record<string, number | readonly number[] | null>>;

export const comparisons = ['ge', 'gt', 'le', 'lt'] as const;
export const memberships = ['in', 'notIn'] as const;

export const condition = z.object({
  field: z.string().max(40),
  op: z.enum([...comparisons, ...memberships]),
  /** Of a comparison: fen of money. */
  value: z.int().nullable().default(null),
  /** Of a membership; a department stands for all below it. */
  ids: z.array(id).max(50).default([]),
});
export type Condition = z.output<typeof condition>;

/**
 * `users`: these people. `role`: whoever holds it. `head`: the `levels`-th head above the applicant,
 * 1 the nearest. `headOfType`: head of the nearest department of this type at or above the
 * applicant's. `deptHead`: head of this department. `chosen`: whom the applicant names.
 */
export const approverRules = ['users', 'role', 'head', 'headOfType', 'deptHead', 'chosen'] as const;
export const approver = z.object({
  rule: z.enum(approverRules),
  userIds: z.array(id).max(20).default([]),
  roleId: id.nullable().default(null),
  levels: z.int().min(1).max(9).default(1),
  deptType: z.enum(deptTypes).nullable().default(null),
  deptId: id.nullable().default(null),
});

/** `any`: the first decides. `all`: everybody, at the same time. `sequence`: everybody, in turn. */
export const nodeModes = ['any', 'all', 'sequence'] as const;
export type NodeMode = (typeof nodeModes)[number];
/** Where the applicant would decide himself: the head above does, or the node is passed. */
export const selfRules = ['above', 'skip'] as const;

export const flowNode = z.object({
  /** Stays with the node from version to version. */
  key: z.string().regex(/^[a-z0-9]{1,20}$/),
  name: requiredText(40),
  /** All must hold; empty always holds. */
  when: z.array(condition).max(10).default([]),
  /** Only where no node before it, back to the nearest without this mark, was taken. */
  otherwise: z.boolean().default(false),
  approver,
  mode: z.enum(nodeModes).default('any'),
  self: z.enum(selfRules).default('above'),
});
export type FlowNode = z.output<typeof flowNode>;

const nodes = z.array(flowNode).min(1).max(20);
const cc = z.array(id).max(20);

export const flow = z.object({
  id,
  version,
  kind: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** Number of the newest version of its nodes. */
  no: z.int(),
  nodes,
  /** Told once it is approved, and may read it then. */
  ccIds: cc,
  changedBy: nameRef.nullable(),
  changedAt: instant,
});
export type Flow = z.output<typeof flow>;

const listFlows = endpoint({
  method: 'GET',
  path: '/approval-flows',
  access: 'approvals.manage',
  since: 1,
  summary: 'Flows with their nodes, and of what each kind of subject lets conditions ask',
  response: z.object({
    rows: z.array(flow),
    kinds: z.array(z.object({ kind: z.string(), fields: z.array(factField) })),
    /** To choose from. */
    roles: z.array(nameRef),
  }),
});

const createFlow = endpoint({
  method: 'POST',
  path: '/approval-flows',
  access: 'approvals.manage',
  since: 1,
  summary:
    'A new flow of a kind of subject; several of one kind are chosen among or tried in order',
  body: z.object({
    kind: z.string().max(40),
    name: requiredText(60),
    nodes,
    ccIds: cc.default([]),
  }),
  response: flow,
  status: 201,
});

const updateFlow = endpoint({
  method: 'PATCH',
  path: '/approval-flows/:id',
  access: 'approvals.manage',
  since: 1,
  summary: 'Rename, switch off, or give it other nodes as a new version; what runs keeps its own',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    active: z.boolean().optional(),
    nodes: nodes.optional(),
    ccIds: cc.optional(),
  }),
  response: flow,
  problems: ['version-conflict'],
});

const previewFlow = endpoint({
  method: 'GET',
  path: '/approval-flows/:id/preview',
  access: 'approvals.manage',
  since: 1,
  summary: 'Who would decide on something of this applicant with these figures',
  params: idPath,
  query: z.object({
    applicantId: idParam,
    /** Figures of the subject as `name:number`, money in fen. */
    fact: several(z.string().regex(/^[A-Za-z]{1,40}:-?\d{1,15}$/)),
  }),
  response: z.object({
    nodes: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        mode: z.enum(nodeModes),
        /** Its conditions hold. */
        taken: z.boolean(),
        /** Empty: named by the applicant, or passed. */
        people: z.array(nameRef),
      }),
    ),
  }),
});

export const approvalFlows = { listFlows, createFlow, updateFlow, previewFlow };
