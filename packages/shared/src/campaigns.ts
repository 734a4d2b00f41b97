import { z } from 'zod';
import { salesModels } from './company.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  timeOfDay,
  version,
} from './contract/fields.ts';
import { chanceGrades, customerStages } from './customers.ts';
import { exportFormats } from './export-formats.ts';
import { languages } from './auth.ts';
import { valueGrades } from './value-grades.ts';

export const channels = ['sms', 'email'] as const;
export type Channel = (typeof channels)[number];
/** `submitted`: its approval is asked for; refused, it is a draft again. */
export const campaignStates = ['draft', 'submitted', 'approved', 'done', 'cancelled'] as const;
/**
 * `sent`: a provider took it, or somebody marked it; `delivered`: the provider reports that it
 * arrived. `unknown`: handed over when the line broke.
 */
export const outboxStates = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'failed',
  'optedOut',
  'cancelled',
] as const;
/** More people than this are not written to at once. */
export const MOST_RECIPIENTS = 5000;

/** Whose contacts are written to: customers that the sender's right reaches, never those of the pool. */
export const segment = z.object({
  /** Each list empty: any. */
  grades: z.array(z.enum(chanceGrades)).max(10).default([]),
  valueGrades: z.array(z.enum(valueGrades)).max(valueGrades.length).default([]),
  stages: z.array(z.enum(customerStages)).max(20).default([]),
  models: z.array(z.enum(salesModels)).max(5).default([]),
  tagIds: z.array(id).max(20).default([]),
  regions: z.array(requiredText(60)).max(50).default([]),
  industries: z.array(requiredText(60)).max(50).default([]),
  /** The main contact of each customer alone. */
  primaryOnly: z.boolean().default(true),
  /** Those whose birthday is kept today or within so many days; null: whoever. */
  birthdayDays: z.int().min(0).max(31).nullable().default(null),
});
export type Segment = z.output<typeof segment>;

const texts = {
  name: requiredText(60),
  /** Of an e-mail. */
  subject: optionalText(120),
  /** Of an SMS: the company as registered with the carrier, without 【】. */
  signature: optionalText(20),
  /** Of an SMS: code of the text that the provider has approved, whose fields are those of `body`. */
  template: optionalText(40),
  /** With fields between braces. */
  body: requiredText(1000),
};

export const campaign = z.object({
  id,
  version,
  channel: z.enum(channels),
  ...texts,
  segment,
  state: z.enum(campaignStates),
  by: nameRef,
  at: instant,
  submittedAt: instant.nullable(),
  approvalId: id.nullable(),
  /** Why it was refused, while it is a draft again. */
  refusal: z.string(),
  /** When it, or the rest of it, goes out by itself; null: nothing waits for an hour or a day. */
  resumesAt: instant.nullable(),
  /** Whether it is the reader's own: he alone changes, submits and ends it. */
  own: z.boolean(),
});
export type Campaign = z.output<typeof campaign>;

/** How many recipients are in each state, of customers that the reader's right reaches now. */
export const outboxCounts = z.record(z.enum(outboxStates), z.int());

const list = endpoint({
  method: 'GET',
  path: '/campaigns',
  access: 'campaigns.create',
  since: 1,
  summary: 'Campaigns of oneself and of the people in reach, newest first',
  query: z.object({ ...pageQuery, state: several(z.enum(campaignStates)) }),
  response: pageOf(campaign),
});

const create = endpoint({
  method: 'POST',
  path: '/campaigns',
  access: 'campaigns.create',
  since: 1,
  summary: 'Draft a message to many contacts',
  body: z.object({ channel: z.enum(channels), ...texts, segment: segment.prefault({}) }),
  response: campaign,
  status: 201,
});

const update = endpoint({
  method: 'PATCH',
  path: '/campaigns/:id',
  access: 'campaigns.create',
  since: 1,
  summary: 'Change an own draft',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    subject: patchText(120),
    signature: patchText(20),
    template: patchText(40),
    body: requiredText(1000).optional(),
    segment: segment.optional(),
  }),
  response: campaign,
  problems: ['version-conflict', 'state-refused'],
});

const get = endpoint({
  method: 'GET',
  path: '/campaigns/:id',
  access: 'campaigns.create',
  since: 1,
  summary: 'One campaign, and how far it is',
  params: idPath,
  response: z.object({
    campaign,
    counts: outboxCounts,
    /** Whether somebody carries its channel; else it is sent by hand. */
    carried: z.boolean(),
  }),
});

export const leftOutReasons = ['optedOut', 'noAddress', 'duplicate', 'missingField'] as const;

const recipient = z.object({
  customer: nameRef,
  contact: nameRef,
  address: z.string(),
  text: z.string(),
  /** Of an SMS; 1 of an e-mail. */
  parts: z.int(),
});

