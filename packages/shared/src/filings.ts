import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, nameRef } from './contract/fields.ts';

export const filing = z.object({
  person: nameRef,
  /** Customers that the person registered in the period and that the caller may see. */
  registered: z.int(),
  /** Live customers that the person owns. */
  owned: z.int(),
  /** Mean completeness of those, in percent; null where there are none (S27). */
  completeness: z.int().nullable(),
});
export type Filing = z.output<typeof filing>;

const list = endpoint({
  method: 'GET',
  path: '/customers/filings',
  access: 'customers.read',
  since: 1,
  summary: 'Who registered how many customers, and how complete the files are; fewest first (S26)',
  query: z.object({
    /** The month so far unless said. */
    from: date.optional(),
    to: date.optional(),
  }),
  response: z.object({ from: date, to: date, rows: z.array(filing) }),
});

export const filings = { list };
