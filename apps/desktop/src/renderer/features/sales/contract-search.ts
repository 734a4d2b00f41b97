import { contractKinds, contractStates } from '@xinhang/shared/contract-rules.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const contractSearch = z.object({
  q: text,
  state: z.array(z.enum(contractStates)).optional().catch(undefined),
  kind: z.enum(contractKinds).optional().catch(undefined),
  customerId: id,
  /** Name of that customer, so that the filter can be read at once. */
  customerName: text,
  dealId: id,
  from: day,
  to: day,
  endingTo: day,
});
export type ContractSearch = z.output<typeof contractSearch>;

/** With whom a contract is begun, and for which deal. */
export const newContractSearch = z.object({ customerId: id, dealId: id });
export type NewContractSearch = z.output<typeof newContractSearch>;

export const milestoneSearch = z.object({
  customerId: id,
  customerName: text,
  dueTo: day,
  overdue: z.literal(true).optional().catch(undefined),
  /** Of the own contracts alone. */
  mine: z.literal(true).optional().catch(undefined),
});
export type MilestoneSearch = z.output<typeof milestoneSearch>;
