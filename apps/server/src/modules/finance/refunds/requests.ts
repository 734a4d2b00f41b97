import { may } from '@xinhang/db/actor.ts';
import {
  insertRefundRequest,
  nameRequestApproval,
  refundRequestById,
  refundRequestInScope,
  refundRequestLines,
  setRefundRequestLines,
  updateRefundRequest,
  type NamedRequest,
} from '@xinhang/db/repositories/refund-requests.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { RefundRequest } from '@xinhang/shared/refund-requests.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { ApprovalTarget, ApprovalTargets } from '../../../registry/approvals.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { callOff, startApproval } from '../../system/service.ts';
import { needPayer } from '../receipts/drafts.ts';
import { checkedCredits, type Asked } from './post.ts';
import { recordRequest } from './request-record.ts';
import { customerSide, payOut } from './to-customers.ts';

export const CUSTOMER_REFUND = 'customerRefund';
type Doors = { readonly approvals: ApprovalTargets };
type Lines = Asked['lines'];

/** Requests as this reader is shown them, with what each asks for. */
export async function toRequests(
  ctx: ReadContext,
  rows: readonly NamedRequest[],
): Promise<RefundRequest[]> {
  const ids = rows.map((row) => row.id);
  const lines = Map.groupBy(await refundRequestLines(ctx.db, ids), (line) => line.request_id);
  const writes = ctx.actor.viewAsBy === null && may(ctx.actor, 'receipts.manage');
  return rows.map((row) => {
    const own = writes && row.made_by === ctx.actor.userId;
    return {
      id: row.id,
      version: row.version,
      state: row.state as RefundRequest['state'],
      customer: { id: row.customer_id, name: row.customer_name },
      amountFen: row.amount_fen,
      note: row.note,
      reason: row.reason,
      lines: (lines.get(row.id) ?? []).map((line) => ({
        itemId: line.item_id,
        kind: line.kind,
        docKind: line.doc_kind,
        docNo: line.doc_no,
        businessDate: line.business_date,
        amountFen: line.amount_fen,
      })),
      approvalId: row.approval_id,
      refund: row.refund_id === null ? null : { id: row.refund_id, no: row.refund_no ?? '' },
      madeBy: { id: row.made_by, name: row.maker_name },
      madeAt: row.made_at,
      maySubmit: own && row.state === 'returned',
      mayWithdraw: own && row.state === 'approving',
      mayDiscard: writes && (row.state === 'approved' || (own && row.state === 'returned')),
      mayPay: writes && row.state === 'approved',
    };
  });
}

