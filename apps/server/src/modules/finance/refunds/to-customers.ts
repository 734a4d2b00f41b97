import { requestOfRefund, updateRefundRequest } from '@xinhang/db/repositories/refund-requests.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import {
  customerRefundInScope,
  insertCustomerRefund,
  reverseRefund,
  type NamedCustomerRefund,
} from '@xinhang/db/repositories/refunds.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { CustomerRefund } from '@xinhang/shared/refunds.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { customerById } from '../../customers/service.ts';
import { postAchievement, reverseAchievement } from '../../ledgers/service.ts';
import { needPayer } from '../receipts/drafts.ts';
import { receivablesByHand } from '../receivables/settle.ts';
import { news } from '../record.ts';
import { headOf, told } from './describe.ts';
import { recordRequest } from './request-record.ts';
import { draftRefund, postRefund, unpostRefund, type Asked, type RefundSide } from './post.ts';

const WHOLE_BP = 10_000;
const FEN_OF_YUAN = 100;

/** Of the numbers: the initials of 退款. */
export const customerSide: RefundSide = {
  of: receivablesByHand,
  docKind: 'customerRefund',
  prefix: 'TK',
  writes: 'receipts.manage',
  accounts: ['advanceReceived', 'receivable'],
  sign: -1,
};

export const toCustomerRefund = (ctx: ReadContext, row: NamedCustomerRefund): CustomerRefund => ({
  ...headOf(ctx, row, customerSide),
  customer: { id: row.customer_id, name: row.customer_name },
});

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedCustomerRefund | null,
): Promise<CustomerRefund> {
  const row = await customerRefundInScope(ctx.tx, ctx.actor, id);
  // Nobody writes what he does not see: a customer of one grant with an account of another.
  if (!row) throw problem('forbidden');
  const { customer_id: customerId, version } = row;
  await ctx.audit({
    action,
    entity: 'customerRefund',
    entityId: id,
    customerId,
    before: before && told(before, before.customer_name),
    after: told(row, row.customer_name),
  });
  await news(ctx, { entity: 'customerRefund', id, version }, customerId);
  return toCustomerRefund(ctx, row);
}

/** Gives advances or credits of a customer back as money, where nobody need be asked before. */
export async function refundCustomer(
  ctx: WriteContext,
  { customerId, ...asked }: Asked & { customerId: number },
): Promise<CustomerRefund> {
  await needPayer(ctx, customerId);
  const fromYuan = await readSetting(ctx.tx, 'finance.refundApproveFromYuan');
  const amountFen = asked.lines.reduce((sum, line) => sum + line.amountFen, 0);
  if (fromYuan > 0 && amountFen >= fromYuan * FEN_OF_YUAN) {
    throw fieldRefused('/lines', 'refund-needs-approval', { fromFen: fromYuan * FEN_OF_YUAN });
  }
  return await payOut(ctx, customerId, asked);
}

/** The money goes; whoever owns the customer received so much less. */
export async function payOut(
  ctx: WriteContext,
  customerId: number,
  asked: Asked,
): Promise<CustomerRefund> {
  const { row, credits } = await draftRefund(ctx, customerSide, customerId, asked);
  const id = await insertCustomerRefund(ctx.tx, { ...row, customer_id: customerId });
  await postRefund(ctx, customerSide, { id, partyId: customerId, row, credits });
  const owner = (await customerById(ctx.tx, customerId))!.owner_id;
  if (owner !== null) {
    await postAchievement(ctx, {
      metric: 'receipt',
      doc: { kind: 'customerRefund', id },
      businessDate: row.business_date,
      customerId,
      shares: [{ userId: owner, shareBp: WHOLE_BP }],
      amountFen: -row.amount_fen,
      dimensions: { entityId: row.entity_id },
    });
  }
  return await record(ctx, 'customerRefunds.create', id, null);
}

export async function undoCustomerRefund(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<CustomerRefund> {
  const row = await customerRefundInScope(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (row.state !== 'confirmed') throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  await unpostRefund(ctx, customerSide, row);
  await reverseAchievement(ctx, 'receipt', { kind: 'customerRefund', id }, await todayOf(ctx));
  const said = { reversal_reason: reason, reversed_by: ctx.actor.userId, reversed_at: ctx.now };
  if (!(await reverseRefund(ctx.tx, 'customer_refund', row, said))) throw stale(row);
  await reopenRequest(ctx, id);
  return await record(ctx, 'customerRefunds.reverse', id, row);
}

/** What was asked for and approved may be paid again once its refund is taken back. */
async function reopenRequest(ctx: WriteContext, refundId: number): Promise<void> {
  const row = await requestOfRefund(ctx.tx, refundId);
  if (!row) return;
  const open = { state: 'approved', refund_id: null };
  if (!(await updateRefundRequest(ctx.tx, row, open))) throw stale(row);
  await recordRequest(ctx, 'refundRequests.reopen', row.id, row);
}
