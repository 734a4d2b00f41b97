import { createRoute } from '@tanstack/react-router';
import { OrderList } from '../features/sales/order-list.tsx';
import { NewOrderPage, OrderPage } from '../features/sales/order-page.tsx';
import {
  newOrderSearch,
  orderSearch,
  type NewOrderSearch,
  type OrderSearch,
} from '../features/sales/order-search.ts';
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

/** Selling: what customers are offered and order. */
export const salesRoutes = [quotations, newQuotation, quotation, orders, newOrder, order] as const;
