import { goodsKey, targetMetrics } from '@xinhang/shared/performance.ts';
import { z } from 'zod';

/** Which sheet the page of targets shows, as it stands in the address. */
export const targetSearch = z.object({
  year: z.number().int().min(2000).max(2999).optional().catch(undefined),
  deptId: z.number().int().positive().optional().catch(undefined),
  metric: z.enum(targetMetrics).optional().catch(undefined),
  /** What is counted, of quantities. */
  goods: goodsKey.optional().catch(undefined),
});
export type TargetSearch = z.output<typeof targetSearch>;
