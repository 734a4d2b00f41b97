import { may } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  openLineCounts,
  requestLinesOf,
  type NamedRequest,
  type OpenRequestLine as OpenRow,
} from '@xinhang/db/repositories/purchase-requests.ts';
import type {
  OpenRequestLine,
  PurchaseRequest,
  PurchaseRequestRow,
  PurchaseRequestState,
} from '@xinhang/shared/purchase-requests.ts';
import type { ReadContext } from '../../../http/context.ts';
import { toProduct } from '../orders/describe.ts';
import { proposalsFor } from '../shortages.ts';
import { cameBack, openOfRequest } from './progress.ts';

const headOf = (row: NamedRequest, openCount: number): PurchaseRequestRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as PurchaseRequestState,
  requester: { id: row.requester_id, name: row.requester_name },
  dept: { id: row.dept_id, name: row.dept_name },
  businessDate: row.business_date,
  neededDate: row.needed_date,
  reason: row.reason,
  note: row.note,
  lineCount: row.line_count,
  openCount: row.state === 'approved' ? openCount : 0,
  madeAt: row.made_at,
});

export async function describeRequests(
  { db }: Pick<ReadContext, 'db'>,
  rows: readonly NamedRequest[],
): Promise<PurchaseRequestRow[]> {
  const open = await openLineCounts(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => headOf(row, open.get(row.id) ?? 0));
}

/** A request with everything its page shows. */
export async function describeRequest(
  { db, actor }: Pick<ReadContext, 'db' | 'actor'>,
  row: NamedRequest,
): Promise<PurchaseRequest> {
  const lines = await requestLinesOf(db, row.id);
  const approved = row.state === 'approved';
  const openCount = lines.filter((line) => openOfRequest(line) > 0).length;
  const writes = actor.viewAsBy === null;
  const own = writes && row.requester_id === actor.userId && may(actor, 'purchaseRequests.create');
  const buys = writes && may(actor, 'purchaseOrders.update');
  return {
    ...headOf(row, openCount),
    refusal: row.refusal,
    approvalId: row.approval_id,
    lines: lines.map((line) => ({
      id: line.id,
      product: toProduct(line),
      unit: { id: line.unit_id, name: line.unit_name },
      qtyE4: line.unit_qty_e4,
      baseQtyE4: line.qty_e4,
      neededDate: line.needed_date,
      orderedE4: Number(line.ordered_e4),
      receivedE4: Number(line.received_e4),
      cancelledE4: line.cancelled_e4,
      openE4: approved ? openOfRequest(line) : 0,
      comingOn: line.coming_on,
      closeReason: line.close_reason,
      note: line.note,
    })),
    can: {
      update: own && row.state === 'draft',
      withdraw: own && row.state === 'approving',
      discard: own && row.state === 'draft' && row.no === null,
      close: own && cameBack(row) ? true : (own || buys) && approved && openCount > 0,
      order: buys && approved && openCount > 0,
    },
  };
}

/** Lines for whoever buys, each with where it is best bought today. */
export async function describeOpenLines(
  ctx: ReadContext,
  rows: readonly OpenRow[],
): Promise<OpenRequestLine[]> {
  const propose = await proposalsFor(
    ctx,
    rows.map((row) => row.product_id),
  );
  return rows.map((row) => {
    const openE4 = openOfRequest(row);
    return {
      id: row.id,
      requestId: row.request_id,
      requestNo: row.no ?? '',
      requester: { id: row.requester_id, name: row.requester_name },
      dept: row.dept_name,
      reason: row.reason,
      product: toProduct(row),
      unit: { id: row.unit_id, name: row.unit_name },
      openE4,
      neededDate: row.due_on === NO_DATE ? null : row.due_on,
      note: row.note,
      proposal: propose({ id: row.product_id, taxBp: row.tax_bp }, openE4),
    };
  });
}
