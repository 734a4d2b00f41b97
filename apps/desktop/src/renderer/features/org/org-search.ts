import { userStates } from '@xinhang/shared/people.ts';
import { z } from 'zod';

const id = z.int().positive().optional().catch(undefined);

/** What the page shows, as it stands in the address. */
export const orgSearch = z.object({
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
  /** The node of the tree; its people and those below are listed. */
  dept: id,
  role: id,
  state: z.enum(userStates).optional().catch(undefined),
  /** The person whose drawer is open. */
  user: id,
});
export type OrgSearch = z.output<typeof orgSearch>;
