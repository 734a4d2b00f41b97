import { reaches } from '@xinhang/db/actor.ts';
import {
  changeLinesOf,
  nameChangeApproval,
  orderChangeById,
  updateOrderChange,
  type NamedChange,
} from '@xinhang/db/repositories/order-changes.ts';
import { salesLinesOf, type NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { callOff, startApproval, wouldDecide } from '../../system/service.ts';
import { shownCheck } from '../orders/check.ts';
import { factsOf as orderFacts, type Doors } from '../orders/confirm.ts';
import { needIn, record, told } from './access.ts';
import { applyChange } from './apply.ts';
import { checkChange } from './check.ts';
import { headOf, plannedAnew, wantedHead } from './drafts.ts';
import { checkFits, differing } from './plan.ts';

type SubmitBody = EndpointInput<(typeof api.orderChanges)['submit']>['body'];

export const ORDER_CHANGE = 'orderChange';

interface Ready {
  check: OrderCheck;
  grossFen: number;
}

/** What the flows of changes ask. */
const factsOf = (order: NamedSalesOrder, { check, grossFen }: Ready) => ({
  ...orderFacts(grossFen, check),
  differenceFen: grossFen - order.gross_fen,
});

/** What stands against a change as its writer is shown it, with who would decide. */
const stopOf = async (ctx: WriteContext, order: NamedSalesOrder, ready: Ready) => ({
  ...shownCheck(ctx.actor, ready.check),
  deciders: await wouldDecide(ctx, { kind: ORDER_CHANGE, facts: factsOf(order, ready) }),
});

/** A change of something, that fits what went out; with what stands against it. */
async function readyChange(
  http: Doors,
  ctx: WriteContext,
  { change, order }: { change: NamedChange; order: NamedSalesOrder },
): Promise<Ready> {
  if (change.state === 'draft') await plannedAnew(ctx, http.lastPrices, order, change);
  const now = await salesLinesOf(ctx.tx, order.id);
  const wanted = await changeLinesOf(ctx.tx, change.id);
  checkFits(now, wanted);
  const known = new Map(now.map((line) => [line.id, line]));
  const head = headOf(wantedHead(order, change));
  const moved = wanted.some((line) => {
    const was = known.get(line.order_line_id ?? -1);
    return !was || Object.keys(differing(was, line)).length > 0;
  });
  if (!moved && JSON.stringify(head) === JSON.stringify(headOf(order))) {
    throw fieldRefused('/lines', 'nothing-changed');
  }
  return {
    check: await checkChange(ctx, order, { now, wanted }),
    grossFen: wanted.reduce((all, line) => all + line.gross_fen, 0),
  };
}

/** Hands a change in: applied at once by who may, else to whoever confirms, or for the approval. */
export async function submitChange(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, askReason, creditUntil }: SubmitBody,
): Promise<NamedChange> {
  const { tx, actor } = ctx;
  const seen = { id, version };
  const { change, order } = await needIn(ctx, ['salesOrders.update'], seen, { states: ['draft'] });
  const before = await told(ctx, change);
  const { check, grossFen } = await readyChange(http, ctx, { change, order });
  if (check.reasons.length === 0) {
    if (reaches(actor, 'salesOrders.confirm', order.owner_id)) {
      return await applyChange(ctx, { change, order }, before);
    }
    const handed = { state: 'submitted', back_reason: '', reasons: '[]', ask_reason: '' };
    if (!(await updateOrderChange(tx, change, handed))) throw stale(change);
    return (await record(ctx, 'orderChanges.submit', { id, order }, before))!;
  }
  if (askReason === '') {
    throw problem('order-stopped', { data: await stopOf(ctx, order, { check, grossFen }) });
  }
  const asked = {
    state: 'approving',
    back_reason: '',
    ask_reason: askReason,
    reasons: JSON.stringify(check.reasons),
    credit_until: creditUntil,
  };
  if (!(await updateOrderChange(tx, change, asked))) throw stale(change);
  const waiting = (await record(ctx, 'orderChanges.ask', { id, order }, before))!;
  const approval = await startApproval(http, ctx, {
    kind: ORDER_CHANGE,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: factsOf(order, { check, grossFen }),
    changeSet: { reasons: check.reasons },
  });
  if (!approval) throw fieldRefused('/askReason', 'no-flow');
  await nameChangeApproval(tx, id, approval.id);
  return (await orderChangeById(tx, id))!;
}

/** Applies a change against which nothing stands; `order-stopped` says what does. */
export async function applyByHand(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedChange> {
  const seen = { id, version };
  const states = ['draft', 'submitted'] as const;
  const { change, order } = await needIn(ctx, ['salesOrders.confirm'], seen, { states });
  const before = await told(ctx, change);
  const ready = await readyChange(http, ctx, { change, order });
  if (ready.check.reasons.length > 0) {
    throw problem('order-stopped', { data: await stopOf(ctx, order, ready) });
  }
  return await applyChange(ctx, { change, order }, before);
}

/** Makes a draft again of what waits; an approval that runs is withdrawn. */
export async function sendBackChange(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedChange> {
  const rights = ['salesOrders.update', 'salesOrders.confirm'] as const;
  const asked = { states: ['submitted', 'approving'], alive: false } as const;
  const { change, order } = await needIn(ctx, rights, { id, version }, asked);
  if (change.state === 'approving') {
    await callOff(http, ctx, change.approval_id!, reason);
    return (await orderChangeById(ctx.tx, id))!;
  }
  const before = await told(ctx, change);
  const back = { state: 'draft', back_reason: reason };
  if (!(await updateOrderChange(ctx.tx, change, back))) throw stale(change);
  return (await record(ctx, 'orderChanges.sendBack', { id, order }, before))!;
}
