import { updateLoanReturn } from '@xinhang/db/repositories/loan-returns.ts';
import type { NamedLoan } from '@xinhang/db/repositories/loans.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { WriteContext } from '../../../http/context.ts';
import { allLocations } from '../../products/service.ts';
import { deliverAll } from '../deliveries/enter.ts';
import { confirmByHand, type Doors } from '../orders/confirm.ts';
import { createOrder } from '../orders/drafts.ts';
import { needIn, record, told } from './access.ts';
import { bringBack } from './take-back.ts';

type Body = EndpointInput<typeof api.loans.sell>['body'];

/**
 * Sells what the customer keeps: back to the warehouse on paper, then order and delivery by the
 * services of each, in one transaction (docs/decisions/0273). Price, floor, credit and stock are
 * asked as of any order; what one of them refuses leaves nothing behind.
 */
export async function sellLoan(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, businessDate, basis, note, lines: parts }: Body,
): Promise<NamedLoan> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'out', 'salesOrders.confirm');
  const before = await told(ctx, row);
  const warehouseId = row.warehouse_id!;
  const { returnId, lines } = await bringBack(ctx, row, {
    businessDate,
    warehouseId,
    note,
    parts,
    sold: true,
  });
  const place = (await allLocations(tx)).find((one) => one.id === warehouseId)!;
  const drafted = await createOrder(ctx, http.lastPrices, {
    customerId: row.customer_id,
    businessDate,
    requiredDate: businessDate,
    basis,
    payer: '',
    customerOrderNo: '',
    note: [row.no, note].filter(Boolean).join(' '),
    ...(place.sellable === 1 && { warehouseId }),
    lines: lines.map((line, at) => ({
      kind: 'goods' as const,
      productId: line.product_id,
      unitId: line.base_unit_id,
      text: '',
      qtyE4: parts[at]!.qtyE4,
      priceE4: parts[at]!.priceE4,
      discountBp: 0,
      deviation: '',
      requiredDate: null,
      promisedDate: null,
      note: '',
    })),
  });
  const order = await confirmByHand(http, ctx, drafted.id, drafted.version);
  const delivery = await deliverAll(ctx, order.id, {
    businessDate,
    warehouseId,
    carrier: '',
    note: row.no!,
    parts: lines.map((line, at) => ({ batch: line.batch, serials: parts[at]!.serials })),
  });
  const sold = { order_id: order.id, delivery_id: delivery.id };
  await updateLoanReturn(tx, { id: returnId, version: 1 }, sold);
  return (await record(ctx, 'loans.sell', row, before, {
    order: order.no,
    delivery: delivery.no,
  }))!;
}
