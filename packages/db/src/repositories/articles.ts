import type { Expression, ExpressionBuilder, Selectable, SqlBool, Updateable } from 'kysely';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type ArticleRecord = Selectable<DB['kb_article']>;
export type DraftRecord = Selectable<DB['kb_draft']>;
export type VersionRecord = Selectable<DB['kb_version']>;

/** Who reads: what is for a department is for whoever sits in it or below. */
export interface ArticleReader {
  readonly userId: number;
  /** The own department and all above it. */
  readonly deptIds: readonly number[];
  /** Sees and edits every article, whoever wrote it and whomever it is for. */
  readonly publishes: boolean;
  readonly writes: boolean;
}

type Rows = ExpressionBuilder<DB, 'kb_article'>;

/** Published, and for this reader. */
export const articleShown =
  (reader: ArticleReader) =>
  (eb: Rows): Expression<SqlBool> => {
    const published = eb('kb_article.state', '=', 'published');
    if (reader.publishes) return published;
    const named = eb.exists(
      eb
        .selectFrom('kb_article_dept')
        .select('kb_article_dept.dept_id')
        .whereRef('kb_article_dept.article_id', '=', 'kb_article.id')
        .where('kb_article_dept.dept_id', 'in', reader.deptIds),
    );
    return eb.and([published, eb.or([eb('kb_article.everybody', '=', 1), named])]);
  };

/** The same for whom it is meant, whatever else he may: publishers are asked to read their part. */
const articleMeant = (reader: ArticleReader) => articleShown({ ...reader, publishes: false });

/** Written by this person, or by anybody where he publishes. */
const editable =
  (reader: ArticleReader) =>
  (eb: Rows): Expression<SqlBool> => {
    if (reader.publishes) return eb.lit(true);
    if (!reader.writes) return eb.lit(false);
    return eb('kb_article.author_id', '=', reader.userId);
  };

export interface ArticleQuestion {
  view: 'published' | 'required' | 'drafts' | 'retired';
  /** Folded words, each of which must be found. */
  words?: readonly string[] | undefined;
  /** In the title alone. */
  titleOnly?: boolean | undefined;
  categoryIds?: readonly number[] | undefined;
}

/** Contains, in the words of both engines and without signs that mean something. */
const holds = (eb: Rows, column: 'find_title' | 'find_text', word: string) => {
  const text = eb.ref(`kb_article.${column}`);
  return eb(eb.fn<string>('replace', [text, eb.val(word), eb.val('')]), '!=', text);
};

function asked(eb: Rows, reader: ArticleReader, question: ArticleQuestion): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  const { view, words = [], titleOnly, categoryIds } = question;
  if (view === 'published') parts.push(articleShown(reader)(eb));
  if (view === 'required') {
    parts.push(articleMeant(reader)(eb), eb('kb_article.required', '=', 1));
    parts.push(eb.not(eb.exists(acknowledged(eb, reader))));
  }
  if (view === 'drafts') parts.push(editable(reader)(eb));
  if (view === 'retired') {
    parts.push(editable(reader)(eb), eb('kb_article.state', '=', 'retired'));
  }
  for (const word of words) {
    const title = holds(eb, 'find_title', word);
    parts.push(titleOnly ? title : eb.or([title, holds(eb, 'find_text', word)]));
  }
  if (categoryIds) parts.push(eb('kb_article.category_id', 'in', categoryIds));
  return eb.and(parts);
}

function acknowledged(eb: Rows, { userId }: ArticleReader) {
  return eb
    .selectFrom('kb_read')
    .select('kb_read.no')
    .whereRef('kb_read.article_id', '=', 'kb_article.id')
    .whereRef('kb_read.no', '=', 'kb_article.no')
    .where('kb_read.user_id', '=', userId)
    .where('kb_read.acknowledged_at', 'is not', null);
}

function described(db: Reader, reader: ArticleReader) {
  return db
    .selectFrom('kb_article')
    .innerJoin('kb_category', 'kb_category.id', 'kb_article.category_id')
    .innerJoin('user as author', 'author.id', 'kb_article.author_id')
    .leftJoin('kb_draft', 'kb_draft.article_id', 'kb_article.id')
    .leftJoin('kb_read', (join) =>
      join
        .onRef('kb_read.article_id', '=', 'kb_article.id')
        .onRef('kb_read.no', '=', 'kb_article.no')
        .on('kb_read.user_id', '=', reader.userId),
    )
    .selectAll('kb_article')
    .select((eb) => [
      'kb_category.name as category_name',
      'author.name as author_name',
      'kb_draft.changed_at as draft_at',
      'kb_draft.title as draft_title',
      'kb_draft.submitted',
      'kb_read.first_at as read_at',
      'kb_read.acknowledged_at',
      eb
        .selectFrom('kb_vote')
        .select((sub) => sub.fn.countAll<number>().as('n'))
        .whereRef('kb_vote.article_id', '=', 'kb_article.id')
        .where('kb_vote.useful', '=', 1)
        .as('useful'),
    ]);
}
export type DescribedArticle = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

