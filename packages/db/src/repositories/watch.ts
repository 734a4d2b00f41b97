import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';

export type WatchRuleRecord = Selectable<DB['watch_rule']>;
export type CaseRow = Selectable<DB['watch_case']> & {
  person_name: string;
  post: string;
  dept_name: string;
  rule_name: string;
  basis: string;
  figure: string | null;
};

export async function allWatchRules(db: Reader): Promise<WatchRuleRecord[]> {
  return await db.selectFrom('watch_rule').selectAll().orderBy('id').execute();
}

export async function insertWatchRule(
  tx: Tx,
  rule: Omit<Insertable<DB['watch_rule']>, 'id' | 'version'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('watch_rule')
    .values({ ...rule, version: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a rule of exactly this version; false when somebody was faster. */
export async function updateWatchRule(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['watch_rule']>, 'id' | 'version'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('watch_rule')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Cases of these people (null: of everybody), without one. */
export interface CaseFilter {
  personIds: readonly number[] | null;
  notPersonId?: number;
  closed: boolean;
}

const named = (db: Reader) =>
  db
    .selectFrom('watch_case')
    .innerJoin('user', 'user.id', 'watch_case.person_id')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .innerJoin('watch_rule', 'watch_rule.id', 'watch_case.rule_id')
    .selectAll('watch_case')
    .select([
      'user.name as person_name',
      'user.post as post',
      'dept.name as dept_name',
      'watch_rule.name as rule_name',
      'watch_rule.basis as basis',
      'watch_rule.figure as figure',
    ]);

/** A page, the newest at the top. */
export async function listCases(
  db: Reader,
  { personIds, notPersonId, closed }: CaseFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<CaseRow[]> {
  if (personIds?.length === 0) return [];
  let query = named(db).where('watch_case.closed', '=', closed ? 1 : 0);
  if (personIds) query = query.where('watch_case.person_id', 'in', personIds);
  if (notPersonId !== undefined) query = query.where('watch_case.person_id', '<>', notPersonId);
  if (after) {
    const at = Number(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('watch_case.made_at', '<', at),
        eb.and([eb('watch_case.made_at', '=', at), eb('watch_case.id', '<', after.id)]),
      ]),
    );
  }
  return await query
    .orderBy('watch_case.made_at', 'desc')
    .orderBy('watch_case.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countCases(
  db: Reader,
  { personIds, notPersonId, closed }: CaseFilter,
  cap: number,
): Promise<number> {
  if (personIds?.length === 0) return 0;
  let some = db
    .selectFrom('watch_case')
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

export async function casesByIds(db: Reader, ids: readonly number[]): Promise<CaseRow[]> {
  return ids.length === 0 ? [] : await named(db).where('watch_case.id', 'in', ids).execute();
}

/** Cases that are under way, whoever they are of. */
export async function openCases(db: Reader): Promise<CaseRow[]> {
  return await named(db).where('watch_case.closed', '=', 0).orderBy('watch_case.id').execute();
}

/** Whom a rule has proposed in these periods, whatever became of it. */
export async function proposedIn(
  db: Reader,
  ruleId: number,
  periods: readonly string[],
): Promise<Set<number>> {
  const rows = await db
    .selectFrom('watch_case')
    .select('person_id')
    .where('rule_id', '=', ruleId)
    .where('period', 'in', periods)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

export async function insertCase(
  tx: Tx,
  row: Omit<Insertable<DB['watch_case']>, 'id' | 'version'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('watch_case')
    .values({ ...row, version: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a case of exactly this version; false when somebody was faster. */
export async function updateCase(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['watch_case']>, 'id' | 'version'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('watch_case')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function insertWatchStep(
  tx: Tx,
  step: Omit<Insertable<DB['watch_step']>, 'id'>,
): Promise<void> {
  await tx.insertInto('watch_step').values(step).execute();
}

/** What was decided on a case, oldest first. */
export async function stepsOfCase(db: Reader, caseId: number) {
  return await db
    .selectFrom('watch_step')
    .leftJoin('user', 'user.id', 'watch_step.by_user_id')
    .selectAll('watch_step')
    .select('user.name as by_name')
    .where('case_id', '=', caseId)
    .orderBy('watch_step.id')
    .execute();
}
