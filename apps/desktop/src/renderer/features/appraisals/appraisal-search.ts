import { periodPattern } from '@xinhang/shared/appraisal-rules.ts';
import { sheetStates } from '@xinhang/shared/appraisals.ts';
import { z } from 'zod';

export const appraisalTabs = [
  'own',
  'todo',
  'team',
  'results',
  'probation',
  'watch',
  'schemes',
  'rules',
] as const;
export type AppraisalTab = (typeof appraisalTabs)[number];

/** What the page of appraisals shows, as it stands in the address. */
export const appraisalSearch = z.object({
  tab: z.enum(appraisalTabs).optional().catch(undefined),
  period: z.coerce.string().regex(periodPattern).optional().catch(undefined),
  state: z.enum(sheetStates).optional().catch(undefined),
  personId: z.int().positive().optional().catch(undefined),
  closed: z.literal(true).optional().catch(undefined),
  late: z.literal(true).optional().catch(undefined),
});
export type AppraisalSearch = z.output<typeof appraisalSearch>;
