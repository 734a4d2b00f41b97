import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  id,
  idParam,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
} from './contract/fields.ts';

/** What a thread of messages is about; whoever may read that reads the thread and writes in it. */
export const messageKinds = ['customer', 'deal', 'followUp', 'workLog'] as const;
export type MessageKind = (typeof messageKinds)[number];

export const message = z.object({
  id,
  author: nameRef,
  text: z.string(),
  at: instant,
});
export type Message = z.output<typeof message>;

/** A log is no row of a customer, and its people may hold nothing that is. */
const readers = ['customers.read', 'workLogs.create', 'workLogs.review'] as const;

const list = endpoint({
  method: 'GET',
  path: '/messages/:kind/:id',
  access: readers,
  since: 1,
  summary: 'The thread of a customer, a deal, a follow-up or a work log, newest first',
  params: z.object({ kind: z.enum(messageKinds), id: idParam }),
  query: z.object(pageQuery),
  response: pageOf(message),
});

const create = endpoint({
  method: 'POST',
  path: '/messages',
  access: readers,
  since: 1,
  summary: 'Write in a thread; whoever wrote there before, its owner and those named are told',
  body: z.object({
    kind: z.enum(messageKinds),
    id,
    text: requiredText(2000),
    /** Colleagues who are told whatever they wrote before; each must be able to read it. */
    mentionIds: z.array(id).max(20).optional(),
  }),
  response: message,
  status: 201,
  problems: ['customer-merged'],
});

export const messages = { list, create };
