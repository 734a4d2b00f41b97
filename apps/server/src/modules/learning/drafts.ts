import { articleFiles, hangArticleFile } from '@xinhang/db/repositories/article-marks.ts';
import {
  draftOf,
  insertArticle,
  putDraft,
  removeDraft,
  removeUnpublished,
  updateArticle,
  versionOf,
  type DescribedArticle,
  type DraftRecord,
} from '@xinhang/db/repositories/articles.ts';
import { depts as allDepts } from '@xinhang/db/repositories/company.ts';
import { allCategories } from '@xinhang/db/repositories/kb-categories.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { ArticleDraft } from '@xinhang/shared/knowledge-writing.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { picturesOf, plainText, readRichText, type RichDoc } from '@xinhang/shared/rich-text.ts';
import { nameTexts } from '@xinhang/shared/search-texts.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { holdersOf } from '../org/service.ts';
import { describeDraft, draftOr, idsIn, needEditable } from './describe.ts';

type Create = EndpointInput<typeof api.knowledge.createArticle>['body'];
type Save = EndpointInput<typeof api.knowledge.saveDraft>['body'];

const EXCERPT_LETTERS = 120;
/** Words further down are not found: a text is read, not scanned to its last page. */
const FOUND_LETTERS = 20_000;

/** What a search looks in, and the beginning that lists show. */
export function textsOf(title: string, body: RichDoc) {
  const text = plainText(body);
  const fold = (words: string) => searchRuns(words).join(' ');
  return {
    title,
    excerpt: text.replaceAll(/\s+/g, ' ').trim().slice(0, EXCERPT_LETTERS).toWellFormed(),
    find_title: fold([...nameTexts(title), ...pinyinKeys(title).initials].join(' ')),
    find_text: fold(text.slice(0, FOUND_LETTERS)),
  };
}

async function needCategory(ctx: WriteContext, id: number): Promise<void> {
  if (!(await allCategories(ctx.tx)).some((row) => row.id === id)) {
    throw fieldRefused('/categoryId', 'unknown-category');
  }
}

async function needDepts(ctx: WriteContext, everybody: boolean, ids: readonly number[]) {
  if (everybody) return;
  if (ids.length === 0) throw fieldRefused('/deptIds', 'required');
  const known = new Set((await allDepts(ctx.tx)).map((dept) => dept.id));
  const at = ids.findIndex((id) => !known.has(id));
  if (at >= 0) throw fieldRefused(`/deptIds/${at}`, 'unknown-department');
}

/** Own files that hang nowhere yet come to hang on the article; others must hang there already. */
async function hangFiles(
  ctx: WriteContext,
  articleId: number,
  ids: readonly number[],
  pointer: (at: number) => string,
): Promise<void> {
  const rows = new Map((await articleFiles(ctx.tx, ids)).map((row) => [row.id, row]));
  for (const [at, id] of ids.entries()) {
    const row = rows.get(id);
    if (row?.article_id === articleId) continue;
    if (!row || row.article_id !== null || row.uploaded_by !== ctx.actor.userId) {
      throw fieldRefused(pointer(at), 'unknown-file');
    }
    await hangArticleFile(ctx.tx, id, articleId);
  }
}

async function needDraft(ctx: WriteContext, draft: DraftRecord, body: RichDoc): Promise<void> {
  await needCategory(ctx, draft.category_id);
  await needDepts(ctx, draft.everybody === 1, idsIn(draft.dept_ids));
  const files = idsIn(draft.file_ids);
  await hangFiles(ctx, draft.article_id, files, (at) => `/fileIds/${at}`);
  await hangFiles(ctx, draft.article_id, picturesOf(body), () => '/body');
}

/** Not the words: they are kept where they are read, by those who may. */
async function record(
  ctx: WriteContext,
  action: string,
  row: Pick<DescribedArticle, 'id' | 'version' | 'author_id'>,
  after: object,
): Promise<void> {
  await ctx.audit({ action, entity: 'article', entityId: row.id, after });
  const audience = [row.author_id, ctx.actor.userId];
  const { id, version } = row;
  await ctx.emit({ entity: 'articleDraft', id, version, audience });
}

const unique = (ids: readonly number[]) => [...new Set(ids)];

/** Begins an article. */
export async function createArticle(ctx: WriteContext, body: Create): Promise<ArticleDraft> {
  const doc = readRichText(body.body)!;
  await needCategory(ctx, body.categoryId);
  const id = await insertArticle(ctx.tx, {
    category_id: body.categoryId,
    ...textsOf(body.title, doc),
    state: 'draft',
    no: null,
    required: 0,
    // Nobody's before it is published, whatever is written.
    everybody: 0,
    author_id: ctx.actor.userId,
    created_at: ctx.now,
    published_at: null,
  });
  const draft = {
    article_id: id,
    title: body.title,
    category_id: body.categoryId,
    body: JSON.stringify(doc),
    file_ids: JSON.stringify(unique(body.fileIds)),
    dept_ids: JSON.stringify(body.everybody ? [] : unique(body.deptIds)),
    everybody: body.everybody ? 1 : 0,
    required: body.required ? 1 : 0,
    submitted: 0,
    changed_by: ctx.actor.userId,
    changed_at: ctx.now,
  };
  await needDraft(ctx, draft, doc);
  await putDraft(ctx.tx, draft);
  const row = { id, version: 1, author_id: ctx.actor.userId };
  await record(ctx, 'knowledge.createArticle', row, { categoryId: body.categoryId });
  return await describeDraft(ctx, id);
}

