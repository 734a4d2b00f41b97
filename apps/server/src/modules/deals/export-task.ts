import { languages } from '@xinhang/shared/auth.ts';
import { dealColumns } from '@xinhang/shared/deal-bulk.ts';
import { dealFilter, dealSorts } from '@xinhang/shared/deals.ts';
import { exportFormats } from '@xinhang/shared/export-formats.ts';
import { z } from 'zod';

const flag = z.boolean().optional();

/** What an export was asked for, as it lies in its job. */
export const dealExportInput = z.object({
  // Flags have come out of the query as booleans.
  filter: dealFilter.extend({ stuck: flag, late: flag, waiting: flag }),
  ids: z.array(z.int()).optional(),
  sort: z.enum(dealSorts),
  dir: z.enum(['asc', 'desc']),
  columns: z.array(z.enum(dealColumns)),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});
export type DealExportInput = z.output<typeof dealExportInput>;

/** The rights that decide which rows and cells a file may hold. */
export const goesBy = ['deals.export', 'deals.read', 'customers.read'] as const;
