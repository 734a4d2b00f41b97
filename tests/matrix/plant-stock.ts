import type { Hands } from './plant-customers.ts';
import type { plantProducts } from './plant-products.ts';

/** What one of the product cost, in 1/10,000 yuan: shown to whom cost is shown. */
export const STOCK_COST_E4 = 77_1000;
const ONE = 10_000;

type Goods = Awaited<ReturnType<typeof plantProducts>>;

/** Goods in the warehouse, and a document in each state that somebody may act on. */
export async function plantStock({ plant, boss }: Hands, goods: Goods, businessDate: string) {
  const second = await plant(boss, 'POST', '/locations', { name: '矩阵二仓' });
  const line = { productId: goods.id, unitId: goods.unitId };
  const draft = (kind: string, more: object, qty: number) =>
    plant(boss, 'POST', '/stock-documents', {
      kind,
      businessDate,
      note: '矩阵',
      ...more,
      lines: [{ ...line, qtyE4: qty * ONE, ...(kind === 'otherIn' && { priceE4: STOCK_COST_E4 }) }],
    });
  const inward = { toLocationId: goods.warehouseId, reason: 'opening' };
  const across = { fromLocationId: goods.warehouseId, toLocationId: second.id };
  const confirm = (id: number) =>
    plant(boss, 'POST', `/stock-documents/${id}/confirm`, { version: 1 });
  const posted = await draft('otherIn', inward, 50);
  await confirm(posted.id);
  const sent = await draft('transfer', { ...across, twoStep: true }, 3);
  await confirm(sent.id);
  const count = await plant(boss, 'POST', '/stock-counts', {
    locationId: goods.warehouseId,
    businessDate,
  });
  return {
    postedId: posted.id,
    sentId: sent.id,
    draftId: (await draft('otherIn', inward, 5)).id,
    countId: count.id,
    secondId: second.id,
    businessDate,
  };
}
