import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';

export type ReviewRow = Selectable<DB['probation_review']> & {
  person_name: string;
  post: string;
  hired_on: string | null;
  dept_name: string;
  decider_name: string | null;
};

/** Reviews of these people (null: of everybody), without one. */
export interface ReviewFilter {
  personIds: readonly number[] | null;
  notPersonId?: number;
  closed: boolean;
}

const named = (db: Reader) =>
  db
    .selectFrom('probation_review')
    .innerJoin('user', 'user.id', 'probation_review.person_id')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .leftJoin('user as decider', 'decider.id', 'probation_review.decided_by')
    .selectAll('probation_review')
    .select([
      'user.name as person_name',
      'user.post as post',
      'user.hired_on as hired_on',
      'dept.name as dept_name',
      'decider.name as decider_name',
    ]);

/** A page: open ones by their end, closed ones the last end first. */
export async function listReviews(
  db: Reader,
  { personIds, notPersonId, closed }: ReviewFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<ReviewRow[]> {
  if (personIds?.length === 0) return [];
  const [way, beyond] = closed ? (['desc', '<'] as const) : (['asc', '>'] as const);
  let query = named(db).where('probation_review.closed', '=', closed ? 1 : 0);
  if (personIds) query = query.where('probation_review.person_id', 'in', personIds);
  if (notPersonId !== undefined) {
    query = query.where('probation_review.person_id', '<>', notPersonId);
  }
  if (after) {
    const value = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('probation_review.ends_on', beyond, value),
        eb.and([
          eb('probation_review.ends_on', '=', value),
          eb('probation_review.id', beyond, after.id),
        ]),
      ]),
    );
  }
  return await query
    .orderBy('probation_review.ends_on', way)
    .orderBy('probation_review.id', way)
    .limit(limit)
    .execute();
}

export async function countReviews(
  db: Reader,
  { personIds, notPersonId, closed }: ReviewFilter,
  cap: number,
): Promise<number> {
  if (personIds?.length === 0) return 0;
  let some = db
    .selectFrom('probation_review')
    .select('id')
    .where('closed', '=', closed ? 1 : 0);
  if (personIds) some = some.where('person_id', 'in', personIds);
  if (notPersonId !== undefined) some = some.where('person_id', '<>', notPersonId);
  const { n } = await db
    .selectFrom(some.limit(cap).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function reviewsByIds(db: Reader, ids: readonly number[]): Promise<ReviewRow[]> {
  return ids.length === 0 ? [] : await named(db).where('probation_review.id', 'in', ids).execute();
}

/** Reviews that are under way, whoever they are of. */
export async function openReviews(db: Reader): Promise<Selectable<DB['probation_review']>[]> {
  return await db
    .selectFrom('probation_review')
    .selectAll()
    .where('closed', '=', 0)
    .orderBy('id')
    .execute();
}

export async function insertProbationReview(
  tx: Tx,
  review: Omit<Insertable<DB['probation_review']>, 'id' | 'version'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('probation_review')
    .values({ ...review, version: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a review of exactly this version; false when somebody was faster. */
export async function updateProbationReview(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['probation_review']>, 'id' | 'version'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('probation_review')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
