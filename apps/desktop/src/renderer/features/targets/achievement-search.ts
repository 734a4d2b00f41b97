import {
  achievementSpans,
  goodsKey,
  nodeKinds,
  targetMetrics,
  splitDimensions,
} from '@xinhang/shared/performance.ts';
import { z } from 'zod';

/** What the page of results shows, as it stands in the address. */
export const achievementSearch = z.object({
  metric: z.enum(targetMetrics).optional().catch(undefined),
  /** What is counted, of quantities. */
  goods: goodsKey.optional().catch(undefined),
  span: z.enum(achievementSpans).optional().catch(undefined),
  on: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional()
    .catch(undefined),
  nodeKind: z.enum(nodeKinds).optional().catch(undefined),
  /** Absent: by what stands below the node. */
  by: z.enum(splitDimensions).optional().catch(undefined),
  nodeId: z.number().int().positive().optional().catch(undefined),
});
export type AchievementSearch = z.output<typeof achievementSearch>;
