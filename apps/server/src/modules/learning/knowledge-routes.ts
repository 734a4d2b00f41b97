import {
  countArticles,
  listArticles,
  versionOf,
  versionsOf,
} from '@xinhang/db/repositories/articles.ts';
import { allCategories } from '@xinhang/db/repositories/kb-categories.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ArticleVersion } from '@xinhang/shared/knowledge-writing.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { RichDoc } from '@xinhang/shared/rich-text.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import {
  createCategory,
  listCategories,
  removeCategory,
  subtreeOf,
  updateCategory,
} from './categories.ts';
import { describeArticle, describeDraft, filesBy, idsIn, needEditable, toRow } from './describe.ts';
import { createArticle, discardDraft, restoreVersion, saveDraft, submitDraft } from './drafts.ts';
import { keepArticleFile, needArticleFile } from './files.ts';
import { ownedArticle } from './finding.ts';
import { publishArticle, retireArticle } from './publish.ts';
import { readerOf } from './reader.ts';
import { markRead, readersOf, voteArticle } from './reading.ts';

const MEGABYTE = 1024 * 1024;
const ok = { ok: true as const };

type Listed = Awaited<ReturnType<typeof versionsOf>>[number];
const toVersion = ({ no, title, category, note, by_id, by_name, at }: Listed): ArticleVersion => ({
  no,
  title,
  category,
  note,
  by: { id: by_id, name: by_name },
  at,
});

/** The knowledge base: articles with versions, readers and votes. */
export function knowledgeRoutes(http: Http): void {
  http.owned.register(ownedArticle);
  const { knowledge } = api;

  implement(http, knowledge.listCategories, {
    run: async (ctx) => ({ rows: await listCategories(ctx) }),
  });
  implement(http, knowledge.createCategory, {
    run: async (ctx, { body }) => await createCategory(ctx, body),
  });
  implement(http, knowledge.updateCategory, {
    run: async (ctx, { params, body }) => await updateCategory(ctx, params.id, body),
  });
  implement(http, knowledge.removeCategory, {
    async run(ctx, { params }) {
      await removeCategory(ctx, params.id);
      return ok;
    },
  });

  implement(http, knowledge.listArticles, {
    async run(ctx, { query }) {
      const reader = await readerOf(ctx);
      const { view, categoryId } = query;
      const categories = categoryId === undefined ? [] : await allCategories(ctx.db);
      const question = {
        view,
        words: searchRuns(query.q ?? ''),
        categoryIds: categoryId === undefined ? undefined : subtreeOf(categories, categoryId),
      };
      const page = { after: startOf(query), limit: query.limit + 1 };
      const found = await listArticles(ctx.db, reader, question, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: (view === 'drafts' ? row.draft_at : row.published_at) ?? 0,
        id: row.id,
      }));
      return {
        rows: rows.map((row) => ({
          ...toRow(reader, row),
          ...(view === 'drafts' && row.draft_title !== null && { title: row.draft_title }),
        })),
        next,
        count: query.count ? await countArticles(ctx.db, reader, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, knowledge.getArticle, {
    run: async (ctx, { params }) => await describeArticle(ctx, params.id),
  });
  implement(http, knowledge.getDraft, {
    run: async (ctx, { params }) => await describeDraft(ctx, params.id),
  });
  implement(http, knowledge.createArticle, {
    run: async (ctx, { body }) => await createArticle(ctx, body),
  });
  implement(http, knowledge.saveDraft, {
    run: async (ctx, { params, body }) => await saveDraft(ctx, params.id, body),
  });
  implement(http, knowledge.discardDraft, {
    async run(ctx, { params, body }) {
      await discardDraft(ctx, params.id, body.version);
      return ok;
    },
  });
  implement(http, knowledge.submitDraft, {
    run: async (ctx, { params, body }) => await submitDraft(ctx, params.id, body.version),
  });
  implement(http, knowledge.publishArticle, {
    run: async (ctx, { params, body }) => await publishArticle(ctx, params.id, body),
  });
  implement(http, knowledge.retireArticle, {
    run: async (ctx, { params, body }) => await retireArticle(ctx, params.id, body.version),
  });

  implement(http, knowledge.listVersions, {
    async run(ctx, { params }) {
      await needEditable(ctx, params.id);
      return { rows: (await versionsOf(ctx.db, params.id)).map(toVersion) };
    },
  });
  implement(http, knowledge.getVersion, {
    async run(ctx, { params }) {
      await needEditable(ctx, params.id);
      const row = await versionOf(ctx.db, params.id, params.no);
      if (!row) throw problem('not-found');
      const body = JSON.parse(row.body) as RichDoc;
      return { ...toVersion(row), body, files: await filesBy(ctx.db, idsIn(row.file_ids)) };
    },
  });
  implement(http, knowledge.restoreVersion, {
    run: async (ctx, { params, body }) => await restoreVersion(ctx, params, body.version),
  });

  implement(http, knowledge.readArticle, {
    async run(ctx, { params, body }) {
      await markRead(ctx, params.id, body);
      return ok;
    },
  });
  implement(http, knowledge.voteArticle, {
    run: async (ctx, { params, body }) => await voteArticle(ctx, params.id, body.useful),
  });
  implement(http, knowledge.listReaders, {
    run: async (ctx, { params }) => await readersOf(ctx, params.id),
  });

  implement(http, knowledge.uploadFile, {
    admit: async (ctx) => (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE,
    run: async (ctx, { query }, _prepared, { upload }) =>
      await keepArticleFile(ctx, upload!, query.name),
  });
  implement(http, knowledge.downloadFile, {
    async run(ctx, { params }) {
      const { sha256, size, name, mime } = await needArticleFile(ctx, params.id);
      return { paths: http.deps.paths, sha256, size, name, mime };
    },
  });
}
