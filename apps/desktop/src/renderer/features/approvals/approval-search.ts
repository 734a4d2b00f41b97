import { approvalBoxes } from '@xinhang/shared/approvals.ts';
import { z } from 'zod';

export const approvalSearch = z.object({
  box: z.enum(approvalBoxes).optional().catch(undefined),
  new: z.boolean().optional().catch(undefined),
});
export type ApprovalSearch = z.output<typeof approvalSearch>;
