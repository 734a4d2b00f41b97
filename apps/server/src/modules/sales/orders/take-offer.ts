import { salesLinesOf, type NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { withOffer, type Offered } from '../quotations/take-offer.ts';
import { needIn } from './access.ts';
import { updateOrder } from './drafts.ts';
import { askedAgain } from './lines.ts';

/** Takes an offer into a draft of an order; when it can be delivered stands beside the line. */
export async function takeOfferIntoOrder(
  ctx: WriteContext,
  lastPrices: LastPrices,
  { id, version, ...offer }: Offered & { id: number; version: number },
): Promise<NamedSalesOrder> {
  const order = await needIn(ctx, 'salesOrders.update', { id, version }, ['draft']);
  const lines = (await salesLinesOf(ctx.tx, id)).map(askedAgain);
  const priceE4 = offer.priceIn(order.basis as PriceBasis);
  const undated = { requiredDate: null, promisedDate: null };
  const next = withOffer(lines, { ...offer, priceE4, words: offer.leadTime }, (line) => ({
    ...line,
    ...undated,
  }));
  return await updateOrder(ctx, lastPrices, id, { version, lines: next });
}
