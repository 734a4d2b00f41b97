import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id, idPath, instant, nameRef } from './contract/fields.ts';
import { contact } from './contacts.ts';

export const relationKinds = ['followUp', 'gift', 'promise', 'care', 'message'] as const;

/** One thing between the company and a contact. */
export const relationEntry = z.object({
  kind: z.enum(relationKinds),
  id,
  /** Business date: of the talk, the gift, the care; of an open promise when it is due. */
  on: date,
  /** Way of a follow-up, kind of a gift or of care, channel of a message. */
  sort: z.string(),
  /** How a promise or care stands; empty for the others. */
  state: z.string(),
  text: z.string(),
  note: z.string(),
  /** Of a gift, for those who may see it. */
  costFen: fen.nullable(),
  by: nameRef.nullable(),
});
export type RelationEntry = z.output<typeof relationEntry>;

const ofContact = endpoint({
  method: 'GET',
  path: '/contacts/:id/relation',
  access: 'followUps.read',
  since: 1,
  summary: 'All that there was between the company and one contact, newest first',
  params: idPath,
  response: z.object({
    contact,
    customer: nameRef,
    /** Next date on which the birthday is kept, for those to whom the personal file is shown. */
    birthdayOn: date.nullable(),
    lastTalkAt: instant.nullable(),
    /** Cost of all gifts in the list; null for those who do not see it. */
    costFen: fen.nullable(),
    /** Whether the reader may add to it. */
    mayAdd: z.boolean(),
    /** Two hundred of each kind at most. */
    rows: z.array(relationEntry),
  }),
});

export const relation = { ofContact };
