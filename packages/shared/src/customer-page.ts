import { z } from 'zod';
import { contact, customerAddress, customerTitle } from './contacts.ts';
import { endpoint } from './contract/endpoint.ts';
import { idPath, nameRef, pageOf } from './contract/fields.ts';
import { fileRow } from './customer-work.ts';
import { customer, stageSpan, timelineItem } from './customers.ts';

const open = endpoint({
  method: 'GET',
  path: '/customers/:id/page',
  access: 'customers.read',
  since: 1,
  summary: 'Everything the page of a customer shows when it opens, in one answer',
  params: idPath,
  response: z.object({
    customer,
    /** As each of the lists answers by itself. */
    contacts: z.array(contact),
    addresses: z.array(customerAddress),
    titles: z.array(customerTitle),
    /** Customers below it in its group that the caller may see: the first fifty by name. */
    below: z.object({ rows: z.array(nameRef), more: z.boolean() }),
    files: z.array(fileRow),
    /** Stages it went through, the present one first; of many the newest fifty. */
    stages: z.array(stageSpan),
    /** The newest items; the others by `/customers/:id/timeline`. */
    timeline: pageOf(timelineItem),
  }),
  problems: ['pool-views-used'],
});

export const customerPage = { open };
