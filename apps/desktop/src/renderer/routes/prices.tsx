import { createRoute } from '@tanstack/react-router';
import { MarketList } from '../features/prices/market-list.tsx';
import { marketSearch } from '../features/prices/market-search.ts';
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
const market = createRoute({
  getParentRoute: () => root,
  path: '/market-prices',
  validateSearch: (search) => marketSearch.parse(search),
  component: function MarketRoute() {
    return <MarketList search={market.useSearch()} />;
  },
});

/** Prices, and the price that comes out. */
export const priceRoutes = [prices, check, market] as const;
