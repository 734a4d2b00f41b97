import type { Database } from '@xinhang/db/database.ts';
import { canary } from './canaries.ts';
import { positions } from './expectation.ts';
import { NOBODY, TODAY, type Hands, type Target } from './plant-customers.ts';

/** A draft and one that was sent at each position. */
export interface PlantedQuotations {
  drafts: readonly number[];
  sent: readonly number[];
}

const ONE = 10_000;
/** Fen of the one that was sent at a position: no two sums of different rows are the same. */
export const quotedFen = (index: number) => 2 ** index * 100;

/** Plants them by the boss, once the customers lie where they belong. */
export async function plantQuotations(
  { plant, boss }: Hands,
  db: Database,
  { targets, productId }: { targets: readonly Target[]; productId: number },
): Promise<PlantedQuotations> {
  const drafts: number[] = [];
  const sent: number[] = [];
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      for (const list of [drafts, sent]) list.push(NOBODY);
      continue;
    }
    const { customerId } = targets[index]!;
    // What was put away got its quotations before.
    const put = async (at: number | null) =>
      await db.transaction(async (tx) => {
        const customer = tx.updateTable('customer').set({ archived_at: at });
        await customer.where('id', '=', customerId).execute();
      });
    if (row.archived) await put(null);
    const draft = async (priceE4: number) =>
      await plant(boss, 'POST', '/quotations', {
        customerId,
        businessDate: TODAY,
        note: canary(index, 'quotation'),
        lines: [{ productId, qtyE4: ONE, priceE4 }],
      });
    const quotation = await draft(quotedFen(index) * 100);
    await plant(boss, 'POST', `/quotations/${quotation.id}/submit`, { version: 1 });
    await plant(boss, 'POST', `/quotations/${quotation.id}/send`, { version: 2 });
    drafts.push((await draft(ONE)).id);
    sent.push(quotation.id);
    if (row.archived) await put(1);
  }
  return { drafts, sent };
}
