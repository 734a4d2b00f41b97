import { createRoute } from '@tanstack/react-router';
import { ArticlePage } from '../features/knowledge/article-page.tsx';
import { ArticleEditorPage, NewArticlePage } from '../features/knowledge/editor-page.tsx';
import { KnowledgePage } from '../features/knowledge/knowledge-page.tsx';
import { knowledgeSearch, type KnowledgeSearch } from '../features/knowledge/knowledge-search.ts';
import { root } from './root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  validateSearch: (search): KnowledgeSearch => knowledgeSearch.parse(search),
  component: function KnowledgeRoute() {
    return <KnowledgePage search={list.useSearch()} />;
  },
});
const blank = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/new',
  component: NewArticlePage,
});
const article = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$id',
  component: function ArticleRoute() {
    return <ArticlePage id={Number(article.useParams().id)} />;
  },
});
const editor = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$id/edit',
  component: function ArticleEditorRoute() {
    return <ArticleEditorPage id={Number(editor.useParams().id)} />;
  },
});

/** What the company knows. */
export const knowledgeRoutes = [list, blank, article, editor] as const;
