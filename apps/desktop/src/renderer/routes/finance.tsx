import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { AdjustmentList } from '../features/finance/adjustment-list.tsx';
import { CashAccountsPage } from '../features/finance/cash-accounts-page.tsx';
import { CashJournalPage } from '../features/finance/cash-journal-page.tsx';
import { CustomerAccountPage } from '../features/finance/customer-account-page.tsx';
import {
  accountSearch,
  newReceiptSearch,
  receiptSearch,
  receivableSearch,
  type AccountSearch,
  type ReceiptSearch,
  type ReceivableSearch,
} from '../features/finance/finance-search.ts';
import { PaymentTermsPage } from '../features/finance/payment-terms-page.tsx';
import { ReceiptList } from '../features/finance/receipt-list.tsx';
import { NewReceiptPage, ReceiptPage } from '../features/finance/receipt-page.tsx';
import { ReceivablesPage } from '../features/finance/receivables-page.tsx';
import { root } from './root.tsx';

const parent = () => root;

const receivables = createRoute({
  getParentRoute: parent,
  path: '/receivables',
  validateSearch: (search): ReceivableSearch => receivableSearch.parse(search),
  component: function ReceivablesRoute() {
    return <ReceivablesPage search={receivables.useSearch()} />;
  },
});
const account = createRoute({
  getParentRoute: parent,
  path: '/receivables/$id',
  validateSearch: (search): AccountSearch => accountSearch.parse(search),
  component: function CustomerAccountRoute() {
    const id = Number(account.useParams().id);
    return <CustomerAccountPage key={id} id={id} search={account.useSearch()} />;
  },
});
const receipts = createRoute({
  getParentRoute: parent,
  path: '/receipts',
  validateSearch: (search): ReceiptSearch => receiptSearch.parse(search),
  component: function ReceiptsRoute() {
    return <ReceiptList search={receipts.useSearch()} />;
  },
});
const newReceipt = createRoute({
  getParentRoute: parent,
  path: '/receipts/new',
  validateSearch: (search) => newReceiptSearch.parse(search),
  component: function NewReceiptRoute() {
    const { customerId, customerName } = newReceipt.useSearch();
    const customer = customerId === undefined ? null : { id: customerId, name: customerName ?? '' };
    return <NewReceiptPage key={customerId ?? 0} customer={customer} />;
  },
});
const receipt = createRoute({
  getParentRoute: parent,
  path: '/receipts/$id',
  component: function ReceiptRoute() {
    return <ReceiptPage id={Number(receipt.useParams().id)} />;
  },
});
const adjustments = createRoute({
  getParentRoute: parent,
  path: '/ar-adjustments',
  validateSearch: (search): { new?: true | undefined } =>
    z.object({ new: z.literal(true).optional().catch(undefined) }).parse(search),
  component: function AdjustmentsRoute() {
    return <AdjustmentList begin={adjustments.useSearch().new === true} />;
  },
});
const cashAccounts = createRoute({
  getParentRoute: parent,
  path: '/cash-accounts',
  component: CashAccountsPage,
});
const terms = createRoute({
  getParentRoute: parent,
  path: '/payment-terms',
  component: PaymentTermsPage,
});
const journal = createRoute({
  getParentRoute: parent,
  path: '/cash-accounts/$id',
  validateSearch: (search): AccountSearch => accountSearch.parse(search),
  component: function CashJournalRoute() {
    return <CashJournalPage id={Number(journal.useParams().id)} search={journal.useSearch()} />;
  },
});

/** Money: what customers owe and paid, and where it lies. */
export const financeRoutes = [
  receivables,
  account,
  receipts,
  newReceipt,
  receipt,
  adjustments,
  cashAccounts,
  journal,
  terms,
] as const;
