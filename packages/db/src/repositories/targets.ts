import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { copySplits, deleteSplits } from './target-splits.ts';

export type SheetRecord = Selectable<DB['target_sheet']>;
export type LineRecord = Selectable<DB['target_line']>;

/** Of one department, by one metric (of quantities with what is counted), in one year. */
export interface SheetPlace {
  year: number;
  deptId: number;
  metric: string;
}

/** All revisions with names and sums, the newest first. */
export async function sheetsOf(db: Reader, { year, deptId, metric }: SheetPlace) {
  return await db
    .selectFrom('target_sheet')
    .innerJoin('user as maker', 'maker.id', 'target_sheet.made_by')
    .leftJoin('user as locker', 'locker.id', 'target_sheet.locked_by')
    .selectAll('target_sheet')
    .select(['maker.name as maker_name', 'locker.name as locker_name'])
    .select((eb) =>
      eb
        .selectFrom('target_line')
        .select((line) => line.fn.coalesce(line.fn.sum<number>('value'), line.lit(0)).as('total'))
        .whereRef('target_line.sheet_id', '=', 'target_sheet.id')
        // That of the department itself is what they are compared with.
        .where((line) =>
          line.or([
            line('target_line.node_kind', '=', 'user'),
            line('target_line.node_id', '<>', line.ref('target_sheet.dept_id')),
          ]),
        )
        .as('total'),
    )
    .where('year', '=', year)
    .where('target_sheet.dept_id', '=', deptId)
    .where('metric', '=', metric)
    .orderBy('revision', 'desc')
    .execute();
}

export async function sheetById(db: Reader, id: number): Promise<SheetRecord | undefined> {
  return await db.selectFrom('target_sheet').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The one that is worked on or waits for approval. */
export async function openSheet(
  db: Reader,
  { year, deptId, metric }: SheetPlace,
): Promise<SheetRecord | undefined> {
  return await db
    .selectFrom('target_sheet')
    .selectAll()
    .where('year', '=', year)
    .where('dept_id', '=', deptId)
    .where('metric', '=', metric)
    .where('state', 'in', ['draft', 'submitted'])
    .executeTakeFirst();
}

export async function lockedSheet(
  db: Reader,
  { year, deptId, metric }: SheetPlace,
): Promise<SheetRecord | undefined> {
  return await db
    .selectFrom('target_sheet')
    .selectAll()
    .where('year', '=', year)
    .where('dept_id', '=', deptId)
    .where('metric', '=', metric)
    .where('state', '=', 'locked')
    .executeTakeFirst();
}

export async function lastRevision(db: Reader, place: SheetPlace): Promise<number> {
  const row = await db
    .selectFrom('target_sheet')
    .select((eb) => eb.fn.max('revision').as('last'))
    .where('year', '=', place.year)
    .where('dept_id', '=', place.deptId)
    .where('metric', '=', place.metric)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

export async function linesOf(db: Reader, sheetId: number): Promise<LineRecord[]> {
  return await db
    .selectFrom('target_line')
    .selectAll()
    .where('sheet_id', '=', sheetId)
    .orderBy('node_kind')
    .orderBy('node_id')
    .orderBy('month')
    .execute();
}

/**
 * What is set of each node in each month of these years, or of one person alone, in the order in
 * which the sheets were locked.
 */
export async function lockedLines(
  db: Reader,
  {
    years,
    metrics,
    userId,
  }: { years: readonly number[]; metrics: readonly string[]; userId?: number },
) {
  let query = db
    .selectFrom('target_sheet')
    .innerJoin('target_line', 'target_line.sheet_id', 'target_sheet.id')
    .select(['year', 'metric', 'dept_id', 'node_kind', 'node_id', 'month', 'value'])
    .where('state', '=', 'locked')
    .where('year', 'in', years)
    .where('metric', 'in', metrics);
  if (userId !== undefined) {
    query = query.where('node_kind', '=', 'user').where('node_id', '=', userId);
  }
  return await query.orderBy('locked_at').orderBy('target_sheet.id').execute();
}

export async function insertSheet(
  tx: Tx,
  sheet: Omit<SheetRecord, 'id' | 'version' | 'submitted_at' | 'locked_at' | 'locked_by'>,
): Promise<SheetRecord> {
  const row = { ...sheet, version: 1, submitted_at: null, locked_at: null, locked_by: null };
  return { ...row, id: await insertNumbered(tx, 'target_sheet', row, 'id') };
}

/** Copies what another sheet says, and how it is split. */
export async function copyLines(tx: Tx, from: number, to: number): Promise<void> {
  const columns = ['node_kind', 'node_id', 'month', 'value'] as const;
  await tx
    .insertInto('target_line')
    .columns(['sheet_id', ...columns])
    .expression((eb) =>
      eb
        .selectFrom('target_line')
        .select([eb.val(to).as('sheet_id'), ...columns])
        .where('sheet_id', '=', from),
    )
    .execute();
  await copySplits(tx, from, to);
}

/** Changes a sheet of exactly this version; undefined when somebody was faster. */
export async function updateSheet(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['target_sheet'], 'id' | 'version'>>,
): Promise<SheetRecord | undefined> {
  return await tx
    .updateTable('target_sheet')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Sets one cell, or takes it out. */
export async function putLine(
  tx: Tx,
  { sheet_id: sheetId, ...cell }: Omit<LineRecord, 'value'>,
  value: number | null,
): Promise<void> {
  if (value === null) {
    await tx
      .deleteFrom('target_line')
      .where('sheet_id', '=', sheetId)
      .where('node_kind', '=', cell.node_kind)
      .where('node_id', '=', cell.node_id)
      .where('month', '=', cell.month)
      .execute();
    return;
  }
  await tx
    .insertInto('target_line')
    .values({ sheet_id: sheetId, ...cell, value })
    .onConflict((conflict) =>
      conflict.columns(['sheet_id', 'node_kind', 'node_id', 'month']).doUpdateSet({ value }),
    )
    .execute();
}

/** What sheets of a year say of the quantities of one metric, and of whom; not what was replaced. */
export async function quantitySheets(
  db: Reader,
  { year, metric }: { year: number; metric: string },
) {
  return await db
    .selectFrom('target_sheet')
    .leftJoin('target_line', 'target_line.sheet_id', 'target_sheet.id')
    .select(['metric', 'dept_id', 'state', 'unit_id', 'node_kind', 'node_id'])
    .distinct()
    .where('year', '=', year)
    .where('metric', 'like', `${metric}:%`)
    .where('state', '<>', 'replaced')
    .orderBy('metric')
    .execute();
}

/** In which unit sheets of a year count these goods, the newest says; null where there are none. */
export async function unitOfSheets(
  db: Reader,
  { year, metric }: { year: number; metric: string },
): Promise<number | null> {
  const row = await db
    .selectFrom('target_sheet')
    .select('unit_id')
    .where('year', '=', year)
    .where('metric', '=', metric)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.unit_id ?? null;
}

/** The unit in which targets of a product count it: it stands on the base unit. */
export async function unitsOfTargets(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('target_sheet')
    .select('unit_id')
    .distinct()
    .where('metric', 'like', `%:product-${productId}`)
    .execute();
  return rows.flatMap((row) => row.unit_id ?? []);
}

export async function deleteSheet(tx: Tx, id: number): Promise<void> {
  await deleteSplits(tx, id);
  await tx.deleteFrom('target_line').where('sheet_id', '=', id).execute();
  await tx.deleteFrom('target_sheet').where('id', '=', id).execute();
}
