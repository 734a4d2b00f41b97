import type { Database } from '@xinhang/db/database.ts';
import { TODAY, type Hands } from './plant-customers.ts';
import { ASKED_E4 } from './plant-suppliers.ts';

const ONE = 10_000;
/** What sales is offered. */
export const OFFERED_E4 = 7_654_321;

/** A draft to the supplier, a confirmed order, a draft of what came of it, and one of what goes back. */
export async function plantPurchases(
  { plant, get, boss }: Hands,
  db: Database,
  {
    supplierId,
    productId,
    warehouseId,
  }: { supplierId: number; productId: number; warehouseId: number },
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
  // Another one, of which an invoice speaks.
  const held = await plant(boss, 'POST', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: lineId, qtyE4: ONE }],
  });
  // Goods of which nobody knows the receipt: nothing of the stock of the others moves.
  const back = await plant(boss, 'POST', '/purchase-returns', {
    supplierId,
    warehouseId,
    businessDate: TODAY,
    reason: '矩阵',
    lines: [{ productId, qtyE4: ONE, priceE4: ASKED_E4 }],
  });
  const asks = { businessDate: TODAY, reason: '矩阵', lines: [{ productId, qtyE4: ONE }] };
  const asked = await plant(boss, 'POST', '/purchase-requests', asks);
  // Approved at once: without a flow nobody need be asked.
  const flow = (active: number) =>
    db.transaction((tx) =>
      tx
        .updateTable('approval_flow')
        .set({ active })
        .where('kind', '=', 'purchaseRequest')
        .execute(),
    );
  await flow(0);
  await plant(boss, 'POST', `/purchase-requests/${asked.id}/submit`, { version: 1 });
  await flow(1);
  const unasked = await plant(boss, 'POST', '/purchase-requests', asks);
  // Of somebody else: one that nobody answered, and one with an offer.
  const things = {
    lines: [
      { productId, qtyE4: ONE },
      { productId, qtyE4: ONE },
    ],
  };
  const { rows } = (await plant(boss, 'POST', '/price-inquiries', things)) as unknown as {
    rows: { id: number }[];
  };
  const [open, priced] = rows.map((row) => row.id) as [number, number];
  const answer = { supplierId, costE4: ASKED_E4, leadDays: 9, validTo: '2026-12-31' };
  await plant(boss, 'POST', `/price-inquiries/${priced}/answer`, { version: 1, ...answer });
  const file = async (side: string) => {
    const path = `/price-inquiries/${priced}/files?name=${side}.txt&side=${side}`;
    return (await plant(boss, 'POST', path, Buffer.from('matrix'))).id;
  };
  const files = { sales: await file('sales'), buyer: await file('buyer') };
  const offer = { offerE4: OFFERED_E4, floorE4: OFFERED_E4 };
  await plant(boss, 'POST', `/price-inquiries/${priced}/price`, { version: 2, ...offer });
  return {
    inquiries: { open, priced, files },
    draft: draft.id,
    order: id,
    lineId,
    note: note.id,
    heldNote: held.id,
    back: back.id,
    asked: asked.id,
    unasked: unasked.id,
  };
}
