import { createRoute } from '@tanstack/react-router';
import { BillList } from '../features/finance/bill-list.tsx';
import { BillPage } from '../features/finance/bill-page.tsx';
import { billSearch, type BillSearch } from '../features/finance/bill-search.ts';
import { root } from './root.tsx';

const parent = () => root;
const validateSearch = (search: Record<string, unknown>): BillSearch => billSearch.parse(search);

const received = createRoute({
  getParentRoute: parent,
  path: '/bills-received',
  validateSearch,
  component: function BillsReceivedRoute() {
    return <BillList side="received" search={received.useSearch()} />;
  },
});
const issued = createRoute({
  getParentRoute: parent,
  path: '/bills-issued',
  validateSearch,
  component: function BillsIssuedRoute() {
    return <BillList side="issued" search={issued.useSearch()} />;
  },
});
const bill = createRoute({
  getParentRoute: parent,
  path: '/bills/$id',
  component: function BillRoute() {
    const { id } = bill.useParams();
    return <BillPage key={id} id={Number(id)} />;
  },
});
/** Bills of exchange that were received and issued. */
export const billRoutes = [received, issued, bill];
