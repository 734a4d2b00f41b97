import { createRoute } from '@tanstack/react-router';
import { LocationsPage } from '../features/products/locations-page.tsx';
import { ProductList } from '../features/products/product-list.tsx';
import { ProductPage } from '../features/products/product-page.tsx';
import { productSearch } from '../features/products/product-search.ts';
import { ProductMarket } from '../features/prices/product-market.tsx';
import { ProductPrices } from '../features/prices/product-prices.tsx';
import { ProductIncoming } from '../features/purchasing/product-incoming.tsx';
import { ProductSupplierPrices } from '../features/purchasing/product-supplier-prices.tsx';
import { ProductStock } from '../features/stock/product-stock.tsx';
import { root } from './root.tsx';

const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: (search) => productSearch.parse(search),
  component: function ProductsRoute() {
    return <ProductList search={products.useSearch()} />;
  },
});
const product = createRoute({
  getParentRoute: () => root,
  path: '/products/$id',
  component: function ProductRoute() {
    return (
      <ProductPage
        id={Number(product.useParams().id)}
        prices={(of) => (
          <>
            <ProductPrices product={of} />
            <ProductStock product={of} />
            <ProductIncoming product={of} />
            <ProductSupplierPrices product={of} />
            <ProductMarket product={of} />
          </>
        )}
      />
    );
  },
});
const locations = createRoute({
  getParentRoute: () => root,
  path: '/locations',
  component: LocationsPage,
});

/** Products and the places where they lie. */
export const productRoutes = [products, product, locations] as const;
