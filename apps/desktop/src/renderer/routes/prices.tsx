import { createRoute } from '@tanstack/react-router';
import { AdjustmentList } from '../features/prices/adjustment-list.tsx';
import { AdjustmentPage, NewAdjustmentPage } from '../features/prices/adjustment-page.tsx';
import { adjustmentSearch } from '../features/prices/adjustment-search.ts';
import { DeviationList } from '../features/prices/deviation-list.tsx';
import { deviationSearch } from '../features/prices/deviation-search.ts';
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
const adjustments = createRoute({
  getParentRoute: () => root,
  path: '/price-adjustments',
  validateSearch: (search) => adjustmentSearch.parse(search),
  component: function AdjustmentsRoute() {
    return <AdjustmentList search={adjustments.useSearch()} />;
  },
});
const newAdjustment = createRoute({
  getParentRoute: () => root,
  path: '/price-adjustments/new',
  component: NewAdjustmentPage,
});
const adjustment = createRoute({
  getParentRoute: () => root,
  path: '/price-adjustments/$id',
  component: function AdjustmentRoute() {
    const id = Number(adjustment.useParams().id);
    return <AdjustmentPage key={id} id={id} />;
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

const deviations = createRoute({
  getParentRoute: () => root,
  path: '/price-deviations',
  validateSearch: (search) => deviationSearch.parse(search),
  component: function DeviationsRoute() {
    return <DeviationList search={deviations.useSearch()} />;
  },
});

/** Prices, and the price that comes out. */
export const priceRoutes = [
  prices,
  adjustments,
  newAdjustment,
  adjustment,
  check,
  market,
  deviations,
] as const;
