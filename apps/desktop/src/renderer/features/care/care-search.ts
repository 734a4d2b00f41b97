import { careKinds } from '@xinhang/shared/care.ts';
import { z } from 'zod';

export const careTabs = ['items', 'promises', 'gifts', 'plans', 'festivals'] as const;

/** What the page of care shows, as it stands in the address. */
export const careSearch = z.object({
  tab: z.enum(careTabs).optional().catch(undefined),
  whose: z.enum(['mine', 'team', 'all']).optional().catch(undefined),
  ownerId: z.number().optional().catch(undefined),
  kind: z.enum(careKinds).optional().catch(undefined),
  overdue: z.boolean().optional().catch(undefined),
  closed: z.boolean().optional().catch(undefined),
});
export type CareSearch = z.output<typeof careSearch>;
