import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ApAdjustmentList } from '../features/finance/ap-adjustment-list.tsx';
import { AdjustmentList } from '../features/finance/adjustment-list.tsx';
import { CashAccountsPage } from '../features/finance/cash-accounts-page.tsx';
import { CashBookPage } from '../features/finance/cash-book-page.tsx';
import { CashJournalPage } from '../features/finance/cash-journal-page.tsx';
import { CategoryPage } from '../features/finance/category-page.tsx';
import { CollectionsPage } from '../features/finance/collections-page.tsx';
import { CustomerAccountPage } from '../features/finance/customer-account-page.tsx';
import { CustomerInvoicingPage, UninvoicedPage } from '../features/finance/uninvoiced-page.tsx';
import { SupplierInvoiceList } from '../features/finance/supplier-invoice-list.tsx';
import {
  NewSupplierInvoicePage,
  SupplierInvoicePage,
} from '../features/finance/supplier-invoice-page.tsx';
import { FapiaoList } from '../features/finance/fapiao-list.tsx';
import { FapiaoPage, NewFapiaoPage } from '../features/finance/fapiao-page.tsx';
import {
  fapiaoSearch,
  newSupplierInvoiceSearch,
  supplierInvoiceSearch,
  type SupplierInvoiceSearch,
  newFapiaoSearch,
  uninvoicedSearch,
  type FapiaoSearch,
  type UninvoicedSearch,
} from '../features/finance/fapiao-search.ts';
import {
  accountSearch,
  collectionSearch,
  expenseSearch,
  newExpenseSearch,
  newPaymentSearch,
  newReceiptSearch,
  otherCashSearch,
  payableSearch,
  paymentSearch,
  receiptSearch,
  receivableSearch,
  transferSearch,
  type AccountSearch,
  type CollectionSearch,
  type ExpenseSearch,
  type OtherCashSearch,
  type PayableSearch,
  type PaymentSearch,
  type ReceiptSearch,
  type ReceivableSearch,
  type TransferSearch,
  apAdjustmentSearch,
  type ApAdjustmentSearch,
} from '../features/finance/finance-search.ts';
import { ExpenseList } from '../features/finance/expense-list.tsx';
import { ExpensePage, NewExpensePage } from '../features/finance/expense-page.tsx';
import { OtherCashList } from '../features/finance/other-cash-list.tsx';
import { NewOtherCashPage, OtherCashPage } from '../features/finance/other-cash-page.tsx';
import { PayablesPage } from '../features/finance/payables-page.tsx';
import { PaymentList } from '../features/finance/payment-list.tsx';
import { NewPaymentPage, PaymentPage } from '../features/finance/payment-page.tsx';
import { PaymentTermsPage } from '../features/finance/payment-terms-page.tsx';
import { ReceiptList } from '../features/finance/receipt-list.tsx';
import { NewReceiptPage, ReceiptPage } from '../features/finance/receipt-page.tsx';
import { ReceivablesPage } from '../features/finance/receivables-page.tsx';
import { RefundList } from '../features/finance/refund-list.tsx';
import { SupplierAccountPage } from '../features/finance/supplier-account-page.tsx';
import { TransferList } from '../features/finance/transfer-list.tsx';
import { NewTransferPage, TransferPage } from '../features/finance/transfer-page.tsx';
import { root } from './root.tsx';
import { billRoutes } from './bills.tsx';
import { statementRoutes } from './statements.tsx';

const parent = () => root;
const beginSearch = z.object({ new: z.literal(true).optional().catch(undefined) });

