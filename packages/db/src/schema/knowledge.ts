import type { Generated } from 'kysely';

export interface KnowledgeTables {
  kb_category: {
    id: Generated<number>;
    version: number;
    name: string;
    parent_id: number | null;
    sort: number;
  };
  kb_article: {
    id: Generated<number>;
    version: number;
    category_id: number;
    title: string;
    excerpt: string;
    /** Folded words of the title with its pinyin, and of the text: what a search looks in. */
    find_title: string;
    find_text: string;
    state: 'draft' | 'published' | 'retired';
    /** Number of the published version. */
    no: number | null;
    required: number;
    everybody: number;
    author_id: number;
    created_at: number;
    published_at: number | null;
  };
  kb_article_dept: { article_id: number; dept_id: number };
  kb_draft: {
    article_id: number;
    title: string;
    category_id: number;
    /** JSON as `RichDoc`. */
    body: string;
    /** JSON arrays of ids. */
    file_ids: string;
    dept_ids: string;
    everybody: number;
    required: number;
    submitted: number;
    changed_by: number;
    changed_at: number;
  };
  kb_version: {
    article_id: number;
    no: number;
    title: string;
    category: string;
    body: string;
    file_ids: string;
    note: string;
    by_id: number;
    at: number;
  };
  kb_read: {
    article_id: number;
    user_id: number;
    no: number;
    first_at: number;
    last_at: number;
    acknowledged_at: number | null;
  };
  kb_vote: { article_id: number; user_id: number; useful: number; at: number };
  kb_file: {
    id: Generated<number>;
    /** Null while the article is being written. */
    article_id: number | null;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
  kb_use: { follow_up_id: number; article_id: number };
}