const preview = endpoint({
  method: 'GET',
  path: '/campaigns/:id/preview',
  access: 'campaigns.create',
  since: 1,
  summary: 'Whom an own draft would reach, with which text, and what it would cost',
  problems: ['field-refused'],
  params: idPath,
  response: z.object({
    recipients: z.int(),
    parts: z.int(),
    costFen: fen,
    /** Whether its approval will be asked for. */
    needsApproval: z.boolean(),
    /** Contacts that are in the segment and get nothing, by the first reason. */
    leftOut: z.array(z.object({ reason: z.enum(leftOutReasons), n: z.int() })),
    /** The first fifty. */
    rows: z.array(recipient),
    /** The first fifty of those for whom a field is empty, and which. */
    missing: z.array(
      z.object({ customer: nameRef, contact: nameRef, fields: z.array(z.string()) }),
    ),
  }),
});

const submit = endpoint({
  method: 'POST',
  path: '/campaigns/:id/submit',
  access: 'campaigns.create',
  since: 1,
  summary: 'Fix who gets what; above the number of the settings its approval is asked for',
  params: idPath,
  body: z.object({ version }),
  response: campaign,
  problems: ['version-conflict', 'state-refused'],
});

const cancel = endpoint({
  method: 'POST',
  path: '/campaigns/:id/cancel',
  access: 'campaigns.create',
  since: 1,
  summary:
    'Give up an own campaign; who has not got it will not. One in approval is withdrawn there',
  params: idPath,
  response: campaign,
  problems: ['state-refused'],
});

export const outboxRow = z.object({
  id,
  customer: nameRef,
  contact: nameRef,
  address: z.string(),
  text: z.string(),
  parts: z.int(),
  state: z.enum(outboxStates),
  /** Why it failed: a code of the provider, or its words. */
  error: z.string(),
  closedAt: instant.nullable(),
});
export type OutboxRow = z.output<typeof outboxRow>;

const recipients = endpoint({
  method: 'GET',
  path: '/campaigns/:id/recipients',
  access: 'campaigns.create',
  since: 1,
  summary: 'Who gets what of a campaign, of customers that the reader’s right reaches now',
  params: idPath,
  query: z.object({ ...pageQuery, state: several(z.enum(outboxStates)) }),
  response: pageOf(outboxRow),
});

export const campaignExport = z.object({
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportList = endpoint({
  method: 'POST',
  path: '/campaigns/:id/export',
  access: 'campaigns.create',
  since: 1,
  confirm: 'sometimes',
  summary: 'The list of an own approved campaign as a file, for a phone or the page of a provider',
  params: idPath,
  body: campaignExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused'],
});

const send = endpoint({
  method: 'POST',
  path: '/campaigns/:id/send',
  access: 'campaigns.create',
  since: 1,
  summary: 'Send what waits of an own approved campaign by the provider; nobody gets it twice',
  params: idPath,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused', 'quiet-hours', 'no-carrier', 'daily-cap'],
});

const schedule = endpoint({
  method: 'POST',
  path: '/campaigns/:id/schedule',
  access: 'campaigns.create',
  since: 1,
  summary:
    'Have an own campaign sent by itself at a time in the zone of the company; null: not by itself',
  params: idPath,
  body: z.object({ version, at: z.object({ on: date, time: timeOfDay }).nullable() }),
  response: campaign,
  problems: ['version-conflict', 'state-refused', 'no-carrier'],
});

const mark = endpoint({
  method: 'POST',
  path: '/campaigns/:id/mark',
  access: 'campaigns.create',
  since: 1,
  summary:
    'Say what was sent from elsewhere; when nobody waits any more, the campaign is done. What failed waits again',
  params: idPath,
  body: z.object({
    /** Absent: all that wait, or of which nobody knows; of `queued` all that failed. */
    ids: z.array(id).min(1).max(500).optional(),
    state: z.enum(['sent', 'failed', 'queued']),
    error: optionalText(200),
  }),
  response: z.object({ marked: z.int(), campaign }),
  problems: ['state-refused'],
});

export const optOut = z.object({
  id,
  channel: z.enum(channels),
  address: z.string(),
  reason: z.string(),
  on: date,
  by: nameRef,
});
export type OptOut = z.output<typeof optOut>;

const listOptOuts = endpoint({
  method: 'GET',
  path: '/opt-outs',
  access: 'campaigns.create',
  since: 1,
  summary: 'Numbers and addresses that get no mass messages, as the people in reach noted them',
  query: z.object(pageQuery),
  response: pageOf(optOut),
});

const addOptOut = endpoint({
  method: 'POST',
  path: '/opt-outs',
  access: 'campaigns.create',
  since: 1,
  summary:
    'Nobody of the company writes to this number or address any more; what waits is left out',
  body: z.object({
    channel: z.enum(channels),
    address: requiredText(120),
    reason: optionalText(200),
  }),
  response: optOut,
  status: 201,
  problems: ['already-exists'],
});

const removeOptOut = endpoint({
  method: 'DELETE',
  path: '/opt-outs/:id',
  access: 'campaigns.create',
  since: 1,
  summary: 'Take back an own entry that was a mistake',
  params: idPath,
  response: done,
  problems: ['forbidden'],
});

export const campaigns = {
  list,
  create,
  update,
  get,
  preview,
  submit,
  cancel,
  recipients,
  exportList,
  send,
  schedule,
  mark,
};
export const optOuts = { list: listOptOuts, create: addOptOut, remove: removeOptOut };
