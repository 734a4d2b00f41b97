import type { Database } from '@xinhang/db/database.ts';
import { insertFact } from '@xinhang/db/repositories/sales-facts.ts';
import { batchById, insertBatch } from '@xinhang/db/repositories/imports.ts';

/** What was sold before to the customer with this place among those that there are. */
export const pastFen = (place: number) => (place + 1) * 100;

/**
 * Imports of the subject and of the boss in each state, all of one file; the rows of a checked one
 * met every customer, and name none.
 */
export async function plantImports(
  db: Database,
  owners: { mine: number; boss: number },
  fileOf: number,
  customerIds: readonly number[],
) {
  return await db.transaction(async (tx) => {
    const { id: _, ...like } = (await batchById(tx, fileOf))!;
    const insert = async (createdBy: number, state: string, kind = 'customers') => {
      const batch = await insertBatch(tx, { ...like, kind, state, created_by: createdBy });
      const met = state === 'checked' ? customerIds : [];
      for (const [at, customerId] of met.entries()) {
        await tx
          .insertInto('import_row')
          .values({
            batch_id: batch.id,
            row: at + 2,
            customer_key: '',
            fingerprint: '',
            label: 'matrix',
            verdict: 'duplicate',
            code: '',
            params: '{}',
            customer_id: customerId,
            made: 0,
            contact_id: null,
            follow_up_id: null,
            entity_id: null,
            kept: null,
          })
          .execute();
      }
      return batch.id;
    };
    const all = async (createdBy: number) => ({
      uploaded: await insert(createdBy, 'uploaded'),
      checked: await insert(createdBy, 'checked'),
      imported: await insert(createdBy, 'imported'),
    });
    // What was sold before, a line of every customer; no verdict leads to it.
    const past = await insert(owners.boss, 'imported', 'salesFacts');
    for (const [at, customerId] of customerIds.entries()) {
      await insertFact(tx, {
        batch_id: past,
        customer_id: customerId,
        product_id: null,
        product_code: 'OLD',
        product_name: '旧货',
        unit_name: '件',
        salesperson_id: null,
        salesperson: '',
        old_no: `XS-${at}`,
        line_no: '',
        business_date: '2026-03-02',
        sheet_qty_e4: 10_000,
        qty_e4: 10_000,
        net_fen: pastFen(at),
        cost_fen: 50,
      });
    }
    const planted = { mine: await all(owners.mine), boss: await all(owners.boss) };
    // What was only there to take the file in is nobody's.
    await tx.deleteFrom('import_batch').where('id', '=', fileOf).execute();
    return { ...planted, past };
  });
}
