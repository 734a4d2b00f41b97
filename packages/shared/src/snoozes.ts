import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, id, instant } from './contract/fields.ts';
import { deskKinds } from './desk-kinds.ts';

const set = endpoint({
  method: 'PUT',
  path: '/desk/snoozes',
  access: 'session',
  since: 1,
  summary: 'Put a line of the own desk off until a time; it comes back by itself',
  body: z.object({
    kind: z.enum(deskKinds),
    /** As `snoozeId` of the line. */
    id,
    /** UTC ms, after now and within a year. */
    until: instant,
  }),
  response: done,
});

const wake = endpoint({
  method: 'POST',
  path: '/desk/snoozes/wake',
  access: 'session',
  since: 1,
  summary: 'Bring back at once what was put off of a block',
  body: z.object({ kind: z.enum(deskKinds) }),
  response: done,
});

export const snoozes = { set, wake };
