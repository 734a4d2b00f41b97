import { importKinds } from '@xinhang/shared/import-kinds.ts';
import { z } from 'zod';

/** What is to be imported, as it stands in the address. */
export const importSearch = z.object({
  kind: z.enum(importKinds).optional().catch(undefined),
});
export type ImportSearch = z.output<typeof importSearch>;
