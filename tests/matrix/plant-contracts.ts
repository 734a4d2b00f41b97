import type { Database } from '@xinhang/db/database.ts';
import { canary } from './canaries.ts';
import { positions } from './expectation.ts';
import { NOBODY, TODAY, type Hands, type Target } from './plant-customers.ts';

/** A draft and one in force, with a milestone, at each position. */
export interface PlantedContracts {
  drafts: readonly number[];
  active: readonly number[];
  milestones: readonly number[];
}

const ONE = 10_000;
/** Fen of the one in force at a position: no two sums of different rows are the same. */
export const contractFen = (index: number) => 2 ** index * 100;

/** Plants them by the boss, once the customers lie where they belong. */
export async function plantContracts(
  { plant, boss }: Hands,
  db: Database,
  { targets, productId }: { targets: readonly Target[]; productId: number },
): Promise<PlantedContracts> {
  const planted = { drafts: [] as number[], active: [] as number[], milestones: [] as number[] };
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      for (const list of Object.values(planted)) list.push(NOBODY);
      continue;
    }
    const { customerId } = targets[index]!;
    // What was put away got its contracts before.
    const put = async (at: number | null) =>
      await db.transaction(async (tx) => {
        const customer = tx.updateTable('customer').set({ archived_at: at });
        await customer.where('id', '=', customerId).execute();
      });
    if (row.archived) await put(null);
    const draft = async (priceE4: number) =>
      await plant(boss, 'POST', '/contracts', {
        customerId,
        title: canary(index, 'contract'),
        startOn: TODAY,
        lines: [{ productId, qtyE4: ONE, priceE4 }],
        milestones: [{ name: canary(index, 'contract'), shareBp: 10_000, plannedOn: TODAY }],
      });
    const { id } = await draft(contractFen(index) * 100);
    // In force without whoever approves it.
    await db.transaction(async (tx) => {
      const active = { state: 'active', no: `HT-M-${index}`, version: 2 };
      await tx.updateTable('contract').set(active).where('id', '=', id).execute();
    });
    const milestone = await db.read
      .selectFrom('contract_milestone')
      .select('id')
      .where('contract_id', '=', id)
      .executeTakeFirstOrThrow();
    planted.active.push(id);
    planted.milestones.push(milestone.id);
    planted.drafts.push((await draft(ONE)).id);
    if (row.archived) await put(1);
  }
  return planted;
}
