import { z } from 'zod';
import { languages } from './auth.ts';
import { cashDocHead, cashDocStates } from './cash-transfers.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  id,
  idParam,
  idPath,
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

/** Money that came or went without goods: interest, rent, wages, taxes. */
export const otherCashKinds = ['income', 'payment'] as const;
export type OtherCashKind = (typeof otherCashKinds)[number];

export const otherParties = ['none', 'customer', 'supplier', 'employee'] as const;
export type OtherParty = (typeof otherParties)[number];

const row = z.object({
  ...cashDocHead,
  kind: z.enum(otherCashKinds),
  category: nameRef,
  account: nameRef,
  party: z.object({
    kind: z.enum(otherParties),
    /** Of the customer, supplier or employee; null without one, and where the reader may not know. */
    id: id.nullable(),
    /** As it is called now, or as it was written; empty where the reader may not know. */
    name: z.string(),
  }),
});
export type OtherCash = z.output<typeof row>;

const party = z.object({
  kind: z.enum(otherParties),
  /** Of the kind that is named. */
  id: id.nullable().default(null),
  /** Who it was, where it is none of them. */
  name: optionalText(80),
});

const access = 'cash.move' as const;
const amountFen = z.int().min(1).max(MOST_FEN);
const problems = ['version-conflict', 'state-refused'] as const;

const filters = {
  kind: z.enum(otherCashKinds),
  state: z.array(z.enum(cashDocStates)).optional(),
  accountId: id.optional(),
  categoryId: id.optional(),
  /** Of the number, the other party as it was written, or the note. */
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
};

export const otherCashExport = z.object({
  ...filters,
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const otherCash = {
  list: endpoint({
    method: 'GET',
    path: '/other-cash',
    access: 'cash.read',
    since: 1,
    summary: 'Other income or other payments, the newest first',
    query: z.object({
      ...pageQuery,
      ...filters,
      kind: filters.kind.optional(),
      state: several(z.enum(cashDocStates)),
      accountId: idParam.optional(),
      categoryId: idParam.optional(),
    }),
    response: pageOf(row),
  }),
  get: endpoint({
    method: 'GET',
    path: '/other-cash/:id',
    access: 'cash.read',
    since: 1,
    summary: 'An other income or payment',
    params: idPath,
    response: row,
  }),
  create: endpoint({
    method: 'POST',
    path: '/other-cash',
    access,
    since: 1,
    summary: 'Draft an other income or payment',
    body: z.object({
      kind: z.enum(otherCashKinds),
      categoryId: id,
      accountId: id,
      businessDate: date,
      amountFen,
      party: party.default({ kind: 'none', id: null, name: '' }),
      note: optionalText(500),
    }),
    response: row,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/other-cash/:id',
    access,
    since: 1,
    summary: 'Change a draft',
    params: idPath,
    body: z.object({
      version,
      categoryId: id.optional(),
      accountId: id.optional(),
      businessDate: date.optional(),
      amountFen: amountFen.optional(),
      party: party.optional(),
      note: patchText(500),
    }),
    response: row,
    problems: [...problems],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/other-cash/:id/discard',
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
    path: '/other-cash/:id/confirm',
    access,
    since: 1,
    summary: 'Confirm a draft: it gets its number, and the money comes or goes',
    params: idPath,
    body: z.object({ version }),
    response: row,
    problems: [...problems],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/other-cash/:id/reverse',
    access,
    since: 1,
    summary: 'Take a confirmed one back, today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: row,
    problems: [...problems],
  }),
  export: endpoint({
    method: 'POST',
    path: '/other-cash/export',
    access: 'cash.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'Other income or other payments as a file; a job',
    body: otherCashExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
