import type { ExpressionBuilder, Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type QuestionRecord = Selectable<DB['question']>;
export type QuestionVersionRecord = Selectable<DB['question_version']>;
export type CategoryRecord = Selectable<DB['question_category']>;

export async function allQuestionCategories(db: Reader): Promise<CategoryRecord[]> {
  return await db
    .selectFrom('question_category')
    .selectAll()
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

export async function insertQuestionCategory(
  tx: Tx,
  row: Omit<CategoryRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'question_category', { ...row, version: 1 }, 'id');
}

/** Changes a category of exactly this version; undefined when somebody was faster. */
export async function updateQuestionCategory(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['question_category'], 'id' | 'version'>>,
): Promise<CategoryRecord | undefined> {
  return await tx
    .updateTable('question_category')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Questions of each category that are not retired, and of them the published ones. */
export async function countQuestions(
  db: Reader,
): Promise<Map<number, { questions: number; published: number }>> {
  const rows = await db
    .selectFrom('question')
    .select(['category_id', 'state'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '<>', 'retired')
    .groupBy(['category_id', 'state'])
    .execute();
  const counts = new Map<number, { questions: number; published: number }>();
  for (const { category_id: id, state, n } of rows) {
    const count = counts.get(id) ?? { questions: 0, published: 0 };
    count.questions += Number(n);
    if (state === 'published') count.published += Number(n);
    counts.set(id, count);
  }
  return counts;
}

export interface QuestionFilter {
  /** Each must stand in the text; as `searchRuns` gives them. */
  words?: readonly string[] | undefined;
  categoryId?: number | undefined;
  kind?: QuestionRecord['kind'] | undefined;
  state?: QuestionRecord['state'] | undefined;
}

const matching =
  ({ words = [], categoryId, kind, state }: QuestionFilter) =>
  (eb: ExpressionBuilder<DB, 'question'>) =>
    eb.and([
      ...words.map((word) => eb('find_text', 'like', `%${word}%`)),
      ...(categoryId === undefined ? [] : [eb('category_id', '=', categoryId)]),
      ...(kind === undefined ? [] : [eb('kind', '=', kind)]),
      ...(state === undefined ? [] : [eb('state', '=', state)]),
    ]);

/** A page of the bank, what was changed last at the top. */
export async function listQuestions(
  db: Reader,
  filter: QuestionFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<QuestionRecord[]> {
  let query = db.selectFrom('question').selectAll().where(matching(filter));
  if (after) {
    const at = Number(after.value);
    query = query.where((eb) =>
      eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', after.id)])]),
    );
  }
  return await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export async function countMatching(
  db: Reader,
  filter: QuestionFilter,
  cap: number,
): Promise<number> {
  const some = db.selectFrom('question').select('id').where(matching(filter)).limit(cap).as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function questionsByIds(
  db: Reader,
  ids: readonly number[],
): Promise<QuestionRecord[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('question').selectAll().where('id', 'in', ids).execute();
}

/** Questions of a category that can be drawn. */
export async function publishedOf(db: Reader, categoryId: number): Promise<QuestionRecord[]> {
  return await db
    .selectFrom('question')
    .selectAll()
    .where('category_id', '=', categoryId)
    .where('state', '=', 'published')
    .orderBy('id')
    .execute();
}

export async function insertQuestion(
  tx: Tx,
  row: Omit<QuestionRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'question', { ...row, version: 1 }, 'id');
}

/** Changes a question of exactly this version; undefined when somebody was faster. */
export async function updateQuestion(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['question'], 'id' | 'version'>>,
): Promise<QuestionRecord | undefined> {
  return await tx
    .updateTable('question')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function insertQuestionVersion(
  tx: Tx,
  row: Insertable<DB['question_version']>,
): Promise<number> {
  return await insertNumbered(tx, 'question_version', row, 'id');
}

/** Versions of a question, newest first, with who wrote them. */
export async function versionsOf(db: Reader, questionId: number) {
  return await db
    .selectFrom('question_version')
    .leftJoin('user', 'user.id', 'question_version.by_id')
    .selectAll('question_version')
    .select('user.name as by_name')
    .where('question_id', '=', questionId)
    .orderBy('no', 'desc')
    .execute();
}

export async function questionVersions(
  db: Reader,
  ids: readonly number[],
): Promise<QuestionVersionRecord[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('question_version').selectAll().where('id', 'in', ids).execute();
}

/** The newest version of each of these questions. */
export async function newestVersions(
  db: Reader,
  questionIds: readonly number[],
): Promise<QuestionVersionRecord[]> {
  if (questionIds.length === 0) return [];
  return await db
    .selectFrom('question_version')
    .innerJoin('question', (on) =>
      on
        .onRef('question.id', '=', 'question_version.question_id')
        .onRef('question.no', '=', 'question_version.no'),
    )
    .selectAll('question_version')
    .where('question.id', 'in', questionIds)
    .execute();
}
