import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type PresetItemRecord = Selectable<DB['preset_item']>;

/** What presets made for a department. */
export async function presetItems(db: Reader, deptId: number): Promise<PresetItemRecord[]> {
  return await db
    .selectFrom('preset_item')
    .selectAll()
    .where('dept_id', '=', deptId)
    .orderBy('item')
    .execute();
}

/** Keeps what was made, or in which state it was left now. */
export async function putPresetItem(tx: Tx, row: PresetItemRecord): Promise<void> {
  const { entity_id, entity_version, retired, at } = row;
  await tx
    .insertInto('preset_item')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['dept_id', 'item']).doUpdateSet({ entity_id, entity_version, retired, at }),
    )
    .execute();
}
