import type { Tx } from '@xinhang/db/database.ts';
import { insertSheet, putLine, updateSheet } from '@xinhang/db/repositories/targets.ts';
import { putSplit } from '@xinhang/db/repositories/target-splits.ts';
import { regions } from './fill-customers.ts';

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);
const MONTH_FEN = 50_000_000;

/** Targets that hold: of the company, its teams and their people, the company's by region as well. */
export async function fillTargets(
  tx: Tx,
  { year, now, boss }: { year: number; now: number; boss: number },
): Promise<void> {
  const depts = await tx.selectFrom('dept').select(['id', 'parent_id']).execute();
  const users = await tx.selectFrom('user').select(['id', 'dept_id']).execute();
  for (const dept of depts) {
    const people = users.filter((user) => user.dept_id === dept.id && user.id !== boss);
    const below = depts.filter((one) => one.parent_id === dept.id);
    const members = [
      ...people.map(({ id }) => ({ kind: 'user', id, value: MONTH_FEN })),
      ...below.map(({ id }) => ({ kind: 'dept', id, value: MONTH_FEN * 10 })),
    ];
    if (dept.parent_id === null) {
      members.push({ kind: 'dept', id: dept.id, value: MONTH_FEN * 60 });
    }
    const sheet = await insertSheet(tx, {
      year,
      dept_id: dept.id,
      metric: 'won',
      unit_id: null,
      revision: 1,
      state: 'draft',
      note: '',
      made_by: boss,
      made_at: now,
    });
    for (const { kind, id, value } of members) {
      for (const month of MONTHS) {
        const cell = { sheet_id: sheet.id, node_kind: kind, node_id: id, month };
        await putLine(tx, cell, value);
        if (id !== dept.id || kind !== 'dept') continue;
        for (const part of regions.filter((region) => region !== '')) {
          await putSplit(tx, { ...cell, dimension: 'region', part }, MONTH_FEN * 15);
        }
      }
    }
    await updateSheet(tx, sheet, { state: 'locked', locked_at: now });
  }
}
