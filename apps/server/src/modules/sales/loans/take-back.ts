import {
  insertLoanReturn,
  loanOfReturn,
  loanReturnLines,
  returnsOfLoan,
  updateLoanReturn,
} from '@xinhang/db/repositories/loan-returns.ts';
import {
  loanById,
  loanLines,
  updateLoan,
  updateLoanLine,
  type NamedLoan,
  type NamedLoanLine,
} from '@xinhang/db/repositories/loans.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { needPlace, needReachedPlace } from '../../products/service.ts';
import { postStock, reverseStock } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needIn, needLoan, record, told } from './access.ts';
import { movesOf, outOf } from './describe.ts';

type Body = EndpointInput<typeof api.loans.takeBack>['body'];
export type LoanPart = Body['lines'][number];

/** Of the numbers: the initials of 借出归还. */
const PREFIX = 'JCGH';
const kind = 'loanReturn';

/** The lines that are spoken of, each once, of which no more comes back than is out. */
async function partsOf(
  ctx: WriteContext,
  loanId: number,
  parts: readonly LoanPart[],
): Promise<NamedLoanLine[]> {
  const lines = new Map((await loanLines(ctx.tx, loanId)).map((line) => [line.id, line]));
  const { gone } = await movesOf(ctx.tx, loanId);
  return parts.map(({ loanLineId, qtyE4, serials }, at) => {
    const line = lines.get(loanLineId);
    if (!line) throw fieldRefused(`/lines/${at}/loanLineId`, 'unknown-line');
    if (parts.findIndex((one) => one.loanLineId === loanLineId) < at) {
      throw fieldRefused(`/lines/${at}/loanLineId`, 'named-twice');
    }
    const outE4 = outOf(line);
    if (qtyE4 > outE4) throw fieldRefused(`/lines/${at}/qtyE4`, 'above-lent', { outE4 });
    const away = new Set(gone(line.id));
    const lent = JSON.parse(line.serials) as string[];
    const stranger = serials.find((one) => !lent.includes(one) || away.has(one));
    if (stranger !== undefined) {
      throw fieldRefused(`/lines/${at}/serials`, 'serial-not-lent', { serial: stranger });
    }
    return line;
  });
}

/** Notes what comes back into a warehouse, and ends the loan with the last of it. */
export async function bringBack(
  ctx: WriteContext,
  row: NamedLoan,
  what: {
    businessDate: string;
    warehouseId: number;
    note: string;
    parts: readonly LoanPart[];
    sold: boolean;
  },
): Promise<{ returnId: number; lines: NamedLoanLine[] }> {
  const { tx } = ctx;
  const { businessDate, warehouseId, note, parts, sold } = what;
  if (businessDate < row.business_date) throw fieldRefused('/businessDate', 'before-loan');
  const lines = await partsOf(ctx, row.id, parts);
  const { entity_id: entityId } = row;
  const returnId = await insertLoanReturn(
    tx,
    {
      no: await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate }),
      loan_id: row.id,
      business_date: businessDate,
      note,
      order_id: null,
      delivery_id: null,
      reversal_reason: '',
      made_by: ctx.actor.userId,
      made_at: ctx.now,
      reversed_by: null,
      reversed_at: null,
    },
    parts.map((part) => ({
      loan_line_id: part.loanLineId,
      qty_e4: part.qtyE4,
      serials: JSON.stringify(part.serials),
    })),
  );
  await postStock(ctx, {
    entityId,
    kind,
    id: returnId,
    businessDate,
    lines: lines.map((line, at) => ({
      pointer: `/lines/${at}`,
      lineId: line.id,
      productId: line.product_id,
      fromId: row.location_id!,
      toId: warehouseId,
      qtyE4: parts[at]!.qtyE4,
      batch: line.batch,
      serials: parts[at]!.serials,
    })),
  });
  for (const [at, line] of lines.entries()) {
    const { qtyE4 } = parts[at]!;
    await updateLoanLine(tx, line.id, {
      returned_e4: line.returned_e4 + (sold ? 0 : qtyE4),
      sold_e4: line.sold_e4 + (sold ? qtyE4 : 0),
    });
  }
  const rest = (await loanLines(tx, row.id)).some((line) => outOf(line) > 0);
  if (!(await updateLoan(tx, row, { state: rest ? 'out' : 'done' }))) throw stale(row);
  return { returnId, lines };
}

/** Takes goods back from the customer. */
export async function takeBackLoan(
  ctx: WriteContext,
  id: number,
  { version, warehouseId, lines: parts, ...body }: Body,
): Promise<NamedLoan> {
  const row = await needIn(ctx, { id, version }, 'out');
  await needPlace(ctx.tx, warehouseId, ['warehouse', 'defective']);
  const before = await told(ctx, row);
  const to = warehouseId ?? row.warehouse_id!;
  await needReachedPlace(ctx, 'deliveries.manage', to);
  await bringBack(ctx, row, { ...body, warehouseId: to, parts, sold: false });
  return (await record(ctx, 'loans.takeBack', row, before))!;
}

/** Takes a return back, today: the goods are with the customer again. What was sold stays sold. */
export async function reverseLoanReturn(
  ctx: WriteContext,
  returnId: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedLoan> {
  const { tx } = ctx;
  const of = await loanOfReturn(tx, returnId);
  if (!of) throw problem('not-found');
  const row = await needLoan(ctx, of.loan_id, 'deliveries.reverse');
  const move = (await returnsOfLoan(tx, row.id)).find((one) => one.id === returnId)!;
  if (move.reversed_at !== null || move.order_id !== null) throw problem('state-refused');
  if (move.version !== version) throw stale(move);
  const before = await told(ctx, row);
  const businessDate = await todayOf(ctx);
  await reverseStock(ctx, { entityId: row.entity_id, kind, id: returnId, businessDate });
  const lines = new Map((await loanLines(tx, row.id)).map((line) => [line.id, line]));
  for (const part of await loanReturnLines(tx, [returnId])) {
    const line = lines.get(part.loan_line_id)!;
    await updateLoanLine(tx, line.id, { returned_e4: line.returned_e4 - part.qty_e4 });
  }
  await updateLoanReturn(tx, move, {
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!(await updateLoan(tx, row, { state: 'out' }))) throw stale(row);
  await record(ctx, 'loans.reverseReturn', row, before, { no: move.no, reason });
  return (await loanById(tx, row.id))!;
}
