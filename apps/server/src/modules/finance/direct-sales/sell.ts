import { may } from '@xinhang/db/actor.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { DirectSale } from '@xinhang/shared/direct-sales.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { standingMoneyRows } from '../../ledgers/service.ts';
import { confirmByHand, createOrder, deliverAll, type Doors } from '../../sales/service.ts';
import { confirmReceipt } from '../receipts/confirm.ts';
import { createReceipt } from '../receipts/drafts.ts';
import { receivablesByHand } from '../receivables/settle.ts';
import { settleBy } from '../settlement.ts';

type Body = EndpointInput<typeof api.directSales.create>['body'];

/**
 * Sells at once: order, receipt and delivery by the services of each, in one transaction. The money
 * comes in before credit is asked and goods go out, so whoever pays now is not stopped for owing
 * (docs/decisions/0251); then it settles what the delivery made owed, the earliest due first.
 */
export async function sellAtOnce(
  http: Doors,
  ctx: WriteContext,
  { amountFen, accountId, method, carrier, ...body }: Body,
): Promise<DirectSale> {
  const { businessDate, warehouseId, note } = body;
  const drafted = await createOrder(ctx, http.lastPrices, {
    customerId: body.customerId,
    businessDate,
    requiredDate: businessDate,
    basis: body.basis,
    payer: '',
    customerOrderNo: '',
    note,
    ...(warehouseId !== null && { warehouseId }),
    lines: body.lines.map((one) => {
      const { batch: _, serials: __, ...line } = one;
      return { ...line, requiredDate: null, promisedDate: null };
    }),
  });
  const receipt =
    amountFen === 0 ? null : await takeMoney(ctx, body, { amountFen, accountId, method });
  const order = await confirmByHand(http, ctx, drafted.id, drafted.version);
  const delivery = await deliverAll(ctx, order.id, {
    businessDate,
    warehouseId,
    carrier,
    note,
    parts: body.lines,
  });
  return {
    order: { id: order.id, no: order.no! },
    delivery: { id: delivery.id, no: delivery.no! },
    receipt: receipt && { id: receipt.id, no: receipt.no! },
    grossFen: delivery.gross_fen,
    settledFen: receipt ? await settleSale(ctx, delivery.id, receipt.id) : 0,
  };
}

/** What the customer pays now, as an advance. */
async function takeMoney(
  ctx: WriteContext,
  { customerId, businessDate, note }: Pick<Body, 'customerId' | 'businessDate' | 'note'>,
  { amountFen, accountId, method }: Pick<Body, 'amountFen' | 'accountId' | 'method'>,
) {
  if (!may(ctx.actor, 'receipts.manage')) throw problem('forbidden');
  if (accountId === null) throw fieldRefused('/accountId', 'required');
  const { id, version } = await createReceipt(ctx, {
    customerId,
    accountId,
    bill: null,
    businessDate,
    method,
    amountFen,
    feeFen: 0,
    payer: '',
    note,
    lines: [],
  });
  return await confirmReceipt(ctx, id, version);
}

/** Uses the advance for what the sale made owed; answers how much of it. */
async function settleSale(
  ctx: WriteContext,
  deliveryId: number,
  receiptId: number,
): Promise<number> {
  const owed = await standingMoneyRows(ctx.tx, 'ar', { kind: 'delivery', id: deliveryId });
  const [paid] = await standingMoneyRows(ctx.tx, 'ar', { kind: 'receipt', id: receiptId });
  let left = -paid!.amount_fen;
  for (const { id, amount_fen: amount } of owed.toSorted((a, b) => a.id - b.id)) {
    const amountFen = Math.min(left, amount);
    if (amountFen <= 0) continue;
    await settleBy(ctx, receivablesByHand, { owedId: id, paidId: paid!.id, amountFen });
    left -= amountFen;
  }
  return -paid!.amount_fen - left;
}
