import { deliveryById, findDelivery, updateDelivery } from '@xinhang/db/repositories/deliveries.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { DeliveryStop } from '@xinhang/shared/delivery-rules.ts';
import type { ApprovalTarget, SubjectLook } from '../../../registry/approvals.ts';
import { creditLines } from '../orders/credit-lines.ts';
import { record, seesPrices, told } from './access.ts';
import { checkDelivery, shownStop } from './check.ts';
import { DELIVERY_RELEASE, unreleased } from './release.ts';

/** Deliveries that are stopped: shown to those alone who see the delivery and its prices. */
export const deliveryReleaseTarget: ApprovalTarget = {
  kind: DELIVERY_RELEASE,
  fields: [
    { name: 'amountFen', type: 'money' },
    { name: 'overCreditFen', type: 'money' },
    { name: 'overdueDays', type: 'number' },
  ],
  async look(ctx, ids) {
    const looks = new Map<number, SubjectLook>();
    for (const id of ids) {
      const row = await findDelivery(ctx.db, ctx.actor, 'deliveries.read', id);
      if (!row || !seesPrices(ctx.actor, row.owner_id)) continue;
      const { credit } = shownStop(ctx.actor, await checkDelivery(ctx, row));
      const text = (name: string, words: string | null) =>
        words ? [{ name, text: words, fen: null }] : [];
      looks.set(id, {
        title: [row.customer_name, row.no ?? row.business_date].join(' · '),
        amountFen: row.gross_fen,
        lines: [
          { name: 'amountFen', text: null, fen: row.gross_fen },
          ...text('orderWhy', row.ask_reason),
          ...creditLines(credit, { waits: row.asked_by !== null }),
          ...text('creditUntil', row.release_until),
        ],
        route: `/deliveries/${id}`,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await deliveryById(ctx.db, id);
    return row && row.asked_by !== null ? row.version : null;
  },
  async apply(ctx, { subjectId, changeSet }) {
    const row = await deliveryById(ctx.tx, subjectId);
    if (!row || row.asked_by === null) throw problem('subject-changed');
    const { reasons } = changeSet as { reasons: DeliveryStop[] };
    const check = await checkDelivery({ db: ctx.tx, now: ctx.now }, row);
    // What came up since nobody has let pass.
    if (check.reasons.some((reason) => !reasons.includes(reason))) {
      throw problem('delivery-stopped', { data: shownStop(ctx.actor, check) });
    }
    const before = await told(ctx, row);
    await updateDelivery(ctx.tx, row, {
      ...unreleased,
      released_by: ctx.actor.userId,
      released_at: ctx.now,
      release_reason: row.ask_reason,
      release_until: row.release_until,
    });
    await record(ctx, 'deliveries.release', row, before);
  },
  async discard(ctx, { subjectId }) {
    const row = await deliveryById(ctx.tx, subjectId);
    if (!row || row.asked_by === null) return;
    const before = await told(ctx, row);
    await updateDelivery(ctx.tx, row, unreleased);
    await record(ctx, 'deliveries.refuseRelease', row, before);
  },
};
