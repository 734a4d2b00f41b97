import { may } from '@xinhang/db/actor.ts';
import {
  nameRequestApproval,
  purchaseRequestById,
  requestLinesOf,
  updatePurchaseRequest,
  updateRequestLine,
  type NamedRequest,
  type NamedRequestLine,
} from '@xinhang/db/repositories/purchase-requests.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { Http } from '../../../http/implement.ts';
import type { ApprovalTarget } from '../../../registry/approvals.ts';
import { callOff, readableApprovals, startApproval, takeDocumentNo } from '../../system/service.ts';
import { needOwn, needRequest, record, told } from './access.ts';

export const PURCHASE_REQUEST = 'purchaseRequest';
/** Of the numbers: the initials of 请购. */
const PREFIX = 'QG';

/** What of a line was not taken into an order yet, of the base unit. */
export const openOfRequest = (line: NamedRequestLine): number =>
  Math.max(0, line.qty_e4 - line.cancelled_e4 - Number(line.ordered_e4));

async function handIn(ctx: WriteContext, id: number, version: number): Promise<NamedRequest> {
  const { tx } = ctx;
  const row = await needOwn(ctx, { id, version }, ['draft']);
  if (row.reason === '') throw fieldRefused('/reason', 'required');
  if (row.line_count === 0) throw fieldRefused('/lines', 'no-lines');
  const before = await told(ctx, row);
  const no =
    row.no ??
    (await takeDocumentNo(ctx, {
      entityId: row.entity_id,
      prefix: PREFIX,
      businessDate: row.business_date,
    }));
  const handed = { no, state: 'approving', refusal: '', submitted_at: ctx.now };
  if (!(await updatePurchaseRequest(tx, row, handed))) throw stale(row);
  return (await record(ctx, 'purchaseRequests.submit', row, before))!;
}

/** Hands a draft in: it gets its number, and waits for its approval where there is a flow. */
export async function submitRequest(
  http: Pick<Http, 'approvals'>,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedRequest> {
  const waiting = await handIn(ctx, id, version);
  const approval = await startApproval(http, ctx, {
    kind: PURCHASE_REQUEST,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: {},
    changeSet: null,
  });
  if (approval) await nameRequestApproval(ctx.tx, id, approval.id);
  else await approve(ctx, id);
  return (await purchaseRequestById(ctx.tx, id))!;
}

/** The same where nobody need be asked: of what is entered as it was. */
export async function approveAtOnce(ctx: WriteContext, id: number, version: number): Promise<void> {
  await handIn(ctx, id, version);
  await approve(ctx, id);
}

async function approve(ctx: WriteContext, id: number): Promise<void> {
  const row = await purchaseRequestById(ctx.tx, id);
  if (row?.state !== 'approving') throw problem('subject-changed');
  const before = await told(ctx, row);
  await updatePurchaseRequest(ctx.tx, row, { state: 'approved' });
  await record(ctx, 'purchaseRequests.approve', row, before);
}

/** Takes an own request back that waits for its approval. */
export async function withdrawRequest(
  http: Pick<Http, 'approvals'>,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedRequest> {
  const row = await needOwn(ctx, { id, version }, ['approving']);
  await callOff(http, ctx, row.approval_id!, '');
  return (await purchaseRequestById(ctx.tx, id))!;
}

/** A draft that has a number: it was handed in, and came back. */
export const cameBack = ({ state, no }: NamedRequest): boolean => state === 'draft' && no !== null;

/** Nobody buys any more what is open of these lines; what was ordered stays. */
export async function closeRequest(
  ctx: WriteContext,
  id: number,
  { version, lineIds, reason }: EndpointInput<typeof api.purchaseRequests.close>['body'],
): Promise<NamedRequest> {
  const { tx, actor } = ctx;
  const row = await needRequest(ctx, id);
  if (row.requester_id !== actor.userId && !may(actor, 'purchaseOrders.update')) {
    throw problem('forbidden');
  }
  if (row.version !== version) throw stale(row);
  const before = await told(ctx, row);
  if (cameBack(row)) {
    if (!(await updatePurchaseRequest(tx, row, { state: 'closed', refusal: reason }))) {
      throw stale(row);
    }
    return (await record(ctx, 'purchaseRequests.close', row, before))!;
  }
  if (row.state !== 'approved') throw problem('state-refused');
  const lines = await requestLinesOf(tx, id);
  const stranger = lineIds?.findIndex((one) => !lines.some((line) => line.id === one)) ?? -1;
  if (stranger >= 0) throw fieldRefused(`/lineIds/${stranger}`, 'unknown-line');
  const closing = lines.filter(
    (line) => (lineIds?.includes(line.id) ?? true) && openOfRequest(line) > 0,
  );
  if (closing.length === 0) throw fieldRefused('/lineIds', 'nothing-open');
  for (const line of closing) {
    const cancelled_e4 = line.cancelled_e4 + openOfRequest(line);
    await updateRequestLine(tx, line.id, { cancelled_e4, close_reason: reason });
  }
  const left = (await requestLinesOf(tx, id)).some((line) => line.cancelled_e4 < line.qty_e4);
  // One of which nothing at all is bought is closed.
  const state = left ? row.state : 'closed';
  if (!(await updatePurchaseRequest(tx, row, { state }))) throw stale(row);
  return (await record(ctx, 'purchaseRequests.close', row, before))!;
}

/** Requests that need an approval: shown to whoever decides, who sees no price, as there is none. */
export const purchaseRequestTarget: ApprovalTarget = {
  kind: PURCHASE_REQUEST,
  fields: [],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const row = await purchaseRequestById(ctx.db, id);
      if (!row) continue;
      const own = row.requester_id === ctx.actor.userId || may(ctx.actor, 'purchaseOrders.read');
      const decides =
        row.approval_id !== null && (await readableApprovals(ctx, [row.approval_id])).size > 0;
      if (!own && !decides) continue;
      const opens =
        may(ctx.actor, 'purchaseRequests.create') || may(ctx.actor, 'purchaseOrders.read');
      const goods = (await requestLinesOf(ctx.db, id)).map(
        (line) => `${line.name} ${line.unit_qty_e4 / 10_000} ${line.unit_name}`,
      );
      looks.set(id, {
        title: [row.dept_name, row.no].filter(Boolean).join(' · '),
        lines: [
          { name: 'requestWhy', text: row.reason, fen: null },
          { name: 'requestGoods', text: goods.join('、'), fen: null },
          ...(row.needed_date === null
            ? []
            : [{ name: 'requestNeeded', text: row.needed_date, fen: null }]),
        ],
        route: opens ? `/purchase-requests/${id}` : null,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await purchaseRequestById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  apply: async (ctx, { subjectId }) => await approve(ctx, subjectId),
  async discard(ctx, { subjectId, reason }) {
    const row = await purchaseRequestById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    const before = await told(ctx, row);
    await updatePurchaseRequest(ctx.tx, row, { state: 'draft', refusal: reason });
    await record(ctx, 'purchaseRequests.refuse', row, before);
  },
};
