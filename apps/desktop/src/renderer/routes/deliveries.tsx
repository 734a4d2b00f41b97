import { createRoute } from '@tanstack/react-router';
import { BoardPage } from '../features/deliveries/board-page.tsx';
import { DeliveryList } from '../features/deliveries/delivery-list.tsx';
import { DeliveryPage } from '../features/deliveries/delivery-page.tsx';
import {
  boardSearch,
  deliverySearch,
  returnSearch,
  type BoardSearch,
  type DeliverySearch,
  type ReturnSearch,
  deliveryPageSearch,
  type DeliveryPageSearch,
} from '../features/deliveries/delivery-search.ts';
import { ChangeReturnButton } from '../features/deliveries/return-dialog.tsx';
import { ReturnList } from '../features/deliveries/return-list.tsx';
import { NewReturnPage, ReturnPage } from '../features/stock/return-page.tsx';
import { root } from './root.tsx';

const parent = () => root;

const board = createRoute({
  getParentRoute: parent,
  path: '/delivery-board',
  validateSearch: (search): BoardSearch => boardSearch.parse(search),
  component: function DeliveryBoardRoute() {
    return <BoardPage search={board.useSearch()} />;
  },
});
const deliveries = createRoute({
  getParentRoute: parent,
  path: '/deliveries',
  validateSearch: (search): DeliverySearch => deliverySearch.parse(search),
  component: function DeliveriesRoute() {
    return <DeliveryList search={deliveries.useSearch()} />;
  },
});
const delivery = createRoute({
  getParentRoute: parent,
  path: '/deliveries/$id',
  validateSearch: (search): DeliveryPageSearch => deliveryPageSearch.parse(search),
  component: function DeliveryRoute() {
    const { print = false } = delivery.useSearch();
    return <DeliveryPage id={Number(delivery.useParams().id)} print={print} />;
  },
});
const returns = createRoute({
  getParentRoute: parent,
  path: '/sales-returns',
  validateSearch: (search): ReturnSearch => returnSearch.parse(search),
  component: function SalesReturnsRoute() {
    return <ReturnList search={returns.useSearch()} />;
  },
});
const newReturn = createRoute({
  getParentRoute: parent,
  path: '/sales-returns/new',
  component: NewReturnPage,
});
const salesReturn = createRoute({
  getParentRoute: parent,
  path: '/sales-returns/$id',
  component: function SalesReturnRoute() {
    return (
      <ReturnPage
        id={Number(salesReturn.useParams().id)}
        change={(row) => <ChangeReturnButton draft={row} />}
      />
    );
  },
});

/** What goes out to customers, and what comes back. */
export const deliveryRoutes = [
  board,
  deliveries,
  delivery,
  returns,
  newReturn,
  salesReturn,
] as const;
