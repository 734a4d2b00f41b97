import {
  findReturn,
  returnById,
  returnLines,
  updateReturn,
} from '@xinhang/db/repositories/sales-returns.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { ApprovalTarget, SubjectLook } from '../../../registry/approvals.ts';
import { seesPrices } from '../deliveries/access.ts';
import { record, told } from './access.ts';
import { FREE_RETURN } from './free.ts';

/** Returns without a delivery that wait: shown to those alone who see the return and its prices. */
export const returnTarget: ApprovalTarget = {
  kind: FREE_RETURN,
  fields: [
    { name: 'amountFen', type: 'money' },
    { name: 'lineCount', type: 'number' },
  ],
  async look(ctx, ids) {
    const looks = new Map<number, SubjectLook>();
    for (const id of ids) {
      const row = await findReturn(ctx.db, ctx.actor, 'deliveries.read', id);
      if (!row || !seesPrices(ctx.actor, row.owner_id)) continue;
      const goods = (await returnLines(ctx.db, id)).map(
        (line) =>
          `${line.code} ${line.name} ${formatE4(qtyE4(line.unit_qty_e4 ?? line.qty_e4), 0)} ` +
          (line.unit_name ?? line.base_unit_name ?? ''),
      );
      looks.set(id, {
        title: [row.customer_name, row.business_date].join(' · '),
        amountFen: row.gross_fen,
        lines: [
          { name: 'amountFen', text: null, fen: row.gross_fen },
          { name: 'returnWhy', text: row.reason, fen: null },
          { name: 'returnGoods', text: goods.join('\n'), fen: null },
        ],
        route: `/sales-returns/${id}`,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await returnById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  async apply(ctx, { subjectId }) {
    const row = await returnById(ctx.tx, subjectId);
    if (row?.state !== 'approving') throw problem('subject-changed');
    const before = await told(ctx, row);
    await updateReturn(ctx.tx, row, { state: 'approved' });
    await record(ctx, 'salesReturns.approve', row, before);
  },
  async discard(ctx, { subjectId, reason }) {
    const row = await returnById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    const before = await told(ctx, row);
    await updateReturn(ctx.tx, row, { state: 'draft', back_reason: reason });
    await record(ctx, 'salesReturns.refuse', row, before);
  },
};
