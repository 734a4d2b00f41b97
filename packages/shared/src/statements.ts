import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { MOST_FEN } from './most-fen.ts';

/** Made, sent, and then confirmed, or differing until that is cleared; or taken back. */
export const statementStates = [
  'made',
  'sent',
  'confirmed',
  'difference',
  'cleared',
  'withdrawn',
] as const;
export type StatementState = (typeof statementStates)[number];

/** How a statement goes to a customer. */
export const statementWays = ['wechat', 'email', 'post', 'fax', 'hand'] as const;
export type StatementWay = (typeof statementWays)[number];

/** Whom a batch is for: those with rows in the time, those that owe something at its end, or either. */
export const statementChoices = ['any', 'moved', 'owing'] as const;
export type StatementChoice = (typeof statementChoices)[number];

/** No batch is longer. */
export const MOST_STATEMENTS = 1000;

const sums = {
  /** Before the first day. */
  openingFen: fen,
  owedFen: fen,
  paidFen: fen,
  /** At the end of the last day. */
  closingFen: fen,
};

export const statement = z.object({
  id,
  version,
  no: z.string(),
  state: z.enum(statementStates),
  customer: nameRef,
  owner: nameRef.nullable(),
  from: date,
  to: date,
  ...sums,
  /** What was posted into the time or before it since it was made. */
  lateFen: fen,
  madeBy: nameRef,
  madeAt: instant,
  /** The last time that it was. */
  sent: z
    .object({
      on: date,
      by: nameRef,
      way: z.enum(statementWays),
      to: z.string(),
      /** The first time, and each reminder. */
      times: z.int(),
    })
    .nullable(),
  confirmed: z.object({ on: date, by: z.string() }).nullable(),
  difference: z
    .object({
      /** Above 0: more is owed by the books of the other side. */
      fen,
      reason: z.string(),
      /** Who clears it, and until when. */
      clearer: nameRef,
      until: date,
    })
    .nullable(),
  cleared: z.object({ on: date, by: nameRef, note: z.string() }).nullable(),
  withdrawnReason: z.string(),
  /** Days without an answer beyond those that the company waits, or past the day of clearing. */
  lateDays: z.int(),
  /** What the reader may do. */
  can: z.object({
    send: z.boolean(),
    confirm: z.boolean(),
    dispute: z.boolean(),
    clear: z.boolean(),
    withdraw: z.boolean(),
  }),
});
export type Statement = z.output<typeof statement>;

export const statementRow = z.object({
  id,
  kind: z.string(),
  docKind: z.string(),
  docId: id,
  docNo: z.string(),
  businessDate: date,
  dueDate: date,
  amountFen: fen,
  /** Of the customer, after this row. */
  balanceFen: fen,
  reversal: z.boolean(),
});
export type StatementRow = z.output<typeof statementRow>;

const whole = statement.extend({
  items: z.array(statementRow),
  /** Posted into the time or before it since; the balance goes on from the closing one. */
  late: z.array(statementRow),
});
export type WholeStatement = z.output<typeof whole>;

/** A statement on the desk: without an answer, or a difference that is to be cleared. */
export const dueStatement = statement.pick({
  id: true,
  no: true,
  state: true,
  customer: true,
  owner: true,
  from: true,
  to: true,
  closingFen: true,
  lateDays: true,
});
export type DueStatement = z.output<typeof dueStatement>;

const proposal = z.object({
  customer: nameRef,
  owner: nameRef.nullable(),
  ...sums,
  /** Number of one whose time overlaps; no second is made. */
  already: z.string().nullable(),
});
export type StatementProposal = z.output<typeof proposal>;

/** Filters of either side. */
export const statementFilter = {
  /** Month of the last day. */
  month: z
    .string()
    .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
    .optional(),
  /** Nobody answered in time, or a difference was not cleared in time. */
  late: flagParam.optional(),
  /** Of the number or the name. */
  q: looseText(60).optional(),
};
const filter = {
  customerId: idParam.optional(),
  ownerId: idParam.optional(),
  ...statementFilter,
};

export const statementsExport = z.object({
  customerId: id.optional(),
  ownerId: id.optional(),
  month: filter.month,
  late: z.boolean().optional(),
  q: looseText(60).optional(),
  state: z.array(z.enum(statementStates)).optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});
