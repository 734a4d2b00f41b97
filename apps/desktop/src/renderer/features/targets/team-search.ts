import { achievementSpans, performanceMetrics } from '@xinhang/shared/performance.ts';
import { rankingSpans } from '@xinhang/shared/ranking.ts';
import { z } from 'zod';

const on = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const deptId = z.number().int().positive().optional().catch(undefined);

/** Which ranking the page shows, as it stands in the address. */
export const rankingSearch = z.object({
  metric: z.enum(performanceMetrics).optional().catch(undefined),
  span: z.enum(rankingSpans).optional().catch(undefined),
  on,
  deptId,
});
export type RankingSearch = z.output<typeof rankingSearch>;

/** Which period of whom the scorecards and the page of a person show. */
export const scorecardSearch = z.object({
  span: z.enum(achievementSpans).optional().catch(undefined),
  on,
  deptId,
});
export type ScorecardSearch = z.output<typeof scorecardSearch>;

/** Of which year the list of plans is. */
export const salesPlanSearch = z.object({
  year: z.number().int().min(2000).max(2999).optional().catch(undefined),
});
export type SalesPlanSearch = z.output<typeof salesPlanSearch>;
