import { may } from '@xinhang/db/actor.ts';
import { endingQuotations } from '@xinhang/db/repositories/quotation-list.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { toQuotationRow } from './describe.ts';

/** Quotations that customers have and that end in the next days without an answer. */
export const quotationsEnding: DeskSource = {
  kind: 'quotationsEnding',
  async build(ctx, { whose, today, limit }) {
    if (!may(ctx.actor, 'quotations.read')) return null;
    const days = await readSetting(ctx.db, 'sales.quotationDays');
    if (days === 0) return null;
    const ownerId = whose === 'mine' ? ctx.actor.userId : undefined;
    const asked = { today, to: addDays(today, days), ownerId };
    const rows = await endingQuotations(ctx.db, ctx.actor, asked, limit);
    if (rows.length === 0) return null;
    const quotations = rows.map((row) => toQuotationRow(row, today));
    return { count: rows.length, items: [], jobs: [], quotations };
  },
};
