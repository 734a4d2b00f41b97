import type { Database } from '@xinhang/db/database.ts';
import {
  articleFiles,
  hangArticleFile,
  insertArticleFile,
} from '@xinhang/db/repositories/article-marks.ts';
import {
  insertArticle,
  insertVersion,
  putDraft,
  setArticleDepts,
} from '@xinhang/db/repositories/articles.ts';
import { insertCategory } from '@xinhang/db/repositories/kb-categories.ts';

const NOTHING = JSON.stringify({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: '矩阵正文' }] }],
});

/**
 * Articles by where they stand towards the subject: one that everybody must read, one for another
 * department, what he writes himself, and what the boss writes. Each with a file.
 */
export async function plantArticles(
  db: Database,
  { me, boss, strangers }: { me: number; boss: number; strangers: number },
  /** Whose bytes are in the store. */
  uploaded: number,
) {
  return await db.transaction(async (tx) => {
    const [bytes] = await articleFiles(tx, [uploaded]);
    const { mime, size, sha256 } = bytes!;
    const place = { parent_id: null, sort: 0 };
    const category = await insertCategory(tx, { ...place, name: '矩阵分类' });
    const empty = await insertCategory(tx, { ...place, name: '矩阵空分类' });
    const article = async (title: string, author: number, published: boolean, everybody = true) => {
      const id = await insertArticle(tx, {
        category_id: category,
        title,
        excerpt: '',
        find_title: title,
        find_text: '',
        state: published ? 'published' : 'draft',
        no: published ? 1 : null,
        required: published && everybody ? 1 : 0,
        everybody: published && everybody ? 1 : 0,
        author_id: author,
        created_at: 0,
        published_at: published ? 1 : null,
      });
      const sent = { mime, size, sha256, uploaded_by: boss, at: 0 };
      const fileId = (await insertArticleFile(tx, { name: `${id}.txt`, ...sent })).id;
      await hangArticleFile(tx, fileId, id);
      const file_ids = JSON.stringify([fileId]);
      const text = { article_id: id, title, body: NOTHING, file_ids };
      if (published) {
        const said = { note: '', by_id: boss, at: 1, no: 1 };
        await insertVersion(tx, { ...text, ...said, category: '矩阵分类' });
        if (!everybody) await setArticleDepts(tx, id, [strangers]);
        return { id, fileId };
      }
      await putDraft(tx, {
        ...text,
        category_id: category,
        everybody: 1,
        dept_ids: '[]',
        required: 0,
        submitted: 0,
        changed_by: author,
        changed_at: 1,
      });
      return { id, fileId };
    };
    return {
      category,
      empty,
      everybodys: await article('矩阵必读', boss, true),
      strangers: await article('矩阵他组', boss, true, false),
      mine: await article('矩阵我写', me, false),
      others: await article('矩阵他写', boss, false),
    };
  });
}
