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
import { contractKinds, contractStates, MOST_MILESTONES } from './contract-rules.ts';
import {
  contract,
  contractOrder,
  contractRow,
  contractVersion,
  milestone,
  milestoneBody,
  milestoneRow,
} from './contracts.ts';
import { fileRow } from './customer-work.ts';
import { exportFormats } from './export-formats.ts';
import { priceBases } from './price-resolver.ts';
import { MOST_ORDER_LINES, salesLineBody } from './sales-orders.ts';

/** As a line of an order is written; a contract promises no day for a line. */
const lines = z
  .array(salesLineBody.omit({ requiredDate: true, promisedDate: true, dropShip: true }))
  .max(MOST_ORDER_LINES);
const milestones = z.array(milestoneBody).max(MOST_MILESTONES);
const amountFen = z.int().min(0).max(1e14).nullable();

const filter = {
  customerId: idParam.optional(),
  dealId: idParam.optional(),
  ownerId: idParam.optional(),
  kind: z.enum(contractKinds).optional(),
  /** Of the number, the customer's number, the title or the note. */
  q: looseText(60).optional(),
  /** Signed, or where that is not known yet begun, from and to. */
  from: date.optional(),
  to: date.optional(),
  /** Active and about to end, or past its end, up to this day. */
  endingTo: date.optional(),
};

const list = endpoint({
  method: 'GET',
  path: '/contracts',
  access: 'contracts.read',
  since: 1,
  summary: 'Contracts with customers the reader sees, the newest first; no amendments',
  query: z.object({
    ...pageQuery,
    ...filter,
    state: several(z.enum(contractStates)),
    count: flagParam.optional(),
  }),
  response: pageOf(contractRow).extend({
    /** Agreed, of all that are counted; only with `count`. */
    amountFen: fen.nullable(),
  }),
});

const get = endpoint({
  method: 'GET',
  path: '/contracts/:id',
  access: 'contracts.read',
  since: 1,
  summary: 'A contract, or an amendment of one, with lines, pay plan and what came of it',
  params: idPath,
  response: contract,
});

const versions = endpoint({
  method: 'GET',
  path: '/contracts/:id/versions',
  access: 'contracts.read',
  since: 1,
  summary:
    'Earlier versions of a contract as they were agreed, the newest first; of an amendment that is ' +
    'not in force yet the version that it changes',
  params: idPath,
  response: z.object({ rows: z.array(contractVersion) }),
});

const orders = endpoint({
  method: 'GET',
  path: '/contracts/:id/orders',
  access: 'contracts.read',
  since: 1,
  summary: 'Orders that were called off, the newest first: those that the reader may open',
  params: idPath,
  query: z.object(pageQuery),
  response: pageOf(contractOrder),
});

const create = endpoint({
  method: 'POST',
  path: '/contracts',
  access: 'contracts.update',
  since: 1,
  summary: 'Draft a contract; what is not said comes from the customer',
  body: z.object({
    customerId: id,
    kind: z.enum(contractKinds).default('single'),
    title: requiredText(100),
    startOn: date,
    endOn: date.nullable().default(null),
    signedOn: date.nullable().default(null),
    basis: z.enum(priceBases).default('gross'),
    amountFen: amountFen.default(null),
    customerNo: optionalText(60),
    ourSigner: optionalText(40),
    theirSigner: optionalText(40),
    /** Longer ones belong into a file. */
    clauses: optionalText(1000),
    note: optionalText(500),
    contactId: id.nullable().optional(),
    dealId: id.nullable().optional(),
    termId: id.nullable().optional(),
    /** Absent: the customer's owner. */
    ownerId: id.optional(),
    lines,
    milestones: milestones.default([]),
  }),
  response: contract,
  status: 201,
  problems: ['not-found', 'customer-archived'],
});

const begin = endpoint({
  method: 'POST',
  path: '/contracts/begin',
  access: 'contracts.update',
  since: 1,
  summary:
    'Draft the contract of a deal that was won, or of an accepted quotation, with nothing retyped',
  body: z.object({ from: z.enum(['deal', 'quotation']), id }),
  response: contract,
  status: 201,
  problems: ['not-found', 'state-refused', 'customer-archived'],
});

const changing = ['version-conflict', 'state-refused', 'customer-archived'] as const;

const update = endpoint({
  method: 'PATCH',
  path: '/contracts/:id',
  access: 'contracts.update',
  since: 1,
  summary: 'Change a draft, or the draft of an amendment; lines and pay plan are given whole',
  params: idPath,
  body: z.object({
    version,
    kind: z.enum(contractKinds).optional(),
    title: requiredText(100).optional(),
    startOn: date.optional(),
    endOn: date.nullable().optional(),
    signedOn: date.nullable().optional(),
    basis: z.enum(priceBases).optional(),
    amountFen: amountFen.optional(),
    customerNo: patchText(60),
    ourSigner: patchText(40),
    theirSigner: patchText(40),
    clauses: patchText(1000),
    note: patchText(500),
    contactId: id.nullable().optional(),
    dealId: id.nullable().optional(),
    termId: id.nullable().optional(),
    ownerId: id.optional(),
    lines: lines.optional(),
    milestones: milestones.optional(),
  }),
  response: contract,
  problems: [...changing],
});

const discard = endpoint({
  method: 'POST',
  path: '/contracts/:id/discard',
  access: 'contracts.update',
  since: 1,
  summary: 'Throw away a draft that has no number yet, or an amendment that is not in force',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: [...changing],
});

