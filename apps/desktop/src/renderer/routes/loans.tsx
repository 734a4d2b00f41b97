import { createRoute } from '@tanstack/react-router';
import { LoanList, loanSearch, type LoanSearch } from '../features/stock/loan-list.tsx';
import { LoanPage, NewLoanPage } from '../features/stock/loan-page.tsx';
import { root } from './root.tsx';

const parent = () => root;

const loans = createRoute({
  getParentRoute: parent,
  path: '/loans',
  validateSearch: (search): LoanSearch => loanSearch.parse(search),
  component: function LoansRoute() {
    return <LoanList search={loans.useSearch()} />;
  },
});
const newLoan = createRoute({
  getParentRoute: parent,
  path: '/loans/new',
  component: NewLoanPage,
});
const loan = createRoute({
  getParentRoute: parent,
  path: '/loans/$id',
  component: function LoanRoute() {
    return <LoanPage id={Number(loan.useParams().id)} />;
  },
});

/** Goods that customers borrowed. */
export const loanRoutes = [loans, newLoan, loan] as const;
