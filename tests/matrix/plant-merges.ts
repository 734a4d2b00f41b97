import type { Database } from '@xinhang/db/database.ts';
import { insertMerge } from '@xinhang/db/repositories/merges.ts';
import { positions } from './expectation.ts';
import { NOBODY, type Target } from './plant-customers.ts';

/**
 * A merge into the customer of each position, of one that everybody reaches who may merge at all,
 * and that was never put away for it: an undo of it comes as far as its state.
 */
export async function plantMerges(
  db: Database,
  targets: readonly Target[],
  byUserId: number,
): Promise<number[]> {
  const other = targets[positions.findIndex((row) => row.position === 'archived')]!.customerId;
  return await db.transaction(async (tx) => {
    const ids: number[] = [];
    for (const { customerId } of targets) {
      if (customerId === NOBODY || customerId === other) {
        ids.push(NOBODY);
        continue;
      }
      const row = {
        kept_id: customerId,
        other_id: other,
        by_user_id: byUserId,
        at: 1,
        kept_before: '{}',
        kept_after: '{}',
        other_before: '{}',
      };
      ids.push(await insertMerge(tx, row, new Map()));
    }
    return ids;
  });
}
