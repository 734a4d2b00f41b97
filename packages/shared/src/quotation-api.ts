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
  looseText,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { languages } from './auth.ts';
import { exportFormats } from './export-formats.ts';
import { priceBases } from './price-resolver.ts';
import { quotationStates } from './quotation-rules.ts';
import { quotation, quotationRow, quotationVersion } from './quotations.ts';
import { MOST_ORDER_LINES, salesLineBody } from './sales-orders.ts';

/** As a line of an order is written; a quotation promises no day for a line. */
const lines = z
  .array(salesLineBody.omit({ requiredDate: true, promisedDate: true, dropShip: true }))
  .max(MOST_ORDER_LINES);

const filter = {
  customerId: idParam.optional(),
  dealId: idParam.optional(),
  /** Of the number or the note. */
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
};

const list = endpoint({
  method: 'GET',
  path: '/quotations',
  access: 'quotations.read',
  since: 1,
  summary: 'Quotations to customers the reader sees, the newest first',
  query: z.object({
    ...pageQuery,
    ...filter,
    state: several(z.enum(quotationStates)),
    count: flagParam.optional(),
  }),
  response: pageOf(quotationRow).extend({
    /** With tax, of all that are counted; only with `count`. */
    grossFen: fen.nullable(),
  }),
});

const get = endpoint({
  method: 'GET',
  path: '/quotations/:id',
  access: 'quotations.read',
  since: 1,
  summary: 'A quotation with its lines',
  params: idPath,
  response: quotation,
});

const versions = endpoint({
  method: 'GET',
  path: '/quotations/:id/versions',
  access: 'quotations.read',
  since: 1,
  summary: 'Earlier versions of a quotation as they were offered, the newest first',
  params: idPath,
  response: z.object({ rows: z.array(quotationVersion) }),
});

const create = endpoint({
  method: 'POST',
  path: '/quotations',
  access: 'quotations.update',
  since: 1,
  summary: 'Draft a quotation; what is not said comes from the customer',
  body: z.object({
    customerId: id,
    businessDate: date,
    /** Thirty days where it is not said. */
    validTo: date.optional(),
    basis: z.enum(priceBases).default('gross'),
    contactId: id.nullable().optional(),
    dealId: id.nullable().optional(),
    termId: id.nullable().optional(),
    leadTime: optionalText(100),
    note: optionalText(500),
    lines,
  }),
  response: quotation,
  status: 201,
  problems: ['not-found', 'customer-archived'],
});

const changing = ['version-conflict', 'state-refused', 'customer-archived'] as const;

const update = endpoint({
  method: 'PATCH',
  path: '/quotations/:id',
  access: 'quotations.update',
  since: 1,
  summary: 'Change a draft; lines are given whole',
  params: idPath,
  body: z.object({
    version,
    businessDate: date.optional(),
    validTo: date.optional(),
    basis: z.enum(priceBases).optional(),
    contactId: id.nullable().optional(),
    dealId: id.nullable().optional(),
    termId: id.nullable().optional(),
    leadTime: patchText(100),
    note: patchText(500),
    lines: lines.optional(),
  }),
  response: quotation,
  problems: [...changing],
});

const discard = endpoint({
  method: 'POST',
  path: '/quotations/:id/discard',
  access: 'quotations.update',
  since: 1,
  summary: 'Throw a draft away that has no number yet',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: [...changing],
});

const submit = endpoint({
  method: 'POST',
  path: '/quotations/:id/submit',
  access: 'quotations.update',
  since: 1,
  summary:
    'Hand a quotation in: it gets its number and may be sent, or waits for the approval that its ' +
    'prices or gifts need. Without a reason `quotation-stopped` carries what stands against it',
  params: idPath,
  body: z.object({
    version,
    /** Why it is to be approved; asked for where something stands against it. */
    reason: optionalText(500),
  }),
  response: quotation,
  problems: [...changing, 'quotation-stopped'],
});

const sendBack = endpoint({
  method: 'POST',
  path: '/quotations/:id/send-back',
  access: 'quotations.update',
  since: 1,
  summary: 'Make a draft again of what was not sent yet; an approval that runs is withdrawn',
  params: idPath,
  body: z.object({ version, reason: optionalText(200) }),
  response: quotation,
  problems: [...changing],
});

const send = endpoint({
  method: 'POST',
  path: '/quotations/:id/send',
  access: 'quotations.update',
  since: 1,
  summary: 'Note that the customer has it',
  params: idPath,
  body: z.object({ version }),
  response: quotation,
  problems: [...changing],
});

const accept = endpoint({
  method: 'POST',
  path: '/quotations/:id/accept',
  access: 'quotations.update',
  since: 1,
  summary: 'Note that the customer accepts it',
  params: idPath,
  body: z.object({ version }),
  response: quotation,
  problems: [...changing],
});

const reject = endpoint({
  method: 'POST',
  path: '/quotations/:id/reject',
  access: 'quotations.update',
  since: 1,
  summary: 'Note that it came to nothing, and why',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: quotation,
  problems: [...changing],
});

const extend = endpoint({
  method: 'POST',
  path: '/quotations/:id/extend',
  access: 'quotations.update',
  since: 1,
  summary: 'Let what the customer has hold to a later day, at the prices that it says',
  params: idPath,
  body: z.object({ version, validTo: date }),
  response: quotation,
  problems: [...changing],
});

const revise = endpoint({
  method: 'POST',
  path: '/quotations/:id/revise',
  access: 'quotations.update',
  since: 1,
  summary: 'Begin the next version of what the customer has, had or refused; this one is kept',
  params: idPath,
  body: z.object({ version }),
  response: quotation,
  problems: [...changing],
});

const order = endpoint({
  method: 'POST',
  path: '/quotations/:id/order',
  access: 'quotations.update',
  since: 1,
  summary: 'Draft the order of an accepted quotation, at its prices; once, as long as that stands',
  params: idPath,
  body: z.object({ version }),
  response: z.object({ orderId: id }),
  status: 201,
  problems: [...changing],
});

export const quotationExport = z.object({
  /** A row for each quotation, or for each line of one. */
  what: z.enum(['quotations', 'lines']),
  /** As the list has them. */
  q: looseText(60).optional(),
  state: z.array(z.enum(quotationStates)).max(10).optional(),
  customerId: id.optional(),
  dealId: id.optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportQuotations = endpoint({
  method: 'POST',
  path: '/quotations/export',
  access: 'quotations.export',
  since: 1,
  confirm: 'sometimes',
  summary: 'Quotations, or their lines, as a file; a job',
  body: quotationExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const quotations = {
  list,
  get,
  versions,
  create,
  update,
  discard,
  submit,
  sendBack,
  send,
  accept,
  reject,
  extend,
  revise,
  order,
  export: exportQuotations,
};
