import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { MOST_FEN } from './most-fen.ts';

export const cashDocStates = ['draft', 'confirmed', 'reversed'] as const;
export type CashDocState = (typeof cashDocStates)[number];

/** What every document of the cash side says of itself. */
export const cashDocHead = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(cashDocStates),
  businessDate: date,
  amountFen: fen,
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** What the reader may do now. */
  mayEdit: z.boolean(),
  mayReverse: z.boolean(),
};

const transfer = z.object({
  ...cashDocHead,
  from: nameRef,
  to: nameRef,
  /** What the bank takes from the account of origin besides. */
  feeFen: fen,
});
export type CashTransfer = z.output<typeof transfer>;

const access = 'cash.move' as const;
const amountFen = z.int().min(1).max(MOST_FEN);
const feeFen = z.int().min(0).max(MOST_FEN);
const problems = ['version-conflict', 'state-refused'] as const;

const filters = {
  state: z.array(z.enum(cashDocStates)).optional(),
  /** Either account. */
  accountId: id.optional(),
  /** Of the number or the note. */
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
};

export const cashTransferExport = z.object({
  ...filters,
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const cashTransfers = {
  list: endpoint({
    method: 'GET',
    path: '/cash-transfers',
    access: 'cash.read',
    since: 1,
    summary: 'Transfers between own accounts of money, the newest first',
    query: z.object({
      ...pageQuery,
      ...filters,
      state: several(z.enum(cashDocStates)),
      accountId: idParam.optional(),
    }),
    response: pageOf(transfer),
  }),
  get: endpoint({
    method: 'GET',
    path: '/cash-transfers/:id',
    access: 'cash.read',
    since: 1,
    summary: 'A transfer between own accounts',
    params: idPath,
    response: transfer,
  }),
  create: endpoint({
    method: 'POST',
    path: '/cash-transfers',
    access,
    since: 1,
    summary: 'Draft a transfer between own accounts',
    body: z.object({
      fromId: id,
      toId: id,
      businessDate: date,
      amountFen,
      feeFen: feeFen.default(0),
      note: optionalText(500),
    }),
    response: transfer,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/cash-transfers/:id',
    access,
    since: 1,
    summary: 'Change a draft',
    params: idPath,
    body: z.object({
      version,
      fromId: id.optional(),
      toId: id.optional(),
      businessDate: date.optional(),
      amountFen: amountFen.optional(),
      feeFen: feeFen.optional(),
      note: patchText(500),
    }),
    response: transfer,
    problems: [...problems],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/cash-transfers/:id/discard',
    access,
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: [...problems],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/cash-transfers/:id/confirm',
    access,
    since: 1,
    summary: 'Confirm a draft: it gets its number, and the money lies in the other account',
    params: idPath,
    body: z.object({ version }),
    response: transfer,
    problems: [...problems],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/cash-transfers/:id/reverse',
    access,
    since: 1,
    summary: 'Take a confirmed transfer back, today: the money lies where it was, the fee with it',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: transfer,
    problems: [...problems],
  }),
  export: endpoint({
    method: 'POST',
    path: '/cash-transfers/export',
    access: 'cash.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'Transfers as a file; a job',
    body: cashTransferExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
