import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type SchemeRecord = Selectable<DB['appraisal_scheme']> & {
  edition_id: number;
  edition: number;
  indicators: string;
};

/** Schemes with the newest edition of their indicators, by id. */
function schemes(db: Reader) {
  return db
    .selectFrom('appraisal_scheme')
    .innerJoin('appraisal_edition', 'appraisal_edition.scheme_id', 'appraisal_scheme.id')
    .selectAll('appraisal_scheme')
    .select([
      'appraisal_edition.id as edition_id',
      'appraisal_edition.no as edition',
      'appraisal_edition.indicators as indicators',
    ])
    .where((eb) =>
      eb(
        'appraisal_edition.no',
        '=',
        eb
          .selectFrom('appraisal_edition as newest')
          .select((some) => some.fn.max('newest.no').as('no'))
          .whereRef('newest.scheme_id', '=', 'appraisal_scheme.id'),
      ),
    )
    .orderBy('appraisal_scheme.id');
}

export async function allSchemes(db: Reader): Promise<SchemeRecord[]> {
  return await schemes(db).execute();
}

export async function schemeById(db: Reader, id: number): Promise<SchemeRecord | undefined> {
  return await schemes(db).where('appraisal_scheme.id', '=', id).executeTakeFirst();
}

export async function insertScheme(
  tx: Tx,
  scheme: Omit<Insertable<DB['appraisal_scheme']>, 'id' | 'version'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('appraisal_scheme')
    .values({ ...scheme, version: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a scheme of exactly this version; false when somebody was faster. */
export async function updateScheme(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['appraisal_scheme']>, 'id' | 'version'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('appraisal_scheme')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function insertEdition(
  tx: Tx,
  edition: Omit<Insertable<DB['appraisal_edition']>, 'id'>,
): Promise<void> {
  await tx.insertInto('appraisal_edition').values(edition).execute();
}

/** Indicators and scheme of these editions, by id. */
export async function editionsByIds(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('appraisal_edition')
    .innerJoin('appraisal_scheme', 'appraisal_scheme.id', 'appraisal_edition.scheme_id')
    .select([
      'appraisal_edition.id',
      'appraisal_edition.indicators',
      'appraisal_scheme.name',
      'appraisal_scheme.span',
    ])
    .where('appraisal_edition.id', 'in', ids)
    .execute();
}

/** Periods of a scheme whose sheets the clock has made. */
export async function madePeriods(db: Reader, schemeId: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('appraisal_made')
    .select('period')
    .where('scheme_id', '=', schemeId)
    .execute();
  return new Set(rows.map((row) => row.period));
}

export async function insertMade(tx: Tx, made: Insertable<DB['appraisal_made']>): Promise<void> {
  await tx.insertInto('appraisal_made').values(made).execute();
}
