import { createRoute } from '@tanstack/react-router';
import { ChangeEditorPage, ChangesPage } from '../features/sales/change-page.tsx';
import { DirectSalePage } from '../features/sales/direct-page.tsx';
import { OrderList } from '../features/sales/order-list.tsx';
import { NewOrderPage, OrderPage } from '../features/sales/order-page.tsx';
import {
  newOrderSearch,
  orderSearch,
  type NewOrderSearch,
  type OrderSearch,
} from '../features/sales/order-search.ts';
import { ContractList } from '../features/sales/contract-list.tsx';
import { ContractPage, NewContractPage } from '../features/sales/contract-page.tsx';
import {
  contractSearch,
  milestoneSearch,
  newContractSearch,
  type ContractSearch,
  type MilestoneSearch,
  type NewContractSearch,
} from '../features/sales/contract-search.ts';
import { MilestoneList } from '../features/sales/milestone-list.tsx';
import { QuotationList } from '../features/sales/quotation-list.tsx';
import { NewQuotationPage, QuotationPage } from '../features/sales/quotation-page.tsx';
import {
  newQuotationSearch,
  quotationSearch,
  type NewQuotationSearch,
  type QuotationSearch,
} from '../features/sales/quotation-search.ts';
import { root } from './root.tsx';

const parent = () => root;

const orders = createRoute({
  getParentRoute: parent,
  path: '/sales-orders',
  validateSearch: (search): OrderSearch => orderSearch.parse(search),
  component: function SalesOrdersRoute() {
    return <OrderList search={orders.useSearch()} />;
  },
});
const newOrder = createRoute({
  getParentRoute: parent,
  path: '/sales-orders/new',
  validateSearch: (search): NewOrderSearch => newOrderSearch.parse(search),
  component: function NewSalesOrderRoute() {
    return <NewOrderPage search={newOrder.useSearch()} />;
  },
});
const order = createRoute({
  getParentRoute: parent,
  path: '/sales-orders/$id',
  component: function SalesOrderRoute() {
    return <OrderPage id={Number(order.useParams().id)} />;
  },
});

const direct = createRoute({
  getParentRoute: parent,
  path: '/sales-orders/direct',
  component: DirectSalePage,
});
const changes = createRoute({
  getParentRoute: parent,
  path: '/sales-orders/$id/changes',
  component: function OrderChangesRoute() {
    return <ChangesPage id={Number(changes.useParams().id)} />;
  },
});
const change = createRoute({
  getParentRoute: parent,
  path: '/sales-orders/$id/change',
  component: function OrderChangeRoute() {
    return <ChangeEditorPage id={Number(change.useParams().id)} />;
  },
});

const quotations = createRoute({
  getParentRoute: parent,
  path: '/quotations',
  validateSearch: (search): QuotationSearch => quotationSearch.parse(search),
  component: function QuotationsRoute() {
    return <QuotationList search={quotations.useSearch()} />;
  },
});
const newQuotation = createRoute({
  getParentRoute: parent,
  path: '/quotations/new',
  validateSearch: (search): NewQuotationSearch => newQuotationSearch.parse(search),
  component: function NewQuotationRoute() {
    return <NewQuotationPage search={newQuotation.useSearch()} />;
  },
});
const quotation = createRoute({
  getParentRoute: parent,
  path: '/quotations/$id',
  component: function QuotationRoute() {
    return <QuotationPage id={Number(quotation.useParams().id)} />;
  },
});

const contracts = createRoute({
  getParentRoute: parent,
  path: '/contracts',
  validateSearch: (search): ContractSearch => contractSearch.parse(search),
  component: function ContractsRoute() {
    return <ContractList search={contracts.useSearch()} />;
  },
});
const newContract = createRoute({
  getParentRoute: parent,
  path: '/contracts/new',
  validateSearch: (search): NewContractSearch => newContractSearch.parse(search),
  component: function NewContractRoute() {
    return <NewContractPage search={newContract.useSearch()} />;
  },
});
const contract = createRoute({
  getParentRoute: parent,
  path: '/contracts/$id',
  component: function ContractRoute() {
    return <ContractPage id={Number(contract.useParams().id)} />;
  },
});
const milestones = createRoute({
  getParentRoute: parent,
  path: '/contract-milestones',
  validateSearch: (search): MilestoneSearch => milestoneSearch.parse(search),
  component: function MilestonesRoute() {
    return <MilestoneList search={milestones.useSearch()} />;
  },
});

/** Selling: what customers are offered, agree to and order. */
export const salesRoutes = [
  quotations,
  newQuotation,
  quotation,
  contracts,
  newContract,
  contract,
  milestones,
  orders,
  newOrder,
  direct,
  order,
  changes,
  change,
] as const;
