import {
  loanLines,
  updateLoan,
  type NamedLoan,
  type NamedLoanLine,
} from '@xinhang/db/repositories/loans.ts';
import { returnsOfLoan } from '@xinhang/db/repositories/loan-returns.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { needPlace, placeWithCustomer } from '../../products/service.ts';
import { postStock, reverseStock } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needAliveCustomer } from '../orders/access.ts';
import { needIn, record, told } from './access.ts';

/** Of the numbers: the initials of 借出. */
const PREFIX = 'JC';
const kind = 'loan';

/** What a draft may lack and a loan that is handed out may not. */
function checkWhole(row: NamedLoan, lines: readonly NamedLoanLine[]): void {
  if (row.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  if (lines.length === 0) throw fieldRefused('/lines', 'no-lines');
  const missing = lines.findIndex((line) => !line.qty_e4);
  if (missing >= 0) throw fieldRefused(`/lines/${missing}/qtyE4`, 'required');
}

/** Hands the goods out: they lie with the customer and stay the company's, at the same cost. */
export async function confirmLoan(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedLoan> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'draft');
  await needAliveCustomer(ctx, row.customer_id);
  const lines = await loanLines(tx, id);
  checkWhole(row, lines);
  await needPlace(tx, row.warehouse_id);
  const before = await told(ctx, row);
  const { entity_id: entityId, business_date: businessDate } = row;
  const toId = await placeWithCustomer(ctx, row.customer_id);
  await postStock(ctx, {
    entityId,
    kind,
    id,
    businessDate,
    lines: lines.map((line, at) => ({
      pointer: `/lines/${at}`,
      lineId: line.id,
      productId: line.product_id,
      fromId: row.warehouse_id!,
      toId,
      qtyE4: line.qty_e4!,
      batch: line.batch,
      serials: JSON.parse(line.serials) as string[],
    })),
  });
  const done = await updateLoan(tx, row, {
    no: await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate }),
    state: 'out',
    location_id: toId,
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'loans.confirm', row, before))!;
}

/** Takes a loan back of which nothing came back or was sold, today. */
export async function reverseLoan(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedLoan> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'out', 'deliveries.reverse');
  const moves = await returnsOfLoan(tx, id);
  if (moves.some((one) => one.reversed_at === null)) throw problem('state-refused');
  const before = await told(ctx, row);
  const businessDate = await todayOf(ctx);
  await reverseStock(ctx, { entityId: row.entity_id, kind, id, businessDate });
  const done = await updateLoan(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'loans.reverse', row, before))!;
}
