import { reaches } from '@xinhang/db/actor.ts';
import { reachesPlace } from '@xinhang/db/scope-places.ts';
import { loanReturnLines, returnsOfLoan } from '@xinhang/db/repositories/loan-returns.ts';
import { loanLines, type NamedLoan, type NamedLoanLine } from '@xinhang/db/repositories/loans.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Loan, LoanRow, LoanState } from '@xinhang/shared/loans.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';

const ref = (id: number | null, name: string | null | undefined): NameRef | null =>
  id === null ? null : { id, name: name ?? '' };

export const toLoanRow = (row: NamedLoan, today: string): LoanRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as LoanState,
  customer: { id: row.customer_id, name: row.customer_name },
  warehouse: ref(row.warehouse_id, row.warehouse_name),
  businessDate: row.business_date,
  dueOn: row.due_on,
  overdue: row.state === 'out' && row.due_on < today,
  purpose: row.purpose,
  note: row.note,
  lineCount: row.line_count,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** Of the base unit, what is still with the customer. */
export const outOf = (line: { qty_e4: number | null; returned_e4: number; sold_e4: number }) =>
  (line.qty_e4 ?? 0) - line.returned_e4 - line.sold_e4;

/** What came back or was sold, and stands; with the numbers of pieces that are out no more. */
export async function movesOf(db: ReadContext['db'], loanId: number) {
  const moves = await returnsOfLoan(db, loanId);
  const lines = await loanReturnLines(
    db,
    moves.map((one) => one.id),
  );
  const standing = new Set(moves.filter((one) => one.reversed_at === null).map((one) => one.id));
  const gone = (lineId: number) =>
    lines
      .filter((one) => one.loan_line_id === lineId && standing.has(one.return_id))
      .flatMap((one) => JSON.parse(one.serials) as string[]);
  return { moves, lines, gone };
}

const toLine = (
  line: NamedLoanLine,
  gone: readonly string[],
  out: boolean,
): Loan['lines'][number] => {
  const serials = JSON.parse(line.serials) as string[];
  return {
    id: line.id,
    product: {
      id: line.product_id,
      code: line.code,
      name: line.name,
      spec: line.spec,
      unit: { id: line.base_unit_id, name: line.base_unit_name },
      qtyDecimals: line.qty_decimals,
    },
    unit: { id: line.unit_id, name: line.unit_name },
    qtyE4: line.unit_qty_e4,
    baseQtyE4: line.qty_e4,
    returnedE4: line.returned_e4,
    soldE4: line.sold_e4,
    outE4: out ? outOf(line) : 0,
    tracksBatch: line.tracks_batch === 1,
    tracksSerial: line.tracks_serial === 1,
    batch: line.batch,
    serials,
    outSerials: out ? serials.filter((one) => !gone.includes(one)) : [],
    note: line.note,
  };
};

/** A loan with its lines and what became of them. */
export async function describeLoan(
  ctx: Pick<ReadContext, 'db' | 'actor' | 'now'>,
  row: NamedLoan,
): Promise<Loan> {
  const { db, actor } = ctx;
  const { moves, lines, gone } = await movesOf(db, row.id);
  const writes = actor.viewAsBy === null;
  const out = row.state === 'out';
  const draft = row.state === 'draft';
  const reach = (permission: 'salesOrders.update' | 'salesOrders.confirm' | 'deliveries.reverse') =>
    writes && reaches(actor, permission, row.owner_id);
  const keeps = writes && reachesPlace(actor, 'deliveries.manage', row.warehouse_id);
  const standing = moves.some((one) => one.reversed_at === null);
  return {
    ...toLoanRow(row, await todayOf(ctx)),
    lines: (await loanLines(db, row.id)).map((line) => toLine(line, gone(line.id), out)),
    returns: moves.map((one) => ({
      id: one.id,
      version: one.version,
      no: one.no,
      businessDate: one.business_date,
      note: one.note,
      order: one.order_id === null ? null : { id: one.order_id, no: one.order_no ?? '' },
      delivery:
        one.delivery_id === null ? null : { id: one.delivery_id, no: one.delivery_no ?? '' },
      lines: lines
        .filter((part) => part.return_id === one.id)
        .map((part) => ({
          loanLineId: part.loan_line_id,
          qtyE4: part.qty_e4,
          serials: JSON.parse(part.serials) as string[],
        })),
      madeBy: { id: one.made_by, name: one.maker_name },
      madeAt: one.made_at,
      reversed: one.reversed_at !== null,
      mayReverse: one.reversed_at === null && one.order_id === null && reach('deliveries.reverse'),
    })),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    can: {
      update: draft && reach('salesOrders.update'),
      confirm: draft && keeps,
      extend: out && reach('salesOrders.update'),
      takeBack: out && keeps,
      sell: out && reach('salesOrders.confirm') && reach('salesOrders.update'),
      reverse: out && !standing && reach('deliveries.reverse'),
    },
  };
}
