import { refundRequestById, type NamedRequest } from '@xinhang/db/repositories/refund-requests.ts';
import type { WriteContext } from '../../../http/context.ts';
import { news } from '../record.ts';

const told = (row: NamedRequest) => ({
  version: row.version,
  state: row.state,
  customer: row.customer_name,
  amountFen: row.amount_fen,
  note: row.note,
  reason: row.reason,
  refund: row.refund_no,
});

/** Audit and news of a change; answers the row as it is now. */
export async function recordRequest(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedRequest | null,
): Promise<NamedRequest> {
  const row = (await refundRequestById(ctx.tx, id))!;
  await ctx.audit({
    action,
    entity: 'refundRequest',
    entityId: id,
    customerId: row.customer_id,
    before: before && told(before),
    after: told(row),
  });
  await news(ctx, { entity: 'refundRequest', id, version: row.version }, row.customer_id);
  return row;
}
