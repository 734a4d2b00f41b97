import { createRoute } from '@tanstack/react-router';
import {
  productLinesSearch,
  productSearch,
  type ProductLinesSearch,
  type ProductSearch,
} from '../features/analysis/analysis-search.ts';
import { ProductLinesPage } from '../features/analysis/product-lines-page.tsx';
import { ProductAnalysisPage } from '../features/analysis/product-page.tsx';
import { FactList } from '../features/analysis/fact-list.tsx';
import { factSearch, type FactSearch } from '../features/analysis/fact-search.ts';
import { root } from './root.tsx';

const parent = () => root;

const products = createRoute({
  getParentRoute: parent,
  path: '/product-analysis',
  validateSearch: (search): ProductSearch => productSearch.parse(search),
  component: function ProductAnalysisRoute() {
    return <ProductAnalysisPage search={products.useSearch()} />;
  },
});
const lines = createRoute({
  getParentRoute: parent,
  path: '/product-analysis/$id',
  validateSearch: (search): ProductLinesSearch => productLinesSearch.parse(search),
  component: function ProductLinesRoute() {
    return <ProductLinesPage id={Number(lines.useParams().id)} search={lines.useSearch()} />;
  },
});

const facts = createRoute({
  getParentRoute: parent,
  path: '/sales-facts',
  validateSearch: (search): FactSearch => factSearch.parse(search),
  component: function FactsRoute() {
    return <FactList search={facts.useSearch()} />;
  },
});

/** Figures of sales, down to the documents. */
export const analysisRoutes = [products, lines, facts] as const;
