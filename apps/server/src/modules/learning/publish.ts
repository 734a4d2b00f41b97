import { putRead } from '@xinhang/db/repositories/article-marks.ts';
import {
  draftOf,
  insertVersion,
  removeDraft,
  setArticleDepts,
  updateArticle,
  type ArticleRecord,
  type DescribedArticle,
} from '@xinhang/db/repositories/articles.ts';
import { allCategories } from '@xinhang/db/repositories/kb-categories.ts';
import type { Article } from '@xinhang/shared/knowledge.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { saysSomething, type RichDoc } from '@xinhang/shared/rich-text.ts';
import type { WriteContext } from '../../http/context.ts';
import { describeArticle, idsIn, needArticle } from './describe.ts';
import { textsOf } from './drafts.ts';
import { colleaguesNow, meantFor } from './reader.ts';

const state = ({ state: now, no, everybody, required }: ArticleRecord) => ({
  state: now,
  no,
  everybody,
  required,
});

async function record(
  ctx: WriteContext,
  action: string,
  before: DescribedArticle,
  after: ArticleRecord,
): Promise<void> {
  const { id, version } = after;
  await ctx.audit({
    action,
    entity: 'article',
    entityId: id,
    before: state(before),
    after: state(after),
  });
  await ctx.emit({ entity: 'article', id, version, audience: [] });
}

async function needVersion(ctx: WriteContext, id: number, version: number) {
  const { row } = await needArticle(ctx, id);
  if (version !== row.version) {
    throw problem('version-conflict', { data: { version: row.version, fields: [] } });
  }
  return row;
}

/** Makes what is written the next version; whoever must read it is told. */
export async function publishArticle(
  ctx: WriteContext,
  id: number,
  { version, note }: { version: number; note: string },
): Promise<Article> {
  const { tx, actor, now } = ctx;
  const row = await needVersion(ctx, id, version);
  const draft = await draftOf(tx, id);
  if (!draft) throw problem('state-refused');
  const body = JSON.parse(draft.body) as RichDoc;
  const fileIds = idsIn(draft.file_ids);
  if (!saysSomething(body) && fileIds.length === 0) throw fieldRefused('/body', 'required');
  const no = (row.no ?? 0) + 1;
  const category = (await allCategories(tx)).find((one) => one.id === draft.category_id)!;
  await insertVersion(tx, {
    article_id: id,
    no,
    title: draft.title,
    category: category.name,
    body: draft.body,
    file_ids: draft.file_ids,
    note,
    by_id: actor.userId,
    at: now,
  });
  const deptIds = idsIn(draft.dept_ids);
  await setArticleDepts(tx, id, deptIds);
  await removeDraft(tx, id);
  const after = await updateArticle(tx, row, {
    ...textsOf(draft.title, body),
    category_id: draft.category_id,
    state: 'published',
    no,
    required: draft.required,
    everybody: draft.everybody,
    published_at: now,
  });
  if (!after) throw problem('version-conflict');
  // Whoever publishes it has read it.
  await putRead(tx, {
    article_id: id,
    user_id: actor.userId,
    no,
    first_at: now,
    last_at: now,
    acknowledged_at: now,
  });
  await record(ctx, 'knowledge.publishArticle', row, after);
  if (after.required === 1) {
    const meant = meantFor(await colleaguesNow(ctx), { everybody: after.everybody === 1, deptIds });
    const readers = meant.map((person) => person.id).filter((userId) => userId !== actor.userId);
    const about = { entity: 'article', id };
    await ctx.notify(readers, { kind: 'article-required', about, route: `/knowledge/${id}` });
  }
  return await describeArticle(ctx, id);
}

/** Takes it out of the readers' sight. */
export async function retireArticle(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<Article> {
  const row = await needVersion(ctx, id, version);
  if (row.state !== 'published') throw problem('state-refused');
  const after = await updateArticle(ctx.tx, row, { state: 'retired' });
  if (!after) throw problem('version-conflict');
  await record(ctx, 'knowledge.retireArticle', row, after);
  return await describeArticle(ctx, id);
}
