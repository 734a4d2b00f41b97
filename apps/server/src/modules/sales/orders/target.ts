import {
  findSalesOrder,
  salesLinesOf,
  salesOrderById,
  updateSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { StopReason } from '@xinhang/shared/sales-order-rules.ts';
import type { ApprovalTarget } from '../../../registry/approvals.ts';
import { needAliveCustomer, record, told } from './access.ts';
import { checkOrder, shownCheck } from './check.ts';
import { confirmOrder, SALES_ORDER } from './confirm.ts';
import { creditLines } from './credit-lines.ts';

/** Orders that need an approval: names and figures are shown to those alone who see the order. */
export const salesOrderTarget: ApprovalTarget = {
  kind: SALES_ORDER,
  fields: [
    { name: 'amountFen', type: 'money' },
    { name: 'belowLines', type: 'number' },
    { name: 'overCreditFen', type: 'money' },
    { name: 'overdueDays', type: 'number' },
  ],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const order = await findSalesOrder(ctx.db, ctx.actor, 'salesOrders.read', id);
      if (!order) continue;
      const lines = await salesLinesOf(ctx.db, id);
      const { credit, below } = shownCheck(ctx.actor, await checkOrder(ctx, order, lines));
      const money = (name: string, fen: number | null | undefined) =>
        fen === null || fen === undefined ? [] : [{ name, text: null, fen }];
      const text = (name: string, words: string) =>
        words === '' ? [] : [{ name, text: words, fen: null }];
      const named = below.map((at) => [lines[at]!.code, lines[at]!.name].join(' ')).join('、');
      looks.set(id, {
        title: [order.customer_name, order.no].filter(Boolean).join(' · '),
        amountFen: order.gross_fen,
        lines: [
          ...money('amountFen', order.gross_fen),
          ...text('orderWhy', order.ask_reason),
          ...text('orderBelow', named),
          ...creditLines(credit, { waits: order.state === 'approving' }),
          ...text('creditUntil', order.credit_until ?? ''),
        ],
        route: `/sales-orders/${id}`,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const order = await salesOrderById(ctx.db, id);
    return order?.state === 'approving' ? order.version : null;
  },
  async apply(ctx, { subjectId, changeSet }) {
    const order = await salesOrderById(ctx.tx, subjectId);
    if (order?.state !== 'approving') throw problem('subject-changed');
    await needAliveCustomer(ctx, order.customer_id);
    const { reasons } = changeSet as { reasons: StopReason[] };
    const lines = await salesLinesOf(ctx.tx, subjectId);
    const check = await checkOrder(ctx, order, lines);
    // What came up since nobody has let pass.
    if (check.reasons.some((reason) => !reasons.includes(reason))) {
      throw problem('order-stopped', { data: shownCheck(ctx.actor, check) });
    }
    await confirmOrder(ctx, order, { before: await told(ctx, order, lines), lines });
  },
  async discard(ctx, { subjectId, reason }) {
    const order = await salesOrderById(ctx.tx, subjectId);
    if (order?.state !== 'approving') return;
    const before = await told(ctx, order);
    await updateSalesOrder(ctx.tx, order, { state: 'draft', reason });
    await record(ctx, 'salesOrders.refuse', order, before);
  },
};
