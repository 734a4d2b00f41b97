import { languages } from '@xinhang/shared/auth.ts';
import { exportColumn } from '@xinhang/shared/customer-work.ts';
import { customerFilter, customerSorts } from '@xinhang/shared/customers.ts';
import { exportFormats } from '@xinhang/shared/export-formats.ts';
import { z } from 'zod';

/** What an export was asked for, as it lies in its job. */
export const exportInput = z.object({
  // A flag has come out of the query as a boolean.
  filter: customerFilter.extend({
    archived: z.boolean().optional(),
    overdue: z.boolean().optional(),
  }),
  ids: z.array(z.int()).optional(),
  sort: z.enum(customerSorts),
  dir: z.enum(['asc', 'desc']),
  columns: z.array(exportColumn),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});
export type ExportInput = z.output<typeof exportInput>;

/** The rights that decide which rows and cells a file may hold. */
export const goesBy = ['customers.export', 'customers.read'] as const;
