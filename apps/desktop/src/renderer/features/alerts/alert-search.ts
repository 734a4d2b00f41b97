import { alertKinds } from '@xinhang/shared/alerts.ts';
import { z } from 'zod';

/** Which alerts the page shows, as it stands in the address. */
export const alertSearch = z.object({
  whose: z.enum(['mine', 'team', 'all']).optional().catch(undefined),
  closed: z.boolean().optional().catch(undefined),
  kind: z.enum(alertKinds).optional().catch(undefined),
  ownerId: z.int().positive().optional().catch(undefined),
  escalated: z.boolean().optional().catch(undefined),
});
export type AlertSearch = z.output<typeof alertSearch>;
