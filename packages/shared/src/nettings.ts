import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
  version,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';

const netting = z.object({
  id,
  version,
  no: z.string(),
  state: z.enum(['confirmed', 'reversed']),
  customer: nameRef,
  supplier: nameRef,
  businessDate: date,
  amountFen: fen,
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  reversalReason: z.string(),
  mayReverse: z.boolean(),
});
export type Netting = z.output<typeof netting>;

/** What it settled of one row; a netting that was taken back settles nothing any more. */
const settledPart = z.object({
  /** Of the settlement. */
  id,
  kind: z.string(),
  docKind: z.string(),
  docId: id,
  docNo: z.string(),
  dueDate: date,
  amountFen: fen,
  takenBackOn: date.nullable(),
});
export type SettledPart = z.output<typeof settledPart>;
const wholeNetting = netting.extend({
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  receivable: z.array(settledPart),
  payable: z.array(settledPart),
});
export type WholeNetting = z.output<typeof wholeNetting>;

/** What is open of one row, and how much of it an amount settles. */
const part = z.object({
  itemId: id,
  kind: z.string(),
  docKind: z.string(),
  docNo: z.string(),
  businessDate: date,
  dueDate: date,
  openFen: fen,
  amountFen: fen,
});
export type NettingPart = z.output<typeof part>;

/** What is settled of which rows; absent: the oldest due first. */
const chosen = z
  .array(z.object({ itemId: id, amountFen: z.int().min(1).max(MOST_FEN) }))
  .min(1)
  .max(500)
  .optional();

const pair = z.object({
  customer: nameRef,
  supplier: nameRef,
  /** By which they are one: the number of the tax bureau, or the same name. */
  by: z.enum(['taxNo', 'name']),
  receivableFen: fen,
  payableFen: fen,
});
export type NettingPair = z.output<typeof pair>;

/** Written by whoever corrects both sides: the second right is asked besides. */
const access = 'payables.adjust' as const;

export const nettings = {
  list: endpoint({
    method: 'GET',
    path: '/nettings',
    access: 'payables.read',
    since: 1,
    summary:
      'What customers in scope owed and was set against what they were owed, the newest first',
    query: z.object(pageQuery),
    response: pageOf(netting),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nettings/:id',
    access: 'payables.read',
    since: 1,
    summary: 'A netting of a customer in scope, with what it settled on both sides',
    params: idPath,
    response: wholeNetting,
  }),
  pairs: endpoint({
    method: 'GET',
    path: '/netting-pairs',
    access,
    since: 1,
    summary:
      'Parties that are customer and supplier by tax number or name, with what is open on both sides. Asks for receivables.adjust too',
    response: z.object({ rows: z.array(pair) }),
  }),
  proposal: endpoint({
    method: 'GET',
    path: '/netting-proposals/:customerId/:supplierId',
    access,
    since: 1,
    summary:
      'What a netting would settle on both sides, the oldest due first; without an amount as much as it can. Asks for receivables.adjust too',
    params: z.object({ customerId: idParam, supplierId: idParam }),
    query: z.object({
      on: date,
      amountFen: z.coerce.number().int().min(1).max(MOST_FEN).optional(),
    }),
    response: z.object({
      /** No more can be set against each other. */
      mostFen: fen,
      receivable: z.array(part),
      payable: z.array(part),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nettings',
    access,
    since: 1,
    summary:
      'Set what a party owes as a customer against what it is owed as a supplier: both ledgers and one voucher, at once; the oldest due is settled first, or what is chosen of either side. Asks for receivables.adjust too',
    body: z.object({
      customerId: id,
      supplierId: id,
      businessDate: date,
      amountFen: z.int().min(1).max(MOST_FEN),
      note: requiredText(500),
      /** Each comes to the amount. */
      receivable: chosen,
      payable: chosen,
    }),
    response: netting,
    status: 201,
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/nettings/:id/reverse',
    access,
    since: 1,
    summary:
      'Take a netting back, today: both sides are open again. Asks for receivables.adjust too',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: netting,
    problems: ['version-conflict', 'state-refused'],
  }),
};
