import type { Database } from '@xinhang/db/database.ts';
import { insertHandedRows, insertHandover } from '@xinhang/db/repositories/handovers.ts';

/** A handover of the stranger to the person of the named department, with a row of each position. */
export async function plantHandover(
  db: Database,
  { userId, toId }: { userId: number; toId: number },
  customerIds: readonly number[],
): Promise<number> {
  return await db.transaction(async (tx) => {
    const last = await tx
      .selectFrom('owner_history')
      .select((eb) => eb.fn.max('id').as('id'))
      .executeTakeFirstOrThrow();
    const { id } = await insertHandover(tx, {
      user_id: userId,
      plan: JSON.stringify({ by: 'share', receivers: [{ userId: toId, weight: 1 }] }),
      counts: JSON.stringify([
        { userId: toId, counts: [{ sort: 'customers', count: customerIds.length }] },
      ]),
      shares: 1,
      note: '',
      state: 'done',
      by_user_id: null,
      at: 1,
      until: Number.MAX_SAFE_INTEGER,
      marks: JSON.stringify({ customer: last.id }),
      reverted_by: null,
      reverted_at: null,
      went_back: 0,
      kept: 0,
    });
    await insertHandedRows(
      tx,
      customerIds.map((rowId) => ({
        handover_id: id,
        kind: 'customer',
        row_id: rowId,
        sort: 'customers',
        to_id: toId,
        outcome: 'handed',
        code: '',
        was: null,
      })),
    );
    return id;
  });
}
