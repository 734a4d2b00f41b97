import { noticeSubjects } from '@xinhang/shared/notices.ts';
import { noticeViews } from '@xinhang/shared/system.ts';
import { z } from 'zod';

/** What of the notifications is shown, as it stands in the address. */
export const noticeSearch = z.object({
  show: z.enum(noticeViews).optional().catch(undefined),
  about: z.array(z.enum(noticeSubjects)).optional().catch(undefined),
});
export type NoticeSearch = z.output<typeof noticeSearch>;
