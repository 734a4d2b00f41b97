import type { ExpressionBuilder, Insertable, Selectable, Updateable } from 'kysely';
import type { RowReach } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';

export type SheetRecord = Selectable<DB['appraisal_sheet']>;
export type SheetItemRecord = Selectable<DB['appraisal_item']>;
export type NamedSheet = SheetRecord & {
  person_name: string;
  dept_name: string;
  scheme_name: string;
};

/** Whose sheets: of these people, or of everybody but one. */
export interface SheetFilter {
  /** Null: everybody's. */
  personIds: readonly number[] | null;
  /** Left out. */
  notPersonId?: number | undefined;
  states?: readonly string[] | undefined;
  period?: string | undefined;
  /** Open, and due before this business date. */
  dueBefore?: string | undefined;
}

/** People whom a right reaches, as `SheetFilter` has them. */
export const peopleReached = (reach: RowReach | undefined): readonly number[] | null =>
  reach?.all ? null : (reach?.ownerIds ?? []);

type Sheets = ExpressionBuilder<DB, 'appraisal_sheet'>;
const matching =
  ({ personIds, notPersonId, states, period, dueBefore }: SheetFilter) =>
  (eb: Sheets) =>
    eb.and([
      ...(personIds === null ? [] : [eb('appraisal_sheet.person_id', 'in', personIds)]),
      ...(notPersonId === undefined ? [] : [eb('appraisal_sheet.person_id', '<>', notPersonId)]),
      ...(states ? [eb('appraisal_sheet.state', 'in', states)] : []),
      ...(period === undefined ? [] : [eb('appraisal_sheet.period', '=', period)]),
      ...(dueBefore === undefined ? [] : [eb('appraisal_sheet.due_on', '<', dueBefore)]),
    ]);

const named = (db: Reader) =>
  db
    .selectFrom('appraisal_sheet')
    .innerJoin('user', 'user.id', 'appraisal_sheet.person_id')
    .innerJoin('dept', 'dept.id', 'appraisal_sheet.dept_id')
    .innerJoin('appraisal_edition', 'appraisal_edition.id', 'appraisal_sheet.edition_id')
    .innerJoin('appraisal_scheme', 'appraisal_scheme.id', 'appraisal_edition.scheme_id')
    .selectAll('appraisal_sheet')
    .select([
      'user.name as person_name',
      'dept.name as dept_name',
      'appraisal_scheme.name as scheme_name',
    ]);

/** A page, the period that ended last at the top. */
export async function listSheets(
  db: Reader,
  filter: SheetFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedSheet[]> {
  if (filter.personIds?.length === 0) return [];
  let query = named(db).where((eb) => matching(filter)(eb as never));
  if (after) {
    const value = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('appraisal_sheet.to_on', '<', value),
        eb.and([eb('appraisal_sheet.to_on', '=', value), eb('appraisal_sheet.id', '<', after.id)]),
      ]),
    );
  }
  return await query
    .orderBy('appraisal_sheet.to_on', 'desc')
    .orderBy('appraisal_sheet.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countSheets(db: Reader, filter: SheetFilter, cap: number): Promise<number> {
  if (filter.personIds?.length === 0) return 0;
  const some = db
    .selectFrom('appraisal_sheet')
    .select('appraisal_sheet.id')
    .where(matching(filter))
    .limit(cap)
    .as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Of whom there are such sheets. */
export async function peopleWithSheets(db: Reader, filter: SheetFilter): Promise<number[]> {
  if (filter.personIds?.length === 0) return [];
  const rows = await db
    .selectFrom('appraisal_sheet')
    .select('appraisal_sheet.person_id')
    .distinct()
    .where(matching(filter))
    .execute();
  return rows.map((row) => row.person_id);
}

export async function sheetById(db: Reader, id: number): Promise<NamedSheet | undefined> {
  return await named(db).where('appraisal_sheet.id', '=', id).executeTakeFirst();
}

export async function sheetsByIds(db: Reader, ids: readonly number[]): Promise<NamedSheet[]> {
  return ids.length === 0 ? [] : await named(db).where('appraisal_sheet.id', 'in', ids).execute();
}

/** Periods of these people that have sheets, the one that ended last first. */
export async function sheetPeriods(db: Reader, filter: SheetFilter, most: number) {
  if (filter.personIds?.length === 0) return [];
  const rows = await db
    .selectFrom('appraisal_sheet')
    .select(['appraisal_sheet.period'])
    .select((eb) => eb.fn.max('appraisal_sheet.to_on').as('to_on'))
    .where(matching(filter))
    .groupBy('appraisal_sheet.period')
    .orderBy('to_on', 'desc')
    .orderBy('period', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.period);
}

/** Totals of people in a period, by person. */
export async function totalsIn(
  db: Reader,
  filter: SheetFilter & { period: string },
): Promise<Map<number, number>> {
  if (filter.personIds?.length === 0) return new Map();
  const rows = await db
    .selectFrom('appraisal_sheet')
    .select(['appraisal_sheet.person_id', 'appraisal_sheet.total'])
    .where(matching({ ...filter, states: ['scored', 'closed'] }))
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.total!]));
}