const submit = endpoint({
  method: 'POST',
  path: '/contracts/:id/submit',
  access: 'contracts.update',
  since: 1,
  summary:
    'Hand a contract or an amendment in: it gets its number and waits for its approval, or is in ' +
    'force where no flow is in use. Without a reason `contract-stopped` carries what stands against it',
  params: idPath,
  body: z.object({
    version,
    /** Why it is to be approved; asked for where something stands against it. */
    reason: optionalText(500),
  }),
  response: contract,
  problems: [...changing, 'contract-stopped'],
});

const sendBack = endpoint({
  method: 'POST',
  path: '/contracts/:id/send-back',
  access: 'contracts.update',
  since: 1,
  summary: 'Make a draft again of what waits for its approval, which is withdrawn',
  params: idPath,
  body: z.object({ version, reason: optionalText(200) }),
  response: contract,
  problems: [...changing],
});

const sign = endpoint({
  method: 'POST',
  path: '/contracts/:id/sign',
  access: 'contracts.update',
  since: 1,
  summary:
    'Note when an active contract was signed, and by whom; milestones of signing are reached',
  params: idPath,
  body: z.object({
    version,
    signedOn: date,
    ourSigner: optionalText(40),
    theirSigner: optionalText(40),
    customerNo: optionalText(60),
  }),
  response: contract,
  problems: [...changing],
});

const amend = endpoint({
  method: 'POST',
  path: '/contracts/:id/amend',
  access: 'contracts.update',
  since: 1,
  summary: 'Begin an amendment of an active contract: a draft of its next version; one at a time',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: contract,
  status: 201,
  problems: [...changing],
});

const order = endpoint({
  method: 'POST',
  path: '/contracts/:id/order',
  access: 'contracts.update',
  since: 1,
  summary: 'Call off: draft an order of lines of an active contract at their prices',
  params: idPath,
  body: z.object({
    version,
    /** Absent: what is open of every line that has a quantity. */
    lines: z
      .array(
        z.object({
          lineId: id,
          /** In 1/10,000 of the unit of the line. */
          qtyE4: z.int().positive().max(1e12),
        }),
      )
      .min(1)
      .max(MOST_ORDER_LINES)
      .optional(),
  }),
  response: z.object({ orderId: id }),
  status: 201,
  problems: [...changing],
});

const fulfil = endpoint({
  method: 'POST',
  path: '/contracts/:id/fulfil',
  access: 'contracts.confirm',
  since: 1,
  summary: 'Note that all was done: no more orders are called off',
  params: idPath,
  body: z.object({ version }),
  response: contract,
  problems: [...changing],
});

const terminate = endpoint({
  method: 'POST',
  path: '/contracts/:id/terminate',
  access: 'contracts.confirm',
  since: 1,
  summary: 'End a contract before its time, for a reason; its orders go on',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: contract,
  problems: [...changing],
});

const reopen = endpoint({
  method: 'POST',
  path: '/contracts/:id/reopen',
  access: 'contracts.confirm',
  since: 1,
  summary: 'Make a contract active again that was fulfilled or terminated',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: contract,
  problems: [...changing],
});

const listMilestones = endpoint({
  method: 'GET',
  path: '/contract-milestones',
  access: 'contracts.read',
  since: 1,
  summary: 'Milestones of active contracts that are not paid, the one due first at the top',
  query: z.object({
    ...pageQuery,
    customerId: idParam.optional(),
    ownerId: idParam.optional(),
    /** Due up to this day. */
    dueTo: date.optional(),
    /** Reached or agreed for a day, and that day is past. */
    overdue: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(milestoneRow).extend({ amountFen: fen.nullable() }),
});

const mark = endpoint({
  method: 'PATCH',
  path: '/contract-milestones/:id',
  access: 'contracts.update',
  since: 1,
  summary:
    'Say when what a milestone waits for happened, and when its money was there; or take it back',
  params: idPath,
  body: z.object({
    version,
    reachedOn: date.nullable().optional(),
    paidOn: date.nullable().optional(),
  }),
  response: milestone,
  problems: [...changing],
});

export const contractExport = z.object({
  /** A row for each contract, for each line of one, or for each milestone. */
  what: z.enum(['contracts', 'lines', 'milestones']),
  /** As the list has them. */
  q: looseText(60).optional(),
  state: z.array(z.enum(contractStates)).max(10).optional(),
  kind: z.enum(contractKinds).optional(),
  customerId: id.optional(),
  dealId: id.optional(),
  ownerId: id.optional(),
  from: date.optional(),
  to: date.optional(),
  endingTo: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportContracts = endpoint({
  method: 'POST',
  path: '/contracts/export',
  access: 'contracts.export',
  since: 1,
  confirm: 'sometimes',
  summary: 'Contracts, their lines or their milestones, as a file; a job',
  body: contractExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

const listFiles = endpoint({
  method: 'GET',
  path: '/contracts/:id/files',
  access: 'contracts.read',
  since: 1,
  summary: 'Files and scans of a contract, the newest first',
  params: idPath,
  response: z.object({ rows: z.array(fileRow) }),
});

const uploadFile = endpoint({
  method: 'POST',
  path: '/contracts/:id/files',
  access: 'contracts.update',
  kind: 'upload',
  since: 1,
  summary: 'Attach a file to a contract in whatever state; the body is its bytes, streamed',
  params: idPath,
  query: z.object({ name: requiredText(200) }),
  response: fileRow,
  status: 201,
  problems: ['file-too-large', 'storage-full', 'customer-archived'],
});

export const contracts = {
  list,
  get,
  versions,
  orders,
  create,
  begin,
  update,
  discard,
  submit,
  sendBack,
  sign,
  amend,
  order,
  fulfil,
  terminate,
  reopen,
  milestones: listMilestones,
  mark,
  files: listFiles,
  upload: uploadFile,
  export: exportContracts,
};