async function needRequest(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly string[],
): Promise<NamedRequest> {
  const row = await refundRequestInScope(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (!states.includes(row.state)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** The same of one's own: others do not change what is asked for. */
async function needOwn(
  ctx: WriteContext,
  asked: { id: number; version: number },
  states: readonly string[],
): Promise<NamedRequest> {
  const row = await refundRequestInScope(ctx.tx, ctx.actor, asked.id);
  if (!row) throw problem('not-found');
  if (row.made_by !== ctx.actor.userId) throw problem('forbidden');
  return await needRequest(ctx, asked, states);
}

/** What is asked for, checked as a refund of today would be. */
async function checked(ctx: WriteContext, customerId: number, lines: Lines) {
  const businessDate = await todayOf(ctx);
  const credits = await checkedCredits(ctx, customerSide, customerId, { lines, businessDate });
  const amountFen = credits.reduce((sum, one) => sum + one.amountFen, 0);
  const columns = credits.map(({ item, amountFen: part }) => ({
    item_id: item.id,
    amount_fen: part,
  }));
  return { amountFen, columns };
}

/** Asks whoever must decide; without a flow nobody need be asked. */
async function ask(http: Doors, ctx: WriteContext, row: NamedRequest): Promise<NamedRequest> {
  const approval = await startApproval(http, ctx, {
    kind: CUSTOMER_REFUND,
    subjectId: row.id,
    subjectVersion: row.version,
    facts: { amountFen: row.amount_fen },
    changeSet: null,
  });
  if (!approval) return await approve(ctx, row.id);
  await nameRequestApproval(ctx.tx, row.id, approval.id);
  return (await refundRequestById(ctx.tx, row.id))!;
}

export async function requestRefund(
  http: Doors,
  ctx: WriteContext,
  { customerId, lines, note }: { customerId: number; lines: Lines; note: string },
): Promise<NamedRequest> {
  await needPayer(ctx, customerId);
  const { amountFen, columns } = await checked(ctx, customerId, lines);
  const id = await insertRefundRequest(ctx.tx, {
    state: 'approving',
    entity_id: (await firstEntity(ctx.tx))!,
    customer_id: customerId,
    amount_fen: amountFen,
    note,
    reason: '',
    approval_id: null,
    refund_id: null,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
  });
  await setRefundRequestLines(ctx.tx, id, columns);
  return await ask(http, ctx, await recordRequest(ctx, 'refundRequests.create', id, null));
}

/** Hands in again what came back. */
export async function resubmitRefund(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, lines, note }: { version: number; lines: Lines; note: string },
): Promise<NamedRequest> {
  const row = await needOwn(ctx, { id, version }, ['returned']);
  const { amountFen, columns } = await checked(ctx, row.customer_id, lines);
  const values = { state: 'approving', amount_fen: amountFen, note, reason: '', approval_id: null };
  if (!(await updateRefundRequest(ctx.tx, row, values))) throw stale(row);
  await setRefundRequestLines(ctx.tx, id, columns);
  return await ask(http, ctx, await recordRequest(ctx, 'refundRequests.submit', id, row));
}

export async function withdrawRefund(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedRequest> {
  const row = await needOwn(ctx, { id, version }, ['approving']);
  await callOff(http, ctx, row.approval_id!, '');
  return (await refundRequestById(ctx.tx, id))!;
}

/** Gives up: its maker what came back, whoever pays what was approved. */
export async function discardRefund(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedRequest> {
  const row = await needRequest(ctx, { id, version }, ['returned', 'approved']);
  if (row.state === 'returned' && row.made_by !== ctx.actor.userId) throw problem('forbidden');
  if (!(await updateRefundRequest(ctx.tx, row, { state: 'void' }))) throw stale(row);
  return await recordRequest(ctx, 'refundRequests.discard', id, row);
}

/** Pays what was approved, all of it: what was used meanwhile is refused, with its line. */
export async function payRequest(
  ctx: WriteContext,
  id: number,
  { version, ...how }: { version: number } & Pick<Asked, 'accountId' | 'businessDate' | 'method'>,
): Promise<NamedRequest> {
  const row = await needRequest(ctx, { id, version }, ['approved']);
  const lines = (await refundRequestLines(ctx.tx, [id])).map((line) => ({
    itemId: line.item_id,
    amountFen: line.amount_fen,
  }));
  const refund = await payOut(ctx, row.customer_id, { ...how, note: row.note, lines });
  const paid = { state: 'paid', refund_id: refund.id };
  if (!(await updateRefundRequest(ctx.tx, row, paid))) throw stale(row);
  return await recordRequest(ctx, 'refundRequests.pay', id, row);
}

async function approve(ctx: WriteContext, id: number): Promise<NamedRequest> {
  const row = await refundRequestById(ctx.tx, id);
  if (row?.state !== 'approving') throw problem('subject-changed');
  if (!(await updateRefundRequest(ctx.tx, row, { state: 'approved' }))) throw stale(row);
  return await recordRequest(ctx, 'refundRequests.approve', id, row);
}

/** Whoever decides sees what is asked for where he sees the receivables of the customer. */
export const refundTarget: ApprovalTarget = {
  kind: CUSTOMER_REFUND,
  fields: [{ name: 'amountFen', type: 'money' }],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const row = await refundRequestInScope(ctx.db, ctx.actor, id);
      if (!row) continue;
      const lines = await refundRequestLines(ctx.db, [id]);
      looks.set(id, {
        title: row.customer_name,
        amountFen: row.amount_fen,
        lines: [
          { name: 'amountFen', text: null, fen: row.amount_fen },
          ...lines.map((line) => ({
            name: 'refundCredit',
            text: `${line.business_date} ${line.doc_no} ${formatFen(fen(line.amount_fen))}`,
            fen: null,
          })),
          ...(row.note === '' ? [] : [{ name: 'text', text: row.note, fen: null }]),
        ],
        route: '/refund-requests',
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await refundRequestById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  async apply(ctx, { subjectId }) {
    await approve(ctx, subjectId);
  },
  async discard(ctx, { subjectId, reason }) {
    const row = await refundRequestById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    await updateRefundRequest(ctx.tx, row, { state: 'returned', reason });
    await recordRequest(ctx, 'refundRequests.refuse', subjectId, row);
  },
};
