import { z } from 'zod';

export const spans = ['1', '3', '7'] as const;

/** Filters of the forecast as they stand in the address; what is not understood is left out. */
export const forecastSearch = z.object({
  mine: z.boolean().optional().catch(undefined),
  /** Beyond the own team. */
  all: z.boolean().optional().catch(undefined),
  ownerId: z.array(z.int().positive()).optional().catch(undefined),
  within: z.enum(spans).optional().catch(undefined),
});
export type ForecastSearch = z.output<typeof forecastSearch>;
