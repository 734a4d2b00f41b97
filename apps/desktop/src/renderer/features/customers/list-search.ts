import { chanceGrades, customerSorts, customerStages } from '@xinhang/shared/customers.ts';
import { z } from 'zod';

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const customerListSearch = z.object({
  view: z.enum(['mine', 'team', 'pool']).optional().catch(undefined),
  stage: z.array(z.enum(customerStages)).optional().catch(undefined),
  chanceGrade: z.array(z.enum(chanceGrades)).optional().catch(undefined),
  industry: z.array(z.string()).optional().catch(undefined),
  region: z.array(z.string()).optional().catch(undefined),
  idleDays: z.int().min(1).optional().catch(undefined),
  archived: z.boolean().optional().catch(undefined),
  sort: z.enum(customerSorts).optional().catch(undefined),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
});
export type CustomerListSearch = z.output<typeof customerListSearch>;
