import { TODAY, type Hands } from './plant-customers.ts';

const ONE = 10_000;

/** A draft to the supplier, a confirmed order, and a draft of what came of it. */
export async function plantPurchases(
  { plant, get, boss }: Hands,
  { supplierId, productId }: { supplierId: number; productId: number },
) {
  const body = { supplierId, businessDate: TODAY, lines: [{ productId, qtyE4: ONE }] };
  const draft = await plant(boss, 'POST', '/purchase-orders', body);
  const { id } = await plant(boss, 'POST', '/purchase-orders', body);
  await plant(boss, 'POST', `/purchase-orders/${id}/confirm`, { version: 1 });
  const order = await get<{ lines: { id: number }[] }>(boss, `/purchase-orders/${id}`);
  const lineId = order.lines[0]!.id;
  const note = await plant(boss, 'POST', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: lineId, qtyE4: ONE }],
  });
  return { draft: draft.id, order: id, lineId, note: note.id };
}
