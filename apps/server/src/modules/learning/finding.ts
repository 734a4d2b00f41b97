import {
  articleTitles,
  countArticles,
  listArticles,
  type DescribedArticle,
} from '@xinhang/db/repositories/articles.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { DeskSource, SearchSource } from '../../registry/boot.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { toRow } from './describe.ts';
import { readerOf } from './reader.ts';

/** Articles, as other modules speak of them. */
export const ownedArticle: OwnedKind = {
  kind: 'article',
  names: async (ctx, ids) => await articleTitles(ctx.db, await readerOf(ctx), ids),
};

/** Articles by words of the title or its pinyin, then by words of the text. */
export const articleSource: SearchSource = {
  name: 'articles',
  async find(ctx, q, limit) {
    const words = searchRuns(q);
    if (words.length === 0) return [];
    const reader = await readerOf(ctx);
    const page = { after: null, limit };
    const asked = { view: 'published', words } as const;
    const titled = await listArticles(ctx.db, reader, { ...asked, titleOnly: true }, page);
    const found = new Map<number, DescribedArticle>(titled.map((row) => [row.id, row]));
    if (titled.length < limit) {
      for (const row of await listArticles(ctx.db, reader, asked, page)) found.set(row.id, row);
    }
    return [...found.values()].slice(0, limit).map((row) => ({
      source: 'articles',
      id: row.id,
      title: row.title,
      subtitle: [row.category_name, row.excerpt.slice(0, 40)].filter(Boolean).join(' · '),
      route: `/knowledge/${row.id}`,
    }));
  },
};

/** What must be read and is not acknowledged yet. */
export const articlesToRead: DeskSource = {
  kind: 'articlesToRead',
  async build(ctx, { limit }) {
    const reader = await readerOf(ctx);
    const asked = { view: 'required' } as const;
    const page = { after: null, limit };
    const rows = await listArticles(ctx.db, reader, asked, page);
    if (rows.length === 0) return null;
    return {
      count: await countArticles(ctx.db, reader, asked, COUNT_CAP),
      items: [],
      jobs: [],
      articles: rows.map((row) => toRow(reader, row)),
    };
  },
};
