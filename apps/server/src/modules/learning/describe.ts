import { may } from '@xinhang/db/actor.ts';
import {
  articleFiles,
  countUses,
  voteOf,
  votesOf,
} from '@xinhang/db/repositories/article-marks.ts';
import {
  articleDepts,
  draftOf,
  findArticle,
  versionOf,
  type ArticleReader,
  type DescribedArticle,
  type DraftRecord,
} from '@xinhang/db/repositories/articles.ts';
import { depts as allDepts } from '@xinhang/db/repositories/company.ts';
import { allCategories } from '@xinhang/db/repositories/kb-categories.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Article, ArticleFile, ArticleRow } from '@xinhang/shared/knowledge.ts';
import type { ArticleDraft } from '@xinhang/shared/knowledge-writing.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { RichDoc } from '@xinhang/shared/rich-text.ts';
import type { ReadContext } from '../../http/context.ts';
import { userNames } from '../org/service.ts';
import { readerOf } from './reader.ts';

export const idsIn = (json: string) => JSON.parse(json) as number[];
const docIn = (json: string) => JSON.parse(json) as RichDoc;

export const mayEdit = (reader: ArticleReader, row: Pick<DescribedArticle, 'author_id'>) =>
  reader.publishes || (reader.writes && row.author_id === reader.userId);

export function toRow(reader: ArticleReader, row: DescribedArticle): ArticleRow {
  const edits = mayEdit(reader, row);
  return {
    id: row.id,
    title: row.title,
    category: { id: row.category_id, name: row.category_name },
    state: row.state,
    no: row.no,
    publishedAt: row.published_at,
    author: { id: row.author_id, name: row.author_name },
    required: row.required === 1,
    excerpt: row.excerpt,
    useful: Number(row.useful ?? 0),
    read: row.read_at !== null,
    acknowledged: row.acknowledged_at !== null,
    draft: edits && row.draft_at !== null,
    submitted: edits && row.submitted === 1,
  };
}

/** The article if this reader may open it; one he may not does not exist (404). */
export async function needArticle(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
): Promise<{ reader: ArticleReader; row: DescribedArticle }> {
  const reader = await readerOf(ctx);
  const row = await findArticle(ctx.db, reader, id);
  if (!row) throw problem('not-found');
  return { reader, row };
}

/** The article if the actor may write on it. */
export async function needEditable(ctx: Pick<ReadContext, 'db' | 'actor'>, id: number) {
  const found = await needArticle(ctx, id);
  if (!mayEdit(found.reader, found.row)) throw problem('forbidden');
  return found;
}

/** Files by their ids, in this order. */
export async function filesBy(db: ReadContext['db'], ids: readonly number[]) {
  const rows = new Map((await articleFiles(db, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id): ArticleFile[] => {
    const row = rows.get(id);
    return row ? [{ id, name: row.name, mime: row.mime, size: row.size }] : [];
  });
}

export async function deptRefs(db: ReadContext['db'], ids: readonly number[]): Promise<NameRef[]> {
  if (ids.length === 0) return [];
  return (await allDepts(db))
    .filter((dept) => ids.includes(dept.id))
    .map(({ id, name }) => ({ id, name }));
}

/** One article in full: as published, and before that as its author writes it. */
export async function describeArticle(ctx: ReadContext, id: number): Promise<Article> {
  const { reader, row } = await needArticle(ctx, id);
  const { db, actor } = ctx;
  const version = row.no === null ? undefined : await versionOf(db, id, row.no);
  const source = version ?? (await draftOf(db, id))!;
  const votes = await votesOf(db, id);
  const edits = mayEdit(reader, row);
  return {
    ...toRow(reader, row),
    version: row.version,
    body: docIn(source.body),
    files: await filesBy(db, idsIn(source.file_ids)),
    everybody: row.everybody === 1,
    // Whom else it is for is told to those who say it.
    depts: edits ? await deptRefs(db, await articleDepts(db, id)) : [],
    useful: votes.useful,
    notUseful: votes.notUseful,
    vote: await voteOf(db, id, actor.userId),
    uses: await countUses(db, actor, id),
    may: {
      edit: edits,
      publish: reader.publishes,
      readers: row.no !== null && (reader.publishes || may(actor, 'training.lead')),
    },
  };
}

/** What is being written; where nothing is, what is published. */
export async function draftOr(db: ReadContext['db'], row: DescribedArticle): Promise<DraftRecord> {
  const draft = await draftOf(db, row.id);
  if (draft) return draft;
  const version = (await versionOf(db, row.id, row.no!))!;
  return {
    article_id: row.id,
    title: version.title,
    category_id: row.category_id,
    body: version.body,
    file_ids: version.file_ids,
    dept_ids: JSON.stringify(await articleDepts(db, row.id)),
    everybody: row.everybody,
    required: row.required,
    submitted: 0,
    changed_by: version.by_id,
    changed_at: version.at,
  };
}

export async function describeDraft(ctx: ReadContext, id: number): Promise<ArticleDraft> {
  const { row } = await needEditable(ctx, id);
  const draft = await draftOr(ctx.db, row);
  const category = (await allCategories(ctx.db)).find((one) => one.id === draft.category_id)!;
  const names = await userNames(ctx.db, [draft.changed_by]);
  return {
    articleId: id,
    version: row.version,
    title: draft.title,
    category: { id: category.id, name: category.name },
    body: docIn(draft.body),
    files: await filesBy(ctx.db, idsIn(draft.file_ids)),
    everybody: draft.everybody === 1,
    depts: await deptRefs(ctx.db, idsIn(draft.dept_ids)),
    required: draft.required === 1,
    submitted: draft.submitted === 1,
    pending: row.draft_at !== null,
    changedBy: { id: draft.changed_by, name: names.get(draft.changed_by) ?? '' },
    changedAt: draft.changed_at,
  };
}
