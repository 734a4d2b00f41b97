import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id, instant, nameRef, optionalText, requiredText } from './contract/fields.ts';
import type { Permission } from './permissions.ts';

/** `none`: nobody said from when on; `preparing`: openings come in; `live`: they are closed. */
export const goingLiveStates = ['none', 'preparing', 'live'] as const;
export type GoingLiveState = (typeof goingLiveStates)[number];

/** What a company brings with it, in the order in which it does. */
export const goingLiveSteps = [
  'products',
  'customers',
  'suppliers',
  'stock',
  'receivables',
  'advancesReceived',
  'payables',
  'advancesPaid',
  'billsReceived',
  'billsIssued',
  'cash',
  'orders',
  'purchases',
  'salesFacts',
] as const;
export type GoingLiveStep = (typeof goingLiveSteps)[number];

/** Sums that are held against those of the books before; `cash` is one for each account. */
export const totalKeys = [
  'stockQty',
  'stockValue',
  'receivables',
  'advancesReceived',
  'payables',
  'advancesPaid',
  'billsReceived',
  'billsIssued',
  'orders',
  'purchases',
  'cash',
] as const;
export type TotalKey = (typeof totalKeys)[number];
/** Lists behind the sums. */
export const openingLists = [
  'stock',
  'receivables',
  'advancesReceived',
  'payables',
  'advancesPaid',
  'billsReceived',
  'billsIssued',
  'cash',
  'orders',
  'purchases',
] as const;
export type OpeningList = (typeof openingLists)[number];

/** Whoever has a part in it: those who bring openings in, who answers for the books, the machine's keeper. */
export const goingLiveReaders: readonly Permission[] = [
  'periods.close',
  'stock.reverse',
  'receivables.adjust',
  'payables.adjust',
  'cash.manage',
  'contracts.confirm',
  'purchaseOrders.confirm',
  'system.settings',
];

const MOST = 1e15;
/** Fen, or 1/10,000 of `stockQty`. */
const amount = z.int().min(-MOST).max(MOST);

const total = z.object({
  key: z.enum(totalKeys),
  /** Of `cash`. */
  account: nameRef.nullable(),
  /** What the books before came to; null where nobody said it yet. */
  old: amount.nullable(),
  /** What the openings come to. */
  now: amount,
});
export type GoingLiveTotal = z.output<typeof total>;

const goingLive = z.object({
  /** 0 before anything was said. */
  version: z.int().min(0),
  state: z.enum(goingLiveStates),
  date: date.nullable(),
  /** How many there are of each; nothing of what they are. */
  steps: z.array(z.object({ key: z.enum(goingLiveSteps), count: z.int() })),
  /** Those that the reader may see; none of somebody who keeps the machine alone. */
  totals: z.array(total),
  /** Whether vouchers say the same of the beginning as the openings; null to whoever reads no vouchers. */
  equity: z.object({ openingsFen: fen, vouchersFen: fen }).nullable(),
  differenceReason: z.string(),
  startedBy: nameRef.nullable(),
  startedAt: instant.nullable(),
  reopenedBy: nameRef.nullable(),
  reopenedAt: instant.nullable(),
  reopenReason: z.string(),
  mayPrepare: z.boolean(),
  mayStart: z.boolean(),
  mayReopen: z.boolean(),
});
export type GoingLive = z.output<typeof goingLive>;

const get = endpoint({
  method: 'GET',
  path: '/going-live',
  access: goingLiveReaders,
  since: 1,
  summary: 'How far the company is on its way from its books before to these',
  response: goingLive,
});

const version = z.int().min(0);

const setDate = endpoint({
  method: 'PUT',
  path: '/going-live/date',
  access: 'periods.close',
  since: 1,
  summary: 'Say from which day on the books are kept here: only openings are dated before it',
  body: z.object({ version, date }),
  response: goingLive,
  problems: ['version-conflict', 'state-refused'],
});

const setTotals = endpoint({
  method: 'PUT',
  path: '/going-live/totals',
  access: 'periods.close',
  since: 1,
  summary: 'Say what the books before come to; what is not named stays',
  body: z.object({
    version,
    totals: z
      .array(
        z.object({
          key: z.enum(totalKeys),
          accountId: id.nullable().default(null),
          old: amount.nullable(),
        }),
      )
      .max(200),
  }),
  response: goingLive,
  problems: ['version-conflict', 'state-refused', 'forbidden'],
});

const start = endpoint({
  method: 'POST',
  path: '/going-live/start',
  access: 'periods.close',
  since: 1,
  summary: 'Begin: openings are closed. Where totals differ or were not said, only with a reason',
  body: z.object({ version, reason: optionalText(500) }),
  response: goingLive,
  problems: ['version-conflict', 'state-refused'],
});

const reopen = endpoint({
  method: 'POST',
  path: '/going-live/reopen',
  access: 'system.owner',
  since: 1,
  summary: 'Open the openings again, with a reason',
  body: z.object({ version, reason: requiredText(500) }),
  response: goingLive,
  problems: ['version-conflict', 'state-refused'],
});

const openingRow = z.object({
  id,
  no: z.string(),
  oldNo: z.string(),
  /** Customer, supplier, product or account. */
  party: z.string(),
  date: z.string(),
  dueDate: z.string(),
  /** Of goods, of the base unit. */
  qtyE4: z.int().nullable(),
  fen,
});
export type OpeningRow = z.output<typeof openingRow>;

const openings = endpoint({
  method: 'GET',
  path: '/going-live/openings',
  access: goingLiveReaders,
  since: 1,
  summary: 'The openings behind a sum, the newest first, at most 500; to whoever may see the sum',
  query: z.object({ list: z.enum(openingLists) }),
  response: z.object({ rows: z.array(openingRow) }),
  problems: ['forbidden'],
});

export const goingLiveApi = { get, setDate, setTotals, start, reopen, openings };
