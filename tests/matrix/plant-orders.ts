import type { Database } from '@xinhang/db/database.ts';
import { canary } from './canaries.ts';
import { positions } from './expectation.ts';
import { NOBODY, TODAY, type Hands, type Target } from './plant-customers.ts';

/** A draft and a confirmed order at each position. */
export interface PlantedOrders {
  drafts: readonly number[];
  confirmed: readonly number[];
  /** Line of each confirmed order. */
  lines: readonly number[];
  /** A draft of a change of each confirmed order. */
  changes: readonly number[];
  /** What all of them keep in the warehouse, of the base unit. */
  reservedE4: number;
}

const ONE = 10_000;
/** Fen of the confirmed order at a position: no two sums of different rows are the same. */
export const orderFen = (index: number) => 2 ** index * 100;

/** Plants them by the boss, once the customers lie where they belong. */
export async function plantOrders(
  { plant, get, boss }: Hands,
  db: Database,
  { targets, productId }: { targets: readonly Target[]; productId: number },
): Promise<PlantedOrders> {
  const drafts: number[] = [];
  const confirmed: number[] = [];
  const lines: number[] = [];
  const changes: number[] = [];
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      for (const list of [drafts, confirmed, lines, changes]) list.push(NOBODY);
      continue;
    }
    const { customerId, addressId, titleId } = targets[index]!;
    // What was put away got its orders before.
    const put = async (at: number | null) =>
      await db.transaction(async (tx) => {
        const customer = tx.updateTable('customer').set({ archived_at: at });
        await customer.where('id', '=', customerId).execute();
      });
    if (row.archived) await put(null);
    const draft = async (priceE4: number, requiredDate: string | null = null) =>
      await plant(boss, 'POST', '/sales-orders', {
        customerId,
        businessDate: TODAY,
        requiredDate,
        note: canary(index, 'order'),
        // In the pool nobody writes what nobody sees.
        ...(row.owner !== null && { addressId, titleId }),
        lines: [{ productId, qtyE4: ONE, priceE4 }],
      });
    // To go out today, so that the desk speaks of it.
    const order = await draft(orderFen(index) * 100, TODAY);
    await plant(boss, 'POST', `/sales-orders/${order.id}/confirm`, { version: 1 });
    drafts.push((await draft(ONE)).id);
    confirmed.push(order.id);
    const page = await get<{ lines: { id: number }[] }>(boss, `/sales-orders/${order.id}`);
    const lineId = page.lines[0]!.id;
    lines.push(lineId);
    const asked = { id: lineId, productId, qtyE4: ONE, priceE4: orderFen(index) * 100 };
    const change = await plant(boss, 'POST', `/sales-orders/${order.id}/changes`, {
      reason: canary(index, 'order'),
      customerOrderNo: '矩阵',
      lines: [asked],
    });
    changes.push(change.id);
    if (row.archived) await put(1);
    // The customer deals by now; other cells know it as it was.
    await db.transaction(async (tx) => {
      const was = { stage: 'potential', version: targets[index]!.version };
      await tx.updateTable('customer').set(was).where('id', '=', customerId).execute();
    });
  }
  const reservedE4 = positions.filter((row) => row.exists).length * ONE;
  return { drafts, confirmed, lines, changes, reservedE4 };
}
