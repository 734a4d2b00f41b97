import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type SplitRecord = Selectable<DB['target_split']>;

/** Whose target, and by what it is split. */
export interface SplitOf {
  nodeKind: string;
  nodeId: number;
  dimension: string;
}

/** All splits of a sheet, or those of one target. */
export async function splitsOf(db: Reader, sheetId: number, of?: SplitOf): Promise<SplitRecord[]> {
  let query = db.selectFrom('target_split').selectAll().where('sheet_id', '=', sheetId);
  if (of) {
    query = query
      .where('node_kind', '=', of.nodeKind)
      .where('node_id', '=', of.nodeId)
      .where('dimension', '=', of.dimension);
  }
  return await query
    .orderBy('node_kind')
    .orderBy('node_id')
    .orderBy('dimension')
    .orderBy('part')
    .orderBy('month')
    .execute();
}

/** All that holds of splits in a year by one metric and one dimension. */
export async function lockedSplits(
  db: Reader,
  { year, metric, dimension }: { year: number; metric: string; dimension: string },
) {
  return await db
    .selectFrom('target_sheet')
    .innerJoin('target_split', 'target_split.sheet_id', 'target_sheet.id')
    .select(['dept_id', 'node_kind', 'node_id', 'month', 'value', 'part'])
    .where('state', '=', 'locked')
    .where('year', '=', year)
    .where('metric', '=', metric)
    .where('dimension', '=', dimension)
    .orderBy('locked_at')
    .orderBy('target_sheet.id')
    .execute();
}

/** Sets one cell of a split, or takes it out. */
export async function putSplit(
  tx: Tx,
  cell: Omit<SplitRecord, 'value'>,
  value: number | null,
): Promise<void> {
  if (value === null) {
    await tx
      .deleteFrom('target_split')
      .where('sheet_id', '=', cell.sheet_id)
      .where('node_kind', '=', cell.node_kind)
      .where('node_id', '=', cell.node_id)
      .where('dimension', '=', cell.dimension)
      .where('part', '=', cell.part)
      .where('month', '=', cell.month)
      .execute();
    return;
  }
  await tx
    .insertInto('target_split')
    .values({ ...cell, value })
    .onConflict((conflict) =>
      conflict
        .columns(['sheet_id', 'node_kind', 'node_id', 'dimension', 'part', 'month'])
        .doUpdateSet({ value }),
    )
    .execute();
}

/** Copies how the targets of another sheet are split. */
export async function copySplits(tx: Tx, from: number, to: number): Promise<void> {
  const columns = ['node_kind', 'node_id', 'dimension', 'part', 'month', 'value'] as const;
  await tx
    .insertInto('target_split')
    .columns(['sheet_id', ...columns])
    .expression((eb) =>
      eb
        .selectFrom('target_split')
        .select([eb.val(to).as('sheet_id'), ...columns])
        .where('sheet_id', '=', from),
    )
    .execute();
}

export async function deleteSplits(tx: Tx, sheetId: number): Promise<void> {
  await tx.deleteFrom('target_split').where('sheet_id', '=', sheetId).execute();
}