/** A page of articles, newest first: by their publication, drafts by their last change. */
export async function listArticles(
  db: Reader,
  reader: ArticleReader,
  question: ArticleQuestion,
  { after, limit }: { after: Position | null; limit: number },
): Promise<DescribedArticle[]> {
  const drafts = question.view === 'drafts';
  const at = drafts ? 'kb_draft.changed_at' : 'kb_article.published_at';
  let query = described(db, reader).where((eb) => asked(eb as never, reader, question));
  if (drafts) query = query.where('kb_draft.changed_at', 'is not', null);
  if (after) {
    const value = Number(after.value);
    query = query.where((eb) =>
      eb.or([eb(at, '<', value), eb.and([eb(at, '=', value), eb('kb_article.id', '<', after.id)])]),
    );
  }
  return await query.orderBy(at, 'desc').orderBy('kb_article.id', 'desc').limit(limit).execute();
}

export async function countArticles(
  db: Reader,
  reader: ArticleReader,
  question: ArticleQuestion,
  cap: number,
): Promise<number> {
  let query = db
    .selectFrom('kb_article')
    .select('kb_article.id')
    .where((eb) => asked(eb, reader, question));
  if (question.view === 'drafts') {
    query = query.where('kb_article.id', 'in', db.selectFrom('kb_draft').select('article_id'));
  }
  const counted = await cappedCount(db, [query as never], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** One that this reader may open: as it is published, or where he may edit it. */
export async function findArticle(
  db: Reader,
  reader: ArticleReader,
  id: number,
): Promise<DescribedArticle | undefined> {
  return await described(db, reader)
    .where('kb_article.id', '=', id)
    .where((eb) => {
      const rows = eb as never as Rows;
      return eb.or([articleShown(reader)(rows), editable(reader)(rows)]);
    })
    .executeTakeFirst();
}

/** Titles of those of these that are published for this reader. */
export async function articleTitles(
  db: Reader,
  reader: ArticleReader,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('kb_article')
    .select(['id', 'title'])
    .where('id', 'in', ids)
    .where((eb) => eb.or([articleShown(reader)(eb), editable(reader)(eb)]))
    .execute();
  return new Map(rows.map((row) => [row.id, row.title]));
}

/** Published articles by category, as far as this reader may open them. */
export async function articlesByCategory(
  db: Reader,
  reader: ArticleReader,
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('kb_article')
    .select((eb) => ['category_id', eb.fn.countAll<number>().as('n')])
    .where((eb) => articleShown(reader)(eb))
    .groupBy('category_id')
    .execute();
  return new Map(rows.map((row) => [row.category_id, Number(row.n)]));
}

export async function insertArticle(
  tx: Tx,
  row: Omit<ArticleRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'kb_article', { ...row, version: 1 }, 'id');
}

/** Changes an article of exactly this version; undefined when somebody was faster. */
export async function updateArticle(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['kb_article'], 'id' | 'version'>>,
): Promise<ArticleRecord | undefined> {
  return await tx
    .updateTable('kb_article')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Takes away an article that was never published, with its draft; its files are let go. */
export async function removeUnpublished(tx: Tx, id: number, now: number): Promise<void> {
  await tx.deleteFrom('kb_draft').where('article_id', '=', id).execute();
  await tx
    .updateTable('kb_file')
    .set({ article_id: null, removed_at: now })
    .where('article_id', '=', id)
    .execute();
  await tx.deleteFrom('kb_article').where('id', '=', id).where('state', '=', 'draft').execute();
}

export async function setArticleDepts(
  tx: Tx,
  articleId: number,
  deptIds: readonly number[],
): Promise<void> {
  await tx.deleteFrom('kb_article_dept').where('article_id', '=', articleId).execute();
  if (deptIds.length === 0) return;
  const rows = deptIds.map((deptId) => ({ article_id: articleId, dept_id: deptId }));
  await tx.insertInto('kb_article_dept').values(rows).execute();
}

export async function articleDepts(db: Reader, articleId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('kb_article_dept')
    .select('dept_id')
    .where('article_id', '=', articleId)
    .orderBy('dept_id')
    .execute();
  return rows.map((row) => row.dept_id);
}

export async function draftOf(db: Reader, articleId: number): Promise<DraftRecord | undefined> {
  return await db
    .selectFrom('kb_draft')
    .selectAll()
    .where('article_id', '=', articleId)
    .executeTakeFirst();
}

/** Puts a draft in the place of the one before. */
export async function putDraft(tx: Tx, draft: DraftRecord): Promise<void> {
  await removeDraft(tx, draft.article_id);
  await tx.insertInto('kb_draft').values(draft).execute();
}

export async function removeDraft(tx: Tx, articleId: number): Promise<void> {
  await tx.deleteFrom('kb_draft').where('article_id', '=', articleId).execute();
}

export async function insertVersion(tx: Tx, row: VersionRecord): Promise<void> {
  await tx.insertInto('kb_version').values(row).execute();
}

export async function versionOf(
  db: Reader,
  articleId: number,
  no: number,
): Promise<(VersionRecord & { by_name: string }) | undefined> {
  return await db
    .selectFrom('kb_version')
    .innerJoin('user', 'user.id', 'kb_version.by_id')
    .selectAll('kb_version')
    .select('user.name as by_name')
    .where('article_id', '=', articleId)
    .where('no', '=', no)
    .executeTakeFirst();
}

/** Every version, newest first, without the text. */
export async function versionsOf(db: Reader, articleId: number) {
  return await db
    .selectFrom('kb_version')
    .innerJoin('user', 'user.id', 'kb_version.by_id')
    .select(['no', 'title', 'category', 'note', 'by_id', 'at', 'user.name as by_name'])
    .where('article_id', '=', articleId)
    .orderBy('no', 'desc')
    .execute();
}
