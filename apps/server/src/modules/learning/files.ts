import {
  articleFiles,
  insertArticleFile,
  type ArticleFileRecord,
} from '@xinhang/db/repositories/article-marks.ts';
import { findArticle, versionOf } from '@xinhang/db/repositories/articles.ts';
import { coursesWithFile } from '@xinhang/db/repositories/courses.ts';
import type { ArticleFile } from '@xinhang/shared/knowledge.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { picturesOf, type RichDoc } from '@xinhang/shared/rich-text.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../ops/file-names.ts';
import type { StoredFile } from '../../ops/file-store.ts';
import { seesCourse } from './courses.ts';
import { idsIn, mayEdit } from './describe.ts';
import { readerOf } from './reader.ts';

/** Keeps a file for an article that is being written. */
export async function keepArticleFile(
  ctx: WriteContext,
  file: StoredFile,
  name: string,
): Promise<ArticleFile> {
  const clean = cleanFileName(name);
  const row = await insertArticleFile(ctx.tx, {
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
  });
  const after = { size: row.size };
  await ctx.audit({ action: 'files.upload', entity: 'articleFile', entityId: row.id, after });
  return { id: row.id, name: row.name, mime: row.mime, size: row.size };
}

/**
 * A file that the actor may read: an own one that hangs nowhere yet, one of the published version
 * of an article that he may open, one of a course that he sees, or any of an article that he may
 * edit.
 */
export async function needArticleFile(ctx: ReadContext, id: number): Promise<ArticleFileRecord> {
  const [file] = await articleFiles(ctx.db, [id]);
  if (!file) throw problem('not-found');
  if (file.article_id === null) {
    if (file.uploaded_by === ctx.actor.userId) return file;
    for (const courseId of await coursesWithFile(ctx.db, id)) {
      if (await seesCourse(ctx, courseId)) return file;
    }
    throw problem('not-found');
  }
  const reader = await readerOf(ctx);
  const row = await findArticle(ctx.db, reader, file.article_id);
  if (!row) throw problem('not-found');
  if (mayEdit(reader, row)) return file;
  const version = await versionOf(ctx.db, row.id, row.no!);
  const shown = version && [
    ...idsIn(version.file_ids),
    ...picturesOf(JSON.parse(version.body) as RichDoc),
  ];
  if (!shown?.includes(id)) throw problem('not-found');
  return file;
}
