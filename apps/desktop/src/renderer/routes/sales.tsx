import { createRoute } from '@tanstack/react-router';
import { OrderList } from '../features/sales/order-list.tsx';
import { NewOrderPage, OrderPage } from '../features/sales/order-page.tsx';
import {
  newOrderSearch,
  orderSearch,
  type NewOrderSearch,
  type OrderSearch,
} from '../features/sales/order-search.ts';
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

/** Selling: what customers order. */
export const salesRoutes = [orders, newOrder, order] as const;
