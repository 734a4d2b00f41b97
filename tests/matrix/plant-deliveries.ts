import type { Database } from '@xinhang/db/database.ts';
import { positions } from './expectation.ts';
import { NOBODY, TODAY, type Hands, type Target } from './plant-customers.ts';
import type { PlantedOrders } from './plant-orders.ts';

const ONE = 10_000;

/** Drafts of a delivery and of a loan to the customer at each position, from a warehouse that has goods. */
export async function plantDeliveries(
  { plant, boss }: Hands,
  db: Database,
  {
    targets,
    orders,
    warehouseId,
  }: { targets: readonly Target[]; orders: PlantedOrders; warehouseId: number },
): Promise<{ drafts: readonly number[]; loans: readonly number[] }> {
  const drafts: number[] = [];
  const loans: number[] = [];
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      drafts.push(NOBODY);
      loans.push(NOBODY);
      continue;
    }
    // What was put away got its delivery before.
    const put = async (at: number | null) =>
      await db.transaction(async (tx) => {
        const customer = tx.updateTable('customer').set({ archived_at: at });
        await customer.where('id', '=', targets[index]!.customerId).execute();
      });
    if (row.archived) await put(null);
    const body = {
      businessDate: TODAY,
      warehouseId,
      lines: [{ orderLineId: orders.lines[index]!, qtyE4: ONE }],
    };
    drafts.push((await plant(boss, 'POST', '/deliveries', body)).id);
    const { customerId } = targets[index]!;
    const lent = { customerId, warehouseId, businessDate: TODAY, dueOn: TODAY };
    loans.push((await plant(boss, 'POST', '/loans', lent)).id);
    if (row.archived) await put(1);
  }
  return { drafts, loans };
}
