import { may } from '@xinhang/db/actor.ts';
import {
  adjustmentById,
  adjustmentLinesOf,
  findAdjustment,
  updateAdjustment,
} from '@xinhang/db/repositories/price-adjustments.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { leavesRange } from '@xinhang/shared/price-adjustment-rules.ts';
import { formatE4, priceE4 } from '@xinhang/shared/quantity.ts';
import type { ApprovalTarget, SubjectLook } from '../../../registry/approvals.ts';
import type { SalesVolumes } from '../../../registry/sales-volumes.ts';
import { findCustomer } from '../../customers/service.ts';
import { record, told } from './access.ts';
import { releaseSheet } from './release.ts';
import { ADJUSTMENT } from './submit.ts';

/** Lines that whoever decides is shown. */
const SHOWN = 20;
const shown = (price: number | null) => (price === null ? '–' : formatE4(priceE4(price), 2));

/** Sheets that wait for an approval: shown to whoever reads prices and the customer they are for. */
export const adjustmentTarget = (volumes: SalesVolumes): ApprovalTarget => ({
  kind: ADJUSTMENT,
  fields: ['adjustedLines', 'beyondLines', 'cutPercent', 'risePercent'].map((name) => ({
    name,
    type: 'number',
  })),
  async look(ctx, ids) {
    const looks = new Map<number, SubjectLook>();
    if (!may(ctx.actor, 'prices.read')) return looks;
    for (const id of ids) {
      const row = await adjustmentById(ctx.db, id);
      if (!row) continue;
      const { customer_id: customerId } = row;
      const seen =
        customerId === null ||
        (await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId)) !== undefined;
      if (!seen) continue;
      const lines = await adjustmentLinesOf(ctx.db, id);
      const beyond = lines.filter((line) =>
        leavesRange({
          newPriceE4: line.new_price_e4,
          oldFloorE4: line.old_floor_e4,
          oldCeilingE4: line.old_ceiling_e4,
        }),
      );
      const text = (name: string, words: string) =>
        words === '' ? [] : [{ name, text: words, fen: null }];
      const whom = row.customer_name ?? row.region ?? row.level_name ?? '';
      looks.set(id, {
        title: [row.name, row.no].filter(Boolean).join(' · '),
        lines: [
          ...text('adjustWhom', whom),
          ...text('adjustFrom', row.valid_from),
          ...text('adjustWhy', row.note),
          ...text(
            'adjustLines',
            [
              ...lines
                .slice(0, SHOWN)
                .map(
                  (line) =>
                    `${line.code} ${line.name} ${shown(line.old_price_e4)} → ` +
                    `${shown(line.new_price_e4)} / ${line.unit_name}`,
                ),
              ...(lines.length > SHOWN ? [`… ${lines.length}`] : []),
            ].join('\n'),
          ),
          ...text('adjustBeyond', beyond.map((line) => `${line.code} ${line.name}`).join('、')),
        ],
        route: (await findAdjustment(ctx.db, ctx.actor, id)) ? `/price-adjustments/${id}` : null,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await adjustmentById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  async apply(ctx, { subjectId }) {
    const row = await adjustmentById(ctx.tx, subjectId);
    if (row?.state !== 'approving') throw problem('subject-changed');
    await releaseSheet(ctx, volumes, row, 'priceAdjustments.approve');
  },
  async discard(ctx, { subjectId, reason }) {
    const row = await adjustmentById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    const before = await told(ctx, row);
    await updateAdjustment(ctx.tx, row, { state: 'draft', reason });
    await record(ctx, 'priceAdjustments.refuse', row, before);
  },
});
