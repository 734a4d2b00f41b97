import { date } from '@xinhang/shared/contract/fields.ts';
import { z } from 'zod';

export const trainingTabs = [
  'mine',
  'courses',
  'exams',
  'questions',
  'paths',
  'rules',
  'marking',
  'results',
  'examResults',
] as const;

/** Which part of the page is shown, as it stands in the address. */
export const trainingSearch = z.object({
  tab: z.enum(trainingTabs).optional().catch(undefined),
  /** Of the results: a department with all below it. */
  dept: z.int().positive().optional().catch(undefined),
  /** Business dates, both included. */
  from: date.optional().catch(undefined),
  to: date.optional().catch(undefined),
  exam: z.int().positive().optional().catch(undefined),
  course: z.int().positive().optional().catch(undefined),
});
export type TrainingSearch = z.output<typeof trainingSearch>;
