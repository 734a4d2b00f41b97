import type { Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { listed, padded, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { hangingShown, inScope } from '../scope.ts';
import { articleShown, type ArticleReader } from './articles.ts';

/** What readers leave on articles: that they read them, votes, and the talks that named them. */

export type ArticleFileRecord = Selectable<DB['kb_file']>;
type ReadRecord = Selectable<DB['kb_read']>;

export async function readOf(
  db: Reader,
  key: { articleId: number; userId: number; no: number },
): Promise<ReadRecord | undefined> {
  return await db
    .selectFrom('kb_read')
    .selectAll()
    .where('article_id', '=', key.articleId)
    .where('user_id', '=', key.userId)
    .where('no', '=', key.no)
    .executeTakeFirst();
}

export async function putRead(tx: Tx, row: ReadRecord): Promise<void> {
  const { last_at, acknowledged_at } = row;
  await tx
    .insertInto('kb_read')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['article_id', 'user_id', 'no']).doUpdateSet({ last_at, acknowledged_at }),
    )
    .execute();
}

/** Reads of every version of an article, the newest version of each person last. */
export async function readsOf(db: Reader, articleId: number): Promise<ReadRecord[]> {
  return await db
    .selectFrom('kb_read')
    .selectAll()
    .where('article_id', '=', articleId)
    .orderBy('no')
    .execute();
}

export async function voteOf(
  db: Reader,
  articleId: number,
  userId: number,
): Promise<boolean | null> {
  const row = await db
    .selectFrom('kb_vote')
    .select('useful')
    .where('article_id', '=', articleId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? row.useful === 1 : null;
}

export async function votesOf(
  db: Reader,
  articleId: number,
): Promise<{ useful: number; notUseful: number }> {
  const rows = await db
    .selectFrom('kb_vote')
    .select((eb) => ['useful', eb.fn.countAll<number>().as('n')])
    .where('article_id', '=', articleId)
    .groupBy('useful')
    .execute();
  const of = (useful: number) => Number(rows.find((row) => row.useful === useful)?.n ?? 0);
  return { useful: of(1), notUseful: of(0) };
}

/** One vote of each person; null takes it back. */
export async function putVote(
  tx: Tx,
  key: { articleId: number; userId: number },
  useful: boolean | null,
  at: number,
): Promise<void> {
  await tx
    .deleteFrom('kb_vote')
    .where('article_id', '=', key.articleId)
    .where('user_id', '=', key.userId)
    .execute();
  if (useful === null) return;
  const row = { article_id: key.articleId, user_id: key.userId, useful: useful ? 1 : 0, at };
  await tx.insertInto('kb_vote').values(row).execute();
}

export async function insertUses(
  tx: Tx,
  followUpId: number,
  articleIds: readonly number[],
): Promise<void> {
  const rows = articleIds.map((articleId) => ({
    follow_up_id: followUpId,
    article_id: articleId,
  }));
  await tx.insertInto('kb_use').values(rows).execute();
}

/** Those of these follow-ups that name an article. */
export async function talksWithArticles(
  db: Reader,
  followUpIds: readonly number[],
): Promise<number[]> {
  if (followUpIds.length === 0) return [];
  const values = padded(followUpIds);
  const key = `talksWithArticles ${Object.keys(values).length}`;
  const rows = await remembered(db, { key, values }, (slots) =>
    db
      .selectFrom('kb_use')
      .select('follow_up_id')
      .distinct()
      .where('follow_up_id', 'in', listed(slots)),
  );
  return rows.map((row) => row.follow_up_id);
}

/** Articles that these follow-ups name, as far as this reader may open them now. */
export async function articlesOfTalks(
  db: Reader,
  reader: ArticleReader,
  followUpIds: readonly number[],
) {
  return await db
    .selectFrom('kb_use')
    .innerJoin('kb_article', 'kb_article.id', 'kb_use.article_id')
    .select(['kb_use.follow_up_id', 'kb_article.id', 'kb_article.title'])
    .where('kb_use.follow_up_id', 'in', followUpIds)
    .where((eb) => articleShown(reader)(eb as never))
    .orderBy('kb_article.id')
    .execute();
}

/** How many follow-ups name an article, among those that the actor may read. */
export async function countUses(db: Reader, actor: Actor, articleId: number): Promise<number> {
  const row = await db
    .selectFrom('kb_use')
    .innerJoin('follow_up', 'follow_up.id', 'kb_use.follow_up_id')
    .innerJoin('customer', 'customer.id', 'follow_up.customer_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('kb_use.article_id', '=', articleId)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .where((eb) => hangingShown(actor)(eb as never))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function insertArticleFile(
  tx: Tx,
  row: Omit<ArticleFileRecord, 'id' | 'article_id' | 'removed_at'>,
): Promise<ArticleFileRecord> {
  return await tx
    .insertInto('kb_file')
    .values({ ...row, article_id: null, removed_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Files that were not taken off, in no order. */
export async function articleFiles(
  db: Reader,
  ids: readonly number[],
): Promise<ArticleFileRecord[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('kb_file')
    .selectAll()
    .where('id', 'in', ids)
    .where('removed_at', 'is', null)
    .execute();
}

export async function hangArticleFile(tx: Tx, id: number, articleId: number): Promise<void> {
  await tx.updateTable('kb_file').set({ article_id: articleId }).where('id', '=', id).execute();
}
