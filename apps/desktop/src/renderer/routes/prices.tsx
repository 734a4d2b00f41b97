import { createRoute } from '@tanstack/react-router';
import { PriceCheck } from '../features/prices/price-check.tsx';
import { PriceList } from '../features/prices/price-list.tsx';
import { priceSearch } from '../features/prices/price-search.ts';
import { root } from './root.tsx';

const prices = createRoute({
  getParentRoute: () => root,
  path: '/prices',
  validateSearch: (search) => priceSearch.parse(search),
  component: function PricesRoute() {
    return <PriceList search={prices.useSearch()} />;
  },
});
const check = createRoute({
  getParentRoute: () => root,
  path: '/price-check',
  component: PriceCheck,
});

/** Prices, and the price that comes out. */
export const priceRoutes = [prices, check] as const;
