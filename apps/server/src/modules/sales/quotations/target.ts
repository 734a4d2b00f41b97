import {
  findQuotation,
  quotationById,
  quotationLinesOf,
  updateQuotation,
} from '@xinhang/db/repositories/quotations.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ApprovalTarget } from '../../../registry/approvals.ts';
import { needAliveCustomer } from '../orders/access.ts';
import { isBelow } from '../orders/check.ts';
import { record, told } from './access.ts';
import { QUOTATION } from './submit.ts';

/** Quotations that need an approval: shown to those alone who see the quotation. */
export const quotationTarget: ApprovalTarget = {
  kind: QUOTATION,
  fields: [
    { name: 'amountFen', type: 'money' },
    { name: 'belowLines', type: 'number' },
  ],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const row = await findQuotation(ctx.db, ctx.actor, 'quotations.read', id);
      if (!row) continue;
      const lines = await quotationLinesOf(ctx.db, id);
      const below = lines
        .filter((line) => isBelow(line, row.basis))
        .map((line) => [line.code, line.name].join(' '));
      const text = (name: string, words: string) =>
        words === '' ? [] : [{ name, text: words, fen: null }];
      looks.set(id, {
        title: [row.customer_name, row.no].filter(Boolean).join(' · '),
        amountFen: row.gross_fen,
        lines: [
          { name: 'amountFen', text: null, fen: row.gross_fen },
          ...text('orderWhy', row.ask_reason),
          ...text('orderBelow', below.join('、')),
        ],
        route: `/quotations/${id}`,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await quotationById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  async apply(ctx, { subjectId }) {
    const row = await quotationById(ctx.tx, subjectId);
    if (row?.state !== 'approving') throw problem('subject-changed');
    if (row.customer_id !== null) await needAliveCustomer(ctx, row.customer_id);
    const before = await told(ctx, row);
    await updateQuotation(ctx.tx, row, { state: 'approved' });
    await record(ctx, 'quotations.approve', row, before);
  },
  async discard(ctx, { subjectId, reason }) {
    const row = await quotationById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    const before = await told(ctx, row);
    await updateQuotation(ctx.tx, row, { state: 'draft', reason });
    await record(ctx, 'quotations.refuse', row, before);
  },
};
