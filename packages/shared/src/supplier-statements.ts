import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  id,
  idParam,
  idPath,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
  several,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import {
  MOST_STATEMENTS,
  oneStatementExport,
  statement,
  statementBodies,
  statementChoices,
  statementFilter,
  statementRow,
  statementStates,
  statementTotals,
} from './statements.ts';

/** The account of a supplier for a time, as it was, and what the supplier said of it. */
const supplierStatement = statement.omit({ customer: true, owner: true }).extend({
  supplier: nameRef,
});
export type SupplierStatement = z.output<typeof supplierStatement>;

const whole = supplierStatement.extend({
  items: z.array(statementRow),
  late: z.array(statementRow),
});
export type WholeSupplierStatement = z.output<typeof whole>;

/** On the desk: without an answer, or a difference that is to be cleared. */
export const dueSupplierStatement = supplierStatement.pick({
  id: true,
  no: true,
  state: true,
  supplier: true,
  from: true,
  to: true,
  closingFen: true,
  lateDays: true,
});

export type DueSupplierStatement = z.output<typeof dueSupplierStatement>;

const proposal = z.object({
  supplier: nameRef,
  ...supplierStatement.pick({ openingFen: true, owedFen: true, paidFen: true, closingFen: true })
    .shape,
  /** Number of one whose time overlaps; no second is made. */
  already: z.string().nullable(),
});
export type SupplierStatementProposal = z.output<typeof proposal>;

export const supplierStatementsExport = z.object({
  supplierId: id.optional(),
  month: statementFilter.month,
  late: z.boolean().optional(),
  q: looseText(60).optional(),
  state: z.array(z.enum(statementStates)).optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const reads = 'payables.read' as const;
const manages = 'payables.adjust' as const;
const moved = ['version-conflict', 'state-refused'] as const;
const span = { from: date, to: date };
const one = { params: idPath, response: supplierStatement, problems: moved };

export const supplierStatements = {
  list: endpoint({
    method: 'GET',
    path: '/supplier-statements',
    access: reads,
    since: 1,
    summary: 'Statements of suppliers, the newest first, with what is in each state',
    query: z.object({
      ...pageQuery,
      supplierId: idParam.optional(),
      ...statementFilter,
      state: several(z.enum(statementStates)),
    }),
    response: pageOf(supplierStatement).extend({ totals: statementTotals }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/supplier-statements/:id',
    access: reads,
    since: 1,
    summary: 'A statement with its rows as they were, and what was posted into its time since',
    params: idPath,
    response: whole,
  }),
  proposal: endpoint({
    method: 'GET',
    path: '/supplier-statement-proposals',
    access: manages,
    since: 1,
    summary: 'Suppliers for whom statements of a time can be made, with their sums',
    query: z.object({
      ...span,
      choice: z.enum(statementChoices).default('any'),
      q: looseText(60).optional(),
    }),
    response: z.object({ rows: z.array(proposal), more: z.boolean() }),
  }),
  make: endpoint({
    method: 'POST',
    path: '/supplier-statements',
    access: manages,
    since: 1,
    summary:
      'Make statements of a time for suppliers, each as the ledger is now; whoever has one is left out',
    body: z.object({ ...span, supplierIds: z.array(id).min(1).max(MOST_STATEMENTS) }),
    response: z.object({ made: z.array(z.object({ id, no: z.string() })), leftOut: z.int() }),
    status: 201,
  }),
  send: endpoint({
    method: 'POST',
    path: '/supplier-statements/:id/send',
    access: reads,
    since: 1,
    summary: 'Note that a statement was sent to the supplier, or that he was reminded of it',
    body: statementBodies.send,
    ...one,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/supplier-statements/:id/confirm',
    access: reads,
    since: 1,
    summary: 'Note that the supplier confirmed a statement, who did and on which day',
    body: statementBodies.confirm,
    ...one,
  }),
  dispute: endpoint({
    method: 'POST',
    path: '/supplier-statements/:id/dispute',
    access: reads,
    since: 1,
    summary: 'Note by how much the books of the supplier differ, why, and who clears it until when',
    body: statementBodies.dispute,
    ...one,
  }),
  clear: endpoint({
    method: 'POST',
    path: '/supplier-statements/:id/clear',
    access: reads,
    since: 1,
    summary: 'Note how the difference of a statement was cleared',
    body: statementBodies.clear,
    ...one,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/supplier-statements/:id/withdraw',
    access: manages,
    since: 1,
    summary: 'Take a statement back: it stays to be read, and another one can be made of its time',
    body: statementBodies.withdraw,
    ...one,
  }),
  export: endpoint({
    method: 'POST',
    path: '/supplier-statements/export',
    access: reads,
    since: 1,
    confirm: 'sometimes',
    summary: 'Statements of suppliers as a list in a file; a job',
    body: supplierStatementsExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
  file: endpoint({
    method: 'POST',
    path: '/supplier-statements/file',
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