/** The next version of the row of an article whose draft changes. */
async function step(ctx: WriteContext, row: DescribedArticle, draft: DraftRecord | null) {
  // Before the first version the row shows what is written.
  const shown =
    draft && row.no === null
      ? {
          category_id: draft.category_id,
          ...textsOf(draft.title, JSON.parse(draft.body) as RichDoc),
        }
      : {};
  const after = await updateArticle(ctx.tx, row, { title: row.title, ...shown });
  if (!after) throw problem('version-conflict');
  return after;
}

/** Writes on. */
export async function saveDraft(ctx: WriteContext, id: number, body: Save): Promise<ArticleDraft> {
  const { row } = await needEditable(ctx, id);
  const before = await draftOr(ctx.tx, row);
  const { version, ...wanted } = body;
  if (version !== row.version) {
    const { title, category, everybody, required, files, depts } = await describeDraft(ctx, id);
    const shown = {
      title,
      categoryId: category.id,
      body: JSON.parse(before.body) as unknown,
      fileIds: files.map((file) => file.id),
      deptIds: depts.map((dept) => dept.id),
      everybody,
      required,
    };
    throw conflict(row.version, shown, wanted);
  }
  const doc = body.body ? readRichText(body.body)! : (JSON.parse(before.body) as RichDoc);
  const everybody = body.everybody ?? before.everybody === 1;
  const deptIds = everybody ? [] : unique(body.deptIds ?? idsIn(before.dept_ids));
  const draft: DraftRecord = {
    ...before,
    title: body.title ?? before.title,
    category_id: body.categoryId ?? before.category_id,
    body: JSON.stringify(doc),
    file_ids: body.fileIds ? JSON.stringify(unique(body.fileIds)) : before.file_ids,
    everybody: everybody ? 1 : 0,
    dept_ids: JSON.stringify(deptIds),
    required: (body.required ?? before.required === 1) ? 1 : 0,
    // Whoever was asked to publish was asked for another text.
    submitted: 0,
    changed_by: ctx.actor.userId,
    changed_at: ctx.now,
  };
  const same = {
    changed_by: before.changed_by,
    changed_at: before.changed_at,
    submitted: before.submitted,
  };
  // What changes nothing writes nothing, and begins no draft.
  if (JSON.stringify({ ...draft, ...same }) === JSON.stringify(before)) {
    return await describeDraft(ctx, id);
  }
  await needDraft(ctx, draft, doc);
  await putDraft(ctx.tx, draft);
  const after = await step(ctx, row, draft);
  await record(ctx, 'knowledge.saveDraft', after, { categoryId: draft.category_id });
  return await describeDraft(ctx, id);
}

async function needVersion(ctx: WriteContext, id: number, version: number) {
  const { row } = await needEditable(ctx, id);
  if (version !== row.version)
    throw problem('version-conflict', { data: { version: row.version, fields: [] } });
  return row;
}

/** Drops what is being written. */
export async function discardDraft(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needVersion(ctx, id, version);
  if (row.draft_at === null) throw problem('state-refused');
  if (row.no === null) {
    await removeUnpublished(ctx.tx, id, ctx.now);
    return await record(ctx, 'knowledge.discardDraft', row, { gone: true });
  }
  await removeDraft(ctx.tx, id);
  const after = await step(ctx, row, null);
  await record(ctx, 'knowledge.discardDraft', after, { no: row.no });
}

/** Asks those who publish to do so. */
export async function submitDraft(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<ArticleDraft> {
  const row = await needVersion(ctx, id, version);
  const draft = await draftOf(ctx.tx, id);
  if (!draft || draft.submitted === 1) throw problem('state-refused');
  await putDraft(ctx.tx, { ...draft, submitted: 1 });
  const after = await step(ctx, row, draft);
  await record(ctx, 'knowledge.submitDraft', after, {});
  const publishers = (await holdersOf(ctx.tx, 'knowledge.publish')).filter(
    (userId) => userId !== ctx.actor.userId,
  );
  const about = { entity: 'article', id };
  await ctx.notify(publishers, { kind: 'article-submitted', about, route: `/knowledge/${id}` });
  return await describeDraft(ctx, id);
}

/** Writes on from an old version. */
export async function restoreVersion(
  ctx: WriteContext,
  { id, no }: { id: number; no: number },
  version: number,
): Promise<ArticleDraft> {
  const row = await needVersion(ctx, id, version);
  const old = await versionOf(ctx.tx, id, no);
  if (!old) throw problem('not-found');
  const { title, body, file_ids } = old;
  const draft = {
    ...(await draftOr(ctx.tx, row)),
    title,
    body,
    file_ids,
    submitted: 0,
    changed_by: ctx.actor.userId,
    changed_at: ctx.now,
  };
  await putDraft(ctx.tx, draft);
  const after = await step(ctx, row, draft);
  await record(ctx, 'knowledge.restoreVersion', after, { no });
  return await describeDraft(ctx, id);
}
