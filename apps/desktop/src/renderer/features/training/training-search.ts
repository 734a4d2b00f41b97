import { z } from 'zod';

export const trainingTabs = ['mine', 'courses', 'paths', 'rules', 'results'] as const;

/** Which part of the page is shown, as it stands in the address. */
export const trainingSearch = z.object({
  tab: z.enum(trainingTabs).optional().catch(undefined),
  /** Of the results: a department with all below it. */
  dept: z.int().positive().optional().catch(undefined),
});
export type TrainingSearch = z.output<typeof trainingSearch>;
