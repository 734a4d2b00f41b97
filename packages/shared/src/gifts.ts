import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';

/** A present, an invitation (a meal, a trip), or something that one took part in. */
export const giftKinds = ['gift', 'hospitality', 'event'] as const;

/** What was given to a contact, or done with one. */
export const gift = z.object({
  id,
  version,
  customer: nameRef,
  contact: nameRef.nullable(),
  kind: z.enum(giftKinds),
  what: z.string(),
  /** Null where it cost nothing, and for those who do not see it: see `costHidden`. */
  costFen: fen.nullable(),
  /** The reader is neither who gave it, nor the owner of the customer, nor the head of one. */
  costHidden: z.boolean(),
  on: date,
  by: nameRef,
  note: z.string(),
  /** Whether the reader may correct it. */
  own: z.boolean(),
});
export type Gift = z.output<typeof gift>;

const cost = fen.min(0).max(100_000_000_00).nullable();

const listGifts = endpoint({
  method: 'GET',
  path: '/gifts',
  access: 'followUps.read',
  since: 1,
  summary: 'Gifts and events of customers whose follow-ups the caller may read, newest first',
  query: z.object({
    ...pageQuery,
    customerId: idParam.optional(),
    contactId: idParam.optional(),
  }),
  response: pageOf(gift),
});

const createGift = endpoint({
  method: 'POST',
  path: '/gifts',
  access: 'followUps.create',
  since: 1,
  summary: 'Note a gift or an event; not after today',
  body: z.object({
    customerId: id,
    contactId: id.nullable().default(null),
    kind: z.enum(giftKinds).default('gift'),
    what: requiredText(200),
    costFen: cost.default(null),
    on: date,
    note: optionalText(500),
  }),
  response: gift,
  status: 201,
  problems: ['customer-archived'],
});

const updateGift = endpoint({
  method: 'PATCH',
  path: '/gifts/:id',
  access: 'followUps.create',
  since: 1,
  summary: 'Correct what one noted oneself',
  params: idPath,
  body: z.object({
    version,
    kind: z.enum(giftKinds).optional(),
    what: requiredText(200).optional(),
    costFen: cost.optional(),
    on: date.optional(),
    note: patchText(500),
  }),
  response: gift,
  problems: ['version-conflict', 'customer-archived'],
});

export const promiseStates = ['open', 'kept', 'broken'] as const;

/** What somebody promised a contact, and whether it was kept. */
export const promise = z.object({
  id,
  version,
  customer: nameRef,
  contact: nameRef.nullable(),
  text: z.string(),
  dueOn: date,
  state: z.enum(promiseStates),
  by: nameRef,
  at: instant,
  closedAt: instant.nullable(),
  note: z.string(),
  /** Whether the reader may change it or say how it ended. */
  mayAct: z.boolean(),
});
export type CustomerPromise = z.output<typeof promise>;

const listPromises = endpoint({
  method: 'GET',
  path: '/promises',
  access: 'followUps.read',
  since: 1,
  summary:
    'Promises to customers whose follow-ups the caller may read, the one due first at the top',
  query: z.object({
    ...pageQuery,
    customerId: idParam.optional(),
    contactId: idParam.optional(),
    state: several(z.enum(promiseStates)),
    /** Open ones due before today. */
    overdue: flagParam.optional(),
  }),
  response: pageOf(promise),
});

const createPromise = endpoint({
  method: 'POST',
  path: '/promises',
  access: 'followUps.create',
  since: 1,
  summary: 'Note what was promised and until when; it comes to the desk of the owner',
  body: z.object({
    customerId: id,
    contactId: id.nullable().default(null),
    text: requiredText(500),
    /** Not before today. */
    dueOn: date,
  }),
  response: promise,
  status: 201,
  problems: ['customer-archived'],
});

const updatePromise = endpoint({
  method: 'PATCH',
  path: '/promises/:id',
  access: 'followUps.create',
  since: 1,
  summary: 'Change an open promise',
  params: idPath,
  body: z.object({
    version,
    text: requiredText(500).optional(),
    /** Not before today, unless it is the one that stands there. */
    dueOn: date.optional(),
  }),
  response: promise,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const settlePromise = endpoint({
  method: 'POST',
  path: '/promises/:id/settle',
  access: 'followUps.create',
  since: 1,
  summary: 'Say how an open promise ended; a broken one needs a reason',
  params: idPath,
  body: z.object({ kept: z.boolean(), note: optionalText(500) }),
  response: promise,
  problems: ['state-refused', 'customer-archived'],
});

export const gifts = { list: listGifts, create: createGift, update: updateGift };
export const promises = {
  list: listPromises,
  create: createPromise,
  update: updatePromise,
  settle: settlePromise,
};
