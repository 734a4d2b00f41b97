import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  id,
  idPath,
  optionalText,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import {
  amount,
  contactAttitudes,
  contactRoles,
  deal,
  dealLine,
  dealOutcomes,
  influences,
  shareBp,
} from './deals.ts';
import { chance } from './pipelines.ts';

const dealFields = {
  customerId: id.nullable().optional(),
  amountFen: amount.nullable().optional(),
  chance: chance.nullable().optional(),
  expectedOn: date.nullable().optional(),
  source: patchText(60),
  note: patchText(2000),
  lines: z.array(dealLine).max(200).optional(),
  /** Must sum to 10,000; absent in a new one: all of it is the owner's. */
  shares: z
    .array(z.object({ userId: id, shareBp }))
    .max(20)
    .optional(),
  contacts: z
    .array(
      z.object({
        contactId: id,
        role: z.enum(contactRoles),
        attitude: z.enum(contactAttitudes).default('neutral'),
        influence: z.enum(influences).default('medium'),
      }),
    )
    .max(50)
    .optional(),
  competitors: z
    .array(z.object({ competitorId: id, priceFen: amount.nullable(), note: optionalText(500) }))
    .max(20)
    .optional(),
};

const create = endpoint({
  method: 'POST',
  path: '/deals',
  access: 'deals.create',
  since: 1,
  summary: 'Open a deal; it stands in the first stage of its pipeline unless said',
  body: z.object({
    name: requiredText(120),
    ...dealFields,
    pipelineId: id,
    stageId: id.optional(),
    /** Absent: the caller. */
    ownerId: id.optional(),
  }),
  response: deal,
  status: 201,
  problems: ['customer-archived', 'gate-not-passed', 'sees-no-deals'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/deals/:id',
  access: 'deals.update',
  since: 1,
  summary: 'Change a deal: absent is unchanged, null clears; lists are given whole',
  params: idPath,
  body: z.object({ version, name: requiredText(120).optional(), ...dealFields }),
  response: deal,
  problems: [
    'version-conflict',
    'deal-closed',
    'deal-waiting',
    'customer-archived',
    'sees-no-deals',
  ],
});

const move = endpoint({
  method: 'POST',
  path: '/deals/:id/stage',
  access: 'deals.update',
  since: 1,
  summary:
    'Move to another stage: forward through the gates, back with a reason; a gate may want an approval',
  params: idPath,
  body: z.object({ version, stageId: id, reason: optionalText(200) }),
  response: deal,
  problems: ['version-conflict', 'deal-closed', 'deal-waiting', 'gate-not-passed', 'reason-needed'],
});

const withdrawMove = endpoint({
  method: 'POST',
  path: '/deals/:id/stage/withdraw',
  access: 'deals.update',
  since: 1,
  summary: 'Take back a move that waits for an approval; whoever may change the deal',
  params: idPath,
  body: z.object({ reason: optionalText(200) }),
  response: deal,
  problems: ['deal-closed', 'state-refused'],
});

const check = endpoint({
  method: 'POST',
  path: '/deals/:id/checks',
  access: 'deals.update',
  since: 1,
  summary: 'Tick a check of a gate, or take it back',
  params: idPath,
  body: z.object({ version, checkId: id, on: z.boolean() }),
  response: deal,
  problems: ['version-conflict', 'deal-closed'],
});

const close = endpoint({
  method: 'POST',
  path: '/deals/:id/close',
  access: 'deals.update',
  since: 1,
  summary:
    'End a deal: won needs a customer, an amount, a date and what its pipeline asks for; lost and ' +
    'void a reason',
  params: idPath,
  body: z.object({
    version,
    outcome: z.enum(dealOutcomes),
    /** Not after today, and at most a year before the deal was entered; absent: today. */
    closedOn: date.optional(),
    amountFen: amount.optional(),
    reason: optionalText(60),
    note: optionalText(500),
  }),
  response: deal,
  problems: [
    'version-conflict',
    'deal-closed',
    'deal-incomplete',
    'win-not-ready',
    'reason-needed',
  ],
});

const reopen = endpoint({
  method: 'POST',
  path: '/deals/:id/reopen',
  access: 'deals.update',
  since: 1,
  summary: 'Go on with an ended deal where it stood; the reason is kept',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: deal,
  problems: ['version-conflict', 'deal-open'],
});

const assign = endpoint({
  method: 'POST',
  path: '/deals/:id/assign',
  access: 'deals.assign',
  since: 1,
  summary: 'Give to another owner; stage, history and the shares of an ended deal stay',
  params: idPath,
  body: z.object({ version, ownerId: id, note: optionalText(200) }),
  response: done,
  problems: ['version-conflict', 'sees-no-deals'],
});

export const dealWork = { create, update, move, withdrawMove, check, close, reopen, assign };
