import type { RefundRecord } from '@xinhang/db/repositories/refunds.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import type { ReceiptMethod } from '@xinhang/shared/receipts.ts';
import type { CustomerRefund } from '@xinhang/shared/refunds.ts';
import type { ReadContext } from '../../../http/context.ts';
import type { RefundSide } from './post.ts';

/** What both kinds of refunds say of themselves. */
export const headOf = (
  { actor }: Pick<ReadContext, 'actor'>,
  row: RefundRecord,
  { writes }: Pick<RefundSide, 'writes'>,
) => ({
  id: row.id,
  version: row.version,
  no: row.no,
  state: row.state as CustomerRefund['state'],
  account: { id: row.account_id, name: row.account_name },
  businessDate: row.business_date,
  method: row.method as ReceiptMethod,
  amountFen: row.amount_fen,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  reversalReason: row.reversal_reason,
  mayReverse:
    actor.viewAsBy === null &&
    row.state === 'confirmed' &&
    reachesAccount(actor, writes, row.account_id),
});

/** As the audit tells it. */
export const told = (row: RefundRecord, party: string) => ({
  version: row.version,
  no: row.no,
  state: row.state,
  party,
  account: row.account_name,
  businessDate: row.business_date,
  method: row.method,
  amountFen: row.amount_fen,
  note: row.note,
  reversalReason: row.reversal_reason,
});
