import { refundRequestStates } from '@xinhang/shared/refund-requests.ts';
import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { BillList } from '../features/finance/bill-list.tsx';
import { BillPage } from '../features/finance/bill-page.tsx';
import { billSearch, type BillSearch } from '../features/finance/bill-search.ts';
import { RefundRequestList } from '../features/finance/refund-request-list.tsx';
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
const requestSearch = z.object({
  state: z.enum(refundRequestStates).optional().catch(undefined),
});
const refundRequests = createRoute({
  getParentRoute: parent,
  path: '/refund-requests',
  validateSearch: (search): z.output<typeof requestSearch> => requestSearch.parse(search),
  component: function RefundRequestsRoute() {
    return <RefundRequestList state={refundRequests.useSearch().state} />;
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
/** Bills of exchange that were received and issued; refunds that are asked for. */
export const billRoutes = [received, issued, bill, refundRequests];