/** Who has a sheet of a period already. */
export async function haveSheet(db: Reader, period: string): Promise<Set<number>> {
  const rows = await db
    .selectFrom('appraisal_sheet')
    .select('person_id')
    .where('period', '=', period)
    .where('state', '<>', 'void')
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** Sheets of a period that are with these people and were counted before an instant (UTC ms). */
export async function draftsCountedBefore(
  db: Reader,
  period: string,
  personIds: readonly number[],
  before: number,
): Promise<NamedSheet[]> {
  if (personIds.length === 0) return [];
  return await named(db)
    .where('appraisal_sheet.period', '=', period)
    .where('appraisal_sheet.person_id', 'in', personIds)
    .where('appraisal_sheet.state', '=', 'draft')
    .where('appraisal_sheet.counted_at', '<', before)
    .execute();
}

/** Sheets of a person that are under way. */
export async function openSheetsOf(db: Reader, personId: number): Promise<SheetRecord[]> {
  return await db
    .selectFrom('appraisal_sheet')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', 'in', ['draft', 'submitted', 'scored'])
    .execute();
}

export async function insertSheet(
  tx: Tx,
  sheet: Omit<Insertable<DB['appraisal_sheet']>, 'id' | 'version'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('appraisal_sheet')
    .values({ ...sheet, version: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a sheet of exactly this version; false when somebody was faster. */
export async function updateSheet(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['appraisal_sheet']>, 'id' | 'version'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('appraisal_sheet')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function itemsOfSheet(db: Reader, sheetId: number): Promise<SheetItemRecord[]> {
  return await db
    .selectFrom('appraisal_item')
    .selectAll()
    .where('sheet_id', '=', sheetId)
    .execute();
}

/** Sets items of a sheet whole. */
export async function putItems(tx: Tx, rows: readonly SheetItemRecord[]): Promise<void> {
  for (const row of rows) {
    await tx
      .insertInto('appraisal_item')
      .values(row)
      .onConflict((on) => on.columns(['sheet_id', 'key']).doUpdateSet(row))
      .execute();
  }
}

export async function insertSheetStep(
  tx: Tx,
  step: Omit<Insertable<DB['appraisal_step']>, 'id'>,
): Promise<void> {
  await tx.insertInto('appraisal_step').values(step).execute();
}

/** What happened to a sheet, oldest first. */
export async function stepsOfSheet(db: Reader, sheetId: number) {
  return await db
    .selectFrom('appraisal_step')
    .leftJoin('user', 'user.id', 'appraisal_step.by_user_id')
    .selectAll('appraisal_step')
    .select('user.name as by_name')
    .where('sheet_id', '=', sheetId)
    .orderBy('appraisal_step.id')
    .execute();
}