const receivables = createRoute({
  getParentRoute: parent,
  path: '/receivables',
  validateSearch: (search): ReceivableSearch => receivableSearch.parse(search),
  component: function ReceivablesRoute() {
    return <ReceivablesPage search={receivables.useSearch()} />;
  },
});
const collections = createRoute({
  getParentRoute: parent,
  path: '/collections',
  validateSearch: (search): CollectionSearch => collectionSearch.parse(search),
  component: function CollectionsRoute() {
    return <CollectionsPage search={collections.useSearch()} />;
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
  validateSearch: (search): { new?: true | undefined } => beginSearch.parse(search),
  component: function AdjustmentsRoute() {
    return <AdjustmentList begin={adjustments.useSearch().new === true} />;
  },
});
const customerRefunds = createRoute({
  getParentRoute: parent,
  path: '/customer-refunds',
  validateSearch: (search): { new?: true | undefined } => beginSearch.parse(search),
  component: function CustomerRefundsRoute() {
    return <RefundList key="ar" side="ar" begin={customerRefunds.useSearch().new === true} />;
  },
});
const supplierRefunds = createRoute({
  getParentRoute: parent,
  path: '/supplier-refunds',
  validateSearch: (search): { new?: true | undefined } => beginSearch.parse(search),
  component: function SupplierRefundsRoute() {
    return <RefundList key="ap" side="ap" begin={supplierRefunds.useSearch().new === true} />;
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
const payables = createRoute({
  getParentRoute: parent,
  path: '/payables',
  validateSearch: (search): PayableSearch => payableSearch.parse(search),
  component: function PayablesRoute() {
    return <PayablesPage search={payables.useSearch()} />;
  },
});
const supplierAccount = createRoute({
  getParentRoute: parent,
  path: '/payables/$id',
  validateSearch: (search): AccountSearch => accountSearch.parse(search),
  component: function SupplierAccountRoute() {
    const id = Number(supplierAccount.useParams().id);
    return <SupplierAccountPage key={id} id={id} search={supplierAccount.useSearch()} />;
  },
});
const payments = createRoute({
  getParentRoute: parent,
  path: '/payments',
  validateSearch: (search): PaymentSearch => paymentSearch.parse(search),
  component: function PaymentsRoute() {
    return <PaymentList search={payments.useSearch()} />;
  },
});
const newPayment = createRoute({
  getParentRoute: parent,
  path: '/payments/new',
  validateSearch: (search) => newPaymentSearch.parse(search),
  component: function NewPaymentRoute() {
    const { supplierId, supplierName, billId } = newPayment.useSearch();
    const supplier = supplierId === undefined ? null : { id: supplierId, name: supplierName ?? '' };
    const key = `${supplierId ?? 0}-${billId ?? 0}`;
    return <NewPaymentPage key={key} supplier={supplier} billId={billId ?? null} />;
  },
});
const payment = createRoute({
  getParentRoute: parent,
  path: '/payments/$id',
  component: function PaymentRoute() {
    return <PaymentPage id={Number(payment.useParams().id)} />;
  },
});
const apAdjustments = createRoute({
  getParentRoute: parent,
  path: '/ap-adjustments',
  validateSearch: (search): ApAdjustmentSearch => apAdjustmentSearch.parse(search),
  component: function ApAdjustmentsRoute() {
    return <ApAdjustmentList search={apAdjustments.useSearch()} />;
  },
});
const journal = createRoute({
  getParentRoute: parent,
  path: '/cash-accounts/$id',
  validateSearch: (search): AccountSearch => accountSearch.parse(search),
  component: function CashJournalRoute() {
    return <CashJournalPage id={Number(journal.useParams().id)} search={journal.useSearch()} />;
  },
});
const fapiaoList = createRoute({
  getParentRoute: parent,
  path: '/fapiao',
  validateSearch: (search): FapiaoSearch => fapiaoSearch.parse(search),
  component: function FapiaoListRoute() {
    return <FapiaoList search={fapiaoList.useSearch()} />;
  },
});
const newFapiao = createRoute({
  getParentRoute: parent,
  path: '/fapiao/new',
  validateSearch: (search) => newFapiaoSearch.parse(search),
  component: function NewFapiaoRoute() {
    const { customerId, customerName } = newFapiao.useSearch();
    const customer = customerId === undefined ? null : { id: customerId, name: customerName ?? '' };
    return <NewFapiaoPage key={customerId ?? 0} customer={customer} />;
  },
});
const fapiao = createRoute({
  getParentRoute: parent,
  path: '/fapiao/$id',
  component: function FapiaoRoute() {
    return <FapiaoPage id={Number(fapiao.useParams().id)} />;
  },
});
const uninvoiced = createRoute({
  getParentRoute: parent,
  path: '/uninvoiced',
  validateSearch: (search): UninvoicedSearch => uninvoicedSearch.parse(search),
  component: function UninvoicedRoute() {
    return <UninvoicedPage search={uninvoiced.useSearch()} />;
  },
});
const customerInvoicing = createRoute({
  getParentRoute: parent,
  path: '/uninvoiced/$id',
  component: function CustomerInvoicingRoute() {
    return <CustomerInvoicingPage id={Number(customerInvoicing.useParams().id)} />;
  },
});
const supplierInvoiceList = createRoute({
  getParentRoute: parent,
  path: '/supplier-invoices',
  validateSearch: (search): SupplierInvoiceSearch => supplierInvoiceSearch.parse(search),
  component: function SupplierInvoiceListRoute() {
    return <SupplierInvoiceList search={supplierInvoiceList.useSearch()} />;
  },
});
const newSupplierInvoice = createRoute({
  getParentRoute: parent,
  path: '/supplier-invoices/new',
  validateSearch: (search) => newSupplierInvoiceSearch.parse(search),
  component: function NewSupplierInvoiceRoute() {
    const { supplierId, supplierName } = newSupplierInvoice.useSearch();
    const supplier = supplierId === undefined ? null : { id: supplierId, name: supplierName ?? '' };
    return <NewSupplierInvoicePage key={supplierId ?? 0} supplier={supplier} />;
  },
});
const supplierInvoice = createRoute({
  getParentRoute: parent,
  path: '/supplier-invoices/$id',
  component: function SupplierInvoiceRoute() {
    return <SupplierInvoicePage id={Number(supplierInvoice.useParams().id)} />;
  },
});

const cashBook = createRoute({
  getParentRoute: parent,
  path: '/cash-book',
  validateSearch: (search): AccountSearch => accountSearch.parse(search),
  component: function CashBookRoute() {
    return <CashBookPage search={cashBook.useSearch()} />;
  },
});
const transfers = createRoute({
  getParentRoute: parent,
  path: '/cash-transfers',
  validateSearch: (search): TransferSearch => transferSearch.parse(search),
  component: function TransfersRoute() {
    return <TransferList search={transfers.useSearch()} />;
  },
});
const newTransfer = createRoute({
  getParentRoute: parent,
  path: '/cash-transfers/new',
  component: NewTransferPage,
});
const transfer = createRoute({
  getParentRoute: parent,
  path: '/cash-transfers/$id',
  component: function TransferRoute() {
    return <TransferPage id={Number(transfer.useParams().id)} />;
  },
});
const otherIncome = createRoute({
  getParentRoute: parent,
  path: '/other-income',
  validateSearch: (search): OtherCashSearch => otherCashSearch.parse(search),
  component: function OtherIncomeRoute() {
    return <OtherCashList key="income" kind="income" search={otherIncome.useSearch()} />;
  },
});
const otherPayments = createRoute({
  getParentRoute: parent,
  path: '/other-payments',
  validateSearch: (search): OtherCashSearch => otherCashSearch.parse(search),
  component: function OtherPaymentsRoute() {
    return <OtherCashList key="payment" kind="payment" search={otherPayments.useSearch()} />;
  },
});
const newOtherIncome = createRoute({
  getParentRoute: parent,
  path: '/other-income/new',
  component: () => <NewOtherCashPage kind="income" />,
});
const newOtherPayment = createRoute({
  getParentRoute: parent,
  path: '/other-payments/new',
  component: () => <NewOtherCashPage kind="payment" />,
});
const otherCash = createRoute({
  getParentRoute: parent,
  path: '/other-cash/$id',
  component: function OtherCashRoute() {
    return <OtherCashPage id={Number(otherCash.useParams().id)} />;
  },
});
const expenses = createRoute({
  getParentRoute: parent,
  path: '/expenses',
  validateSearch: (search): ExpenseSearch => expenseSearch.parse(search),
  component: function ExpensesRoute() {
    return <ExpenseList search={expenses.useSearch()} />;
  },
});
const newExpense = createRoute({
  getParentRoute: parent,
  path: '/expenses/new',
  validateSearch: (search) => newExpenseSearch.parse(search),
  component: function NewExpenseRoute() {
    const { customerId, customerName } = newExpense.useSearch();
    const customer = customerId === undefined ? null : { id: customerId, name: customerName ?? '' };
    return <NewExpensePage key={customerId ?? 0} customer={customer} />;
  },
});
const expense = createRoute({
  getParentRoute: parent,
  path: '/expenses/$id',
  component: function ExpenseRoute() {
    return <ExpensePage id={Number(expense.useParams().id)} />;
  },
});
const categories = createRoute({
  getParentRoute: parent,
  path: '/cash-categories',
  component: CategoryPage,
});

/** Money: what customers owe and paid, what suppliers are owed and were paid, and where it lies. */
export const financeRoutes = [
  receivables,
  collections,
  ...statementRoutes,
  ...billRoutes,
  account,
  receipts,
  newReceipt,
  receipt,
  adjustments,
  customerRefunds,
  supplierRefunds,
  payables,
  supplierAccount,
  payments,
  newPayment,
  payment,
  apAdjustments,
  cashAccounts,
  cashBook,
  transfers,
  newTransfer,
  transfer,
  otherIncome,
  newOtherIncome,
  otherPayments,
  newOtherPayment,
  otherCash,
  categories,
  expenses,
  newExpense,
  expense,
  journal,
  terms,
  fapiaoList,
  newFapiao,
  fapiao,
  uninvoiced,
  customerInvoicing,
  supplierInvoiceList,
  newSupplierInvoice,
  supplierInvoice,
] as const;
