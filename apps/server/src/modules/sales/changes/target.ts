import {
  changeLinesOf,
  findOrderChange,
  orderChangeById,
  updateOrderChange,
} from '@xinhang/db/repositories/order-changes.ts';
import { salesLinesOf, salesOrderById } from '@xinhang/db/repositories/sales-orders.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { StopReason } from '@xinhang/shared/sales-order-rules.ts';
import type { ApprovalTarget } from '../../../registry/approvals.ts';
import { needAliveCustomer } from '../orders/access.ts';
import { shownCheck } from '../orders/check.ts';
import { creditLines } from '../orders/credit-lines.ts';
import { record, told } from './access.ts';
import { applyChange } from './apply.ts';
import { checkChange } from './check.ts';
import { ORDER_CHANGE } from './submit.ts';

/** Changes of orders that need an approval: shown to those alone who see the order. */
export const orderChangeTarget: ApprovalTarget = {
  kind: ORDER_CHANGE,
  fields: [
    { name: 'amountFen', type: 'money' },
    { name: 'differenceFen', type: 'money' },
    { name: 'belowLines', type: 'number' },
    { name: 'overCreditFen', type: 'money' },
    { name: 'overdueDays', type: 'number' },
  ],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const change = await findOrderChange(ctx.db, ctx.actor, 'salesOrders.read', id);
      if (!change) continue;
      const order = (await salesOrderById(ctx.db, change.order_id))!;
      const wanted = await changeLinesOf(ctx.db, id);
      const now = await salesLinesOf(ctx.db, order.id);
      const check = await checkChange(ctx, order, { now, wanted });
      const { credit, below } = shownCheck(ctx.actor, check);
      const amountFen = wanted.reduce((all, line) => all + line.gross_fen, 0);
      const money = (name: string, fen: number | null | undefined) =>
        fen === null || fen === undefined ? [] : [{ name, text: null, fen }];
      const text = (name: string, words: string) =>
        words === '' ? [] : [{ name, text: words, fen: null }];
      const named = below.map((at) => [wanted[at]!.code, wanted[at]!.name].join(' ')).join('、');
      looks.set(id, {
        title: [order.customer_name, order.no].filter(Boolean).join(' · '),
        amountFen,
        lines: [
          ...money('amountFen', amountFen),
          // Once it is applied the order is what it became.
          ...(change.state === 'applied' ? [] : money('orderWasFen', order.gross_fen)),
          ...text('changeReason', change.reason),
          ...text('orderWhy', change.ask_reason),
          ...text('orderBelow', named),
          ...creditLines(credit, { waits: change.state === 'approving' }),
          ...text('creditUntil', change.credit_until ?? ''),
        ],
        route: `/sales-orders/${order.id}`,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const change = await orderChangeById(ctx.db, id);
    return change?.state === 'approving' ? change.version : null;
  },
  async apply(ctx, { subjectId, changeSet }) {
    const change = await orderChangeById(ctx.tx, subjectId);
    if (change?.state !== 'approving') throw problem('subject-changed');
    const order = (await salesOrderById(ctx.tx, change.order_id))!;
    await needAliveCustomer(ctx, order.customer_id);
    const { reasons } = changeSet as { reasons: StopReason[] };
    const now = await salesLinesOf(ctx.tx, order.id);
    const check = await checkChange(ctx, order, {
      now,
      wanted: await changeLinesOf(ctx.tx, subjectId),
    });
    // What came up since nobody has let pass.
    if (check.reasons.some((reason) => !reasons.includes(reason))) {
      throw problem('order-stopped', { data: shownCheck(ctx.actor, check) });
    }
    await applyChange(ctx, { change, order }, await told(ctx, change));
  },
  async discard(ctx, { subjectId, reason }) {
    const change = await orderChangeById(ctx.tx, subjectId);
    if (change?.state !== 'approving') return;
    const order = (await salesOrderById(ctx.tx, change.order_id))!;
    const before = await told(ctx, change);
    await updateOrderChange(ctx.tx, change, { state: 'draft', back_reason: reason });
    await record(ctx, 'orderChanges.refuse', { id: subjectId, order }, before);
  },
};
