import { postedMetrics } from '@xinhang/shared/performance.ts';
import type { DimensionSource } from '../../registry/dimensions.ts';
import { dicts } from '../customers/service.ts';

/** The region of the customer at the time of posting: free text, chosen from the company's words. */
export const regionDimension: DimensionSource = {
  dimension: 'region',
  metrics: postedMetrics,
  splits: true,
  choices: async ({ db }) =>
    (await dicts(db))
      .filter((word) => word.kind === 'region' && word.active === 1)
      .map(({ label }) => ({ part: label, name: label })),
  named: async (_ctx, parts) => new Map(parts.map((part) => [part, part])),
};
