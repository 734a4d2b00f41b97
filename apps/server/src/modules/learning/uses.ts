import {
  articlesOfTalks,
  insertUses,
  talksWithArticles,
} from '@xinhang/db/repositories/article-marks.ts';
import { articleTitles } from '@xinhang/db/repositories/articles.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { readerOf } from './reader.ts';

/** Says that a new follow-up made use of these articles, which its author may open. */
export async function nameArticles(
  ctx: WriteContext,
  followUpId: number,
  articleIds: readonly number[],
): Promise<NameRef[]> {
  const ids = [...new Set(articleIds)];
  if (ids.length === 0) return [];
  const reader = { ...(await readerOf(ctx)), writes: false };
  const titles = await articleTitles(ctx.tx, reader, ids);
  const at = ids.findIndex((id) => !titles.has(id));
  if (at >= 0) throw fieldRefused(`/articleIds/${at}`, 'unknown-article');
  await insertUses(ctx.tx, followUpId, ids);
  return ids.map((id) => ({ id, name: titles.get(id)! }));
}

/** Articles that follow-ups name, by the follow-up, as far as the reader may open them. */
export async function articlesUsed(
  ctx: ReadContext,
  followUpIds: readonly number[],
): Promise<Map<number, NameRef[]>> {
  const found = new Map<number, NameRef[]>();
  // Most talks name none: who reads is asked only where one does.
  const used = await talksWithArticles(ctx.db, followUpIds);
  if (used.length === 0) return found;
  const rows = await articlesOfTalks(ctx.db, await readerOf(ctx), used);
  for (const { follow_up_id: talk, id, title } of rows) {
    found.set(talk, [...(found.get(talk) ?? []), { id, name: title }]);
  }
  return found;
}