export const oneStatementExport = z.object({
  statementId: id,
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const reads = 'receivables.read' as const;
const manages = 'statements.manage' as const;
const moved = ['version-conflict', 'state-refused'] as const;
const span = { from: date, to: date };

/** What is noted of a statement, of either side. */
export const statementBodies = {
  send: z.object({ version, on: date, way: z.enum(statementWays), to: optionalText(100) }),
  confirm: z.object({ version, on: date, by: requiredText(60) }),
  dispute: z.object({
    version,
    differenceFen: z
      .int()
      .min(-MOST_FEN)
      .max(MOST_FEN)
      .refine((value) => value !== 0, 'not-zero'),
    reason: requiredText(500),
    clearerId: id,
    until: date,
  }),
  clear: z.object({ version, note: requiredText(500) }),
  withdraw: z.object({ version, reason: requiredText(200) }),
};

/** By state, of all that the other filters leave. */
export const statementTotals = z.array(
  z.object({ state: z.enum(statementStates), n: z.int(), closingFen: fen }),
);

export const statements = {
  list: endpoint({
    method: 'GET',
    path: '/statements',
    access: reads,
    since: 1,
    summary: 'Statements of customers in scope, the newest first, with what is in each state',
    query: z.object({ ...pageQuery, ...filter, state: several(z.enum(statementStates)) }),
    response: pageOf(statement).extend({ totals: statementTotals }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/statements/:id',
    access: reads,
    since: 1,
    summary: 'A statement with its rows as they were, and what was posted into its time since',
    params: idPath,
    response: whole,
  }),
  proposal: endpoint({
    method: 'GET',
    path: '/statement-proposals',
    access: manages,
    since: 1,
    summary: 'Customers in scope for whom statements of a time can be made, with their sums',
    query: z.object({
      ...span,
      choice: z.enum(statementChoices).default('any'),
      ownerId: idParam.optional(),
      q: looseText(60).optional(),
    }),
    response: z.object({
      rows: z.array(proposal),
      /** There are more; the question must be narrower. */
      more: z.boolean(),
    }),
  }),
  make: endpoint({
    method: 'POST',
    path: '/statements',
    access: manages,
    since: 1,
    summary:
      'Make statements of a time for customers, each as the ledger is now; whoever has one is left out',
    body: z.object({ ...span, customerIds: z.array(id).min(1).max(MOST_STATEMENTS) }),
    response: z.object({ made: z.array(z.object({ id, no: z.string() })), leftOut: z.int() }),
    status: 201,
  }),
  send: endpoint({
    method: 'POST',
    path: '/statements/:id/send',
    access: reads,
    since: 1,
    summary: 'Note that a statement was sent to the customer, or that he was reminded of it',
    params: idPath,
    body: statementBodies.send,
    response: statement,
    problems: moved,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/statements/:id/confirm',
    access: reads,
    since: 1,
    summary: 'Note that the customer confirmed a statement, who did and on which day',
    params: idPath,
    body: statementBodies.confirm,
    response: statement,
    problems: moved,
  }),
  dispute: endpoint({
    method: 'POST',
    path: '/statements/:id/dispute',
    access: reads,
    since: 1,
    summary: 'Note by how much the books of the customer differ, why, and who clears it until when',
    params: idPath,
    body: statementBodies.dispute,
    response: statement,
    problems: moved,
  }),
  clear: endpoint({
    method: 'POST',
    path: '/statements/:id/clear',
    access: reads,
    since: 1,
    summary: 'Note how the difference of a statement was cleared',
    params: idPath,
    body: statementBodies.clear,
    response: statement,
    problems: moved,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/statements/:id/withdraw',
    access: manages,
    since: 1,
    summary: 'Take a statement back: it stays to be read, and another one can be made of its time',
    params: idPath,
    body: statementBodies.withdraw,
    response: statement,
    problems: moved,
  }),
  export: endpoint({
    method: 'POST',
    path: '/statements/export',
    access: reads,
    since: 1,
    confirm: 'sometimes',
    summary: 'Statements of customers in scope as a list in a file; a job',
    body: statementsExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
  file: endpoint({
    method: 'POST',
    path: '/statements/file',
    access: reads,
    since: 1,
    confirm: 'sometimes',
    summary: 'One statement with its rows as they were, as a file; a job',
    body: oneStatementExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
