import {
  adjustmentLinesOf,
  nameAdjustmentApproval,
  updateAdjustment,
  type NamedAdjustment,
} from '@xinhang/db/repositories/price-adjustments.ts';
import { leavesRange } from '@xinhang/shared/price-adjustment-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { ApprovalTargets } from '../../../registry/approvals.ts';
import type { SalesVolumes } from '../../../registry/sales-volumes.ts';
import { needLiveCustomer } from '../../customers/service.ts';
import { callOff, startApproval, takeDocumentNo } from '../../system/service.ts';
import { needIn, needSheet, record, told } from './access.ts';
import { checkedLines } from './drafts.ts';
import { releaseSheet } from './release.ts';

export interface Doors {
  readonly approvals: ApprovalTargets;
  readonly salesVolumes: SalesVolumes;
}

/** The kind of what approvals are asked for. */
export const ADJUSTMENT = 'priceAdjustment';
/** Initials of 调价单. */
const PREFIX = 'TJD';
const WHOLE_BP = 10_000;

/** What conditions of flows may ask: lines, those beyond the range, and the greatest change. */
export async function factsOf(ctx: WriteContext, id: number) {
  const lines = (await adjustmentLinesOf(ctx.tx, id)).map((line) => ({
    oldPriceE4: line.old_price_e4,
    newPriceE4: line.new_price_e4,
    oldFloorE4: line.old_floor_e4,
    oldCeilingE4: line.old_ceiling_e4,
  }));
  const parts = lines.flatMap(({ oldPriceE4: old, newPriceE4 }) =>
    old ? [Math.round(((newPriceE4 - old) * WHOLE_BP) / old)] : [],
  );
  return {
    adjustedLines: lines.length,
    beyondLines: lines.filter(leavesRange).length,
    // Per cent, as people write conditions.
    cutPercent: Math.max(0, ...parts.map((bp) => Math.ceil(-bp / 100))),
    risePercent: Math.max(0, ...parts.map((bp) => Math.ceil(bp / 100))),
  };
}

export async function submitSheet(
  http: Doors,
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
): Promise<NamedAdjustment> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'draft');
  const today = await todayOf(ctx);
  if (row.valid_from < today) throw fieldRefused('/validFrom', 'before-today');
  if (row.customer_id !== null) {
    await needLiveCustomer(tx, ctx.actor, 'customers.read', row.customer_id);
  }
  const lines = await adjustmentLinesOf(tx, id);
  if (lines.length === 0) throw fieldRefused('/lines', 'no-lines');
  const free = lines.findIndex((line) => line.new_price_e4 === 0);
  if (free >= 0) throw fieldRefused(`/lines/${free}/newPriceE4`, 'required');
  // Products and units may have changed since the draft was written.
  await checkedLines(
    ctx,
    row,
    lines.map((line) => ({
      productId: line.product_id,
      unitId: line.unit_id,
      qtyFromE4: line.qty_from_e4,
      basis: line.basis as 'net' | 'gross',
      newPriceE4: line.new_price_e4,
      floorE4: line.floor_e4,
      ceilingE4: line.ceiling_e4,
    })),
    row.valid_from,
  );
  const before = await told(ctx, row);
  const numbered = { entityId: row.entity_id, prefix: PREFIX, businessDate: today };
  const no = row.no ?? (await takeDocumentNo(ctx, numbered));
  if (
    !(await updateAdjustment(tx, row, { state: 'approving', no, reason: '', approval_id: null }))
  ) {
    throw stale(row);
  }
  await record(ctx, 'priceAdjustments.submit', row, before);
  const waiting = await needSheet(ctx, id);
  const approval = await startApproval(http, ctx, {
    kind: ADJUSTMENT,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: await factsOf(ctx, id),
    changeSet: null,
  });
  // Nobody need be asked.
  if (!approval) await releaseSheet(ctx, http.salesVolumes, waiting, 'priceAdjustments.release');
  else if (approval.state === 'pending') await nameAdjustmentApproval(tx, id, approval.id);
  return await needSheet(ctx, id);
}

/** Calls the approval off that runs; the sheet is a draft again. */
export async function sendBackSheet(
  http: Doors,
  ctx: WriteContext,
  { id, version, reason }: { id: number; version: number; reason: string },
): Promise<NamedAdjustment> {
  const row = await needIn(ctx, { id, version }, 'approving');
  if (row.approval_id === null) throw problem('state-refused');
  await callOff(http, ctx, row.approval_id, reason);
  return await needSheet(ctx, id);
}
