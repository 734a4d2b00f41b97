import { createRoute } from '@tanstack/react-router';
import { BalancesPage } from '../features/books/balances-page.tsx';
import {
  balanceSearch,
  voucherSearch,
  type BalanceSearch,
  type VoucherSearch,
} from '../features/books/books-search.ts';
import { PeriodClosingsPage } from '../features/books/period-closings-page.tsx';
import { VoucherList } from '../features/books/voucher-list.tsx';
import { VoucherPage } from '../features/books/voucher-page.tsx';
import { root } from './root.tsx';

const parent = () => root;

const closings = createRoute({
  getParentRoute: parent,
  path: '/period-closings',
  component: PeriodClosingsPage,
});
const vouchers = createRoute({
  getParentRoute: parent,
  path: '/vouchers',
  validateSearch: (search): VoucherSearch => voucherSearch.parse(search),
  component: function VouchersRoute() {
    return <VoucherList search={vouchers.useSearch()} />;
  },
});
const voucher = createRoute({
  getParentRoute: parent,
  path: '/vouchers/$id',
  component: function VoucherRoute() {
    return <VoucherPage id={Number(voucher.useParams().id)} />;
  },
});
const balances = createRoute({
  getParentRoute: parent,
  path: '/account-balances',
  validateSearch: (search): BalanceSearch => balanceSearch.parse(search),
  component: function BalancesRoute() {
    return <BalancesPage search={balances.useSearch()} />;
  },
});

/** What an accountant looks at: vouchers, what they sum up to, and months that are closed. */
export const booksRoutes = [closings, vouchers, voucher, balances] as const;
