import { createRoute } from '@tanstack/react-router';
import { ShortageList, shortageSearch } from '../features/purchasing/shortage-list.tsx';
import { SupplierList } from '../features/purchasing/supplier-list.tsx';
import { SupplierPage } from '../features/purchasing/supplier-page.tsx';
import { supplierSearch } from '../features/purchasing/supplier-search.ts';
import { root } from './root.tsx';

const suppliers = createRoute({
  getParentRoute: () => root,
  path: '/suppliers',
  validateSearch: (search) => supplierSearch.parse(search),
  component: function SuppliersRoute() {
    return <SupplierList search={suppliers.useSearch()} />;
  },
});
const supplier = createRoute({
  getParentRoute: () => root,
  path: '/suppliers/$id',
  component: function SupplierRoute() {
    return <SupplierPage id={Number(supplier.useParams().id)} />;
  },
});

const shortages = createRoute({
  getParentRoute: () => root,
  path: '/shortages',
  validateSearch: (search) => shortageSearch.parse(search),
  component: function ShortagesRoute() {
    return <ShortageList q={shortages.useSearch().q} />;
  },
});

/** Suppliers, and what is bought from them. */
export const purchasingRoutes = [suppliers, supplier, shortages] as const;
