import { countApprovals, listApprovals } from '@xinhang/db/repositories/approvals.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import type { Targets } from './engine.ts';
import { principalsNow } from './people.ts';
import { toRows } from './read.ts';

/** What waits for the person, oldest first; nothing for somebody whom nobody asks. */
export const approvalsWaiting = (http: Targets): DeskSource => ({
  kind: 'approvals',
  async build(ctx, { limit }) {
    const filter = {
      box: 'todo' as const,
      userId: ctx.actor.userId,
      principalIds: await principalsNow(ctx),
    };
    const rows = await listApprovals(ctx.db, filter, { after: null, limit });
    if (rows.length === 0) return null;
    return {
      count: await countApprovals(ctx.db, filter, COUNT_CAP),
      items: [],
      jobs: [],
      approvals: await toRows(http, ctx, rows),
    };
  },
});
