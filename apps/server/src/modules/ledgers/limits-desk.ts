import { addDays } from '@xinhang/shared/business-date.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { endingTemporaryLimits } from '../customers/service.ts';

/** So many days before and after its last day it is told. */
const AROUND = 3;

/**
 * Temporary limits that end soon or just ended, for whoever gave them: from the next day on the
 * standing limit stops orders again.
 */
export const limitsEnding: DeskSource = {
  kind: 'limitsEnding',
  async build(ctx, { today, limit }) {
    if (ctx.actor.fields.credit !== 'show') return null;
    const days = { from: addDays(today, -AROUND), to: addDays(today, AROUND), today };
    const rows = await endingTemporaryLimits(ctx.db, ctx.actor, days, limit);
    if (rows.length === 0) return null;
    const limits = rows.map((row) => ({
      id: row.id,
      customer: { id: row.customer_id, name: row.customer_name },
      limitFen: row.limit_fen,
      validTo: row.valid_to,
    }));
    return { count: rows.length, items: [], jobs: [], limits };
  },
};
