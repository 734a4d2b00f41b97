import { createRoute } from '@tanstack/react-router';
import {
  DropShipPage,
  dropShipSearch,
  type DropShipSearch,
} from '../features/purchasing/drop-ship-page.tsx';
import { IncomingPage } from '../features/purchasing/incoming-page.tsx';
import { PurchaseList } from '../features/purchasing/purchase-list.tsx';
import { NewPurchasePage, PurchasePage } from '../features/purchasing/purchase-page.tsx';
import {
  incomingSearch,
  newPurchaseReturnSearch,
  newPurchaseSearch,
  purchaseReturnSearch,
  purchaseSearch,
  receiptNoteSearch,
  requestSearch,
  toOrderSearch,
  type IncomingSearch,
  type NewPurchaseReturnSearch,
  type NewPurchaseSearch,
  type PurchaseReturnSearch,
  type PurchaseSearch,
  type ReceiptNoteSearch,
  type RequestSearch,
  type ToOrderSearch,
} from '../features/purchasing/purchase-search.ts';
import { PurchaseReturnList } from '../features/purchasing/purchase-return-list.tsx';
import {
  NewPurchaseReturnPage,
  PurchaseReturnPage,
} from '../features/purchasing/purchase-return-page.tsx';
import { ReceiptNoteList } from '../features/purchasing/receipt-note-list.tsx';
import { ReceiptNotePage } from '../features/purchasing/receipt-note-page.tsx';
import { RequestList } from '../features/purchasing/request-list.tsx';
import { NewRequestPage, RequestPage } from '../features/purchasing/request-page.tsx';
import { RequestsToOrder } from '../features/purchasing/requests-to-order.tsx';
import { SupplierPayables } from '../features/finance/supplier-payables.tsx';
import { ShortageList, shortageSearch } from '../features/purchasing/shortage-list.tsx';
import { SupplierList } from '../features/purchasing/supplier-list.tsx';
import { SupplierPage } from '../features/purchasing/supplier-page.tsx';
import { supplierSearch } from '../features/purchasing/supplier-search.ts';
import { InquiryList } from '../features/inquiries/inquiry-list.tsx';
import { inquirySearch, type InquirySearch } from '../features/inquiries/inquiry-search.ts';
import { root } from './root.tsx';

const suppliers = createRoute({
  getParentRoute: () => root,
  path: '/suppliers',
  validateSearch: (search) => supplierSearch.parse(search),
  component: function SuppliersRoute() {
    return <SupplierList search={suppliers.useSearch()} />;
  },
});
const supplier = createRoute({
  getParentRoute: () => root,
  path: '/suppliers/$id',
  component: function SupplierRoute() {
    const id = Number(supplier.useParams().id);
    return <SupplierPage id={id} money={<SupplierPayables supplierId={id} />} />;
  },
});

const shortages = createRoute({
  getParentRoute: () => root,
  path: '/shortages',
  validateSearch: (search) => shortageSearch.parse(search),
  component: function ShortagesRoute() {
    return <ShortageList q={shortages.useSearch().q} />;
  },
});

const orders = createRoute({
  getParentRoute: () => root,
  path: '/purchase-orders',
  validateSearch: (search): PurchaseSearch => purchaseSearch.parse(search),
  component: function PurchaseOrdersRoute() {
    return <PurchaseList search={orders.useSearch()} />;
  },
});
const newOrder = createRoute({
  getParentRoute: () => root,
  path: '/purchase-orders/new',
  validateSearch: (search): NewPurchaseSearch => newPurchaseSearch.parse(search),
  component: function NewPurchaseOrderRoute() {
    return <NewPurchasePage search={newOrder.useSearch()} />;
  },
});
const order = createRoute({
  getParentRoute: () => root,
  path: '/purchase-orders/$id',
  component: function PurchaseOrderRoute() {
    return <PurchasePage id={Number(order.useParams().id)} />;
  },
});
const dropShip = createRoute({
  getParentRoute: () => root,
  path: '/drop-ship',
  validateSearch: (search): DropShipSearch => dropShipSearch.parse(search),
  component: function DropShipRoute() {
    return <DropShipPage view={dropShip.useSearch().view} />;
  },
});
const incoming = createRoute({
  getParentRoute: () => root,
  path: '/incoming',
  validateSearch: (search): IncomingSearch => incomingSearch.parse(search),
  component: function IncomingRoute() {
    return <IncomingPage search={incoming.useSearch()} />;
  },
});
const receiptNotes = createRoute({
  getParentRoute: () => root,
  path: '/receipt-notes',
  validateSearch: (search): ReceiptNoteSearch => receiptNoteSearch.parse(search),
  component: function ReceiptNotesRoute() {
    return <ReceiptNoteList search={receiptNotes.useSearch()} />;
  },
});
const receiptNote = createRoute({
  getParentRoute: () => root,
  path: '/receipt-notes/$id',
  component: function ReceiptNoteRoute() {
    return <ReceiptNotePage id={Number(receiptNote.useParams().id)} />;
  },
});

const returns = createRoute({
  getParentRoute: () => root,
  path: '/purchase-returns',
  validateSearch: (search): PurchaseReturnSearch => purchaseReturnSearch.parse(search),
  component: function PurchaseReturnsRoute() {
    return <PurchaseReturnList search={returns.useSearch()} />;
  },
});
const newReturn = createRoute({
  getParentRoute: () => root,
  path: '/purchase-returns/new',
  validateSearch: (search): NewPurchaseReturnSearch => newPurchaseReturnSearch.parse(search),
  component: function NewPurchaseReturnRoute() {
    return <NewPurchaseReturnPage {...newReturn.useSearch()} />;
  },
});
const purchaseReturn = createRoute({
  getParentRoute: () => root,
  path: '/purchase-returns/$id',
  component: function PurchaseReturnRoute() {
    return <PurchaseReturnPage id={Number(purchaseReturn.useParams().id)} />;
  },
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/purchase-requests',
  validateSearch: (search): RequestSearch => requestSearch.parse(search),
  component: function PurchaseRequestsRoute() {
    return <RequestList search={requests.useSearch()} />;
  },
});
const newRequest = createRoute({
  getParentRoute: () => root,
  path: '/purchase-requests/new',
  component: NewRequestPage,
});
const request = createRoute({
  getParentRoute: () => root,
  path: '/purchase-requests/$id',
  component: function PurchaseRequestRoute() {
    return <RequestPage id={Number(request.useParams().id)} />;
  },
});
const inquiries = createRoute({
  getParentRoute: () => root,
  path: '/price-inquiries',
  validateSearch: (search): InquirySearch => inquirySearch.parse(search),
  component: function PriceInquiriesRoute() {
    return <InquiryList search={inquiries.useSearch()} />;
  },
});
const toOrder = createRoute({
  getParentRoute: () => root,
  path: '/requests-to-order',
  validateSearch: (search): ToOrderSearch => toOrderSearch.parse(search),
  component: function RequestsToOrderRoute() {
    return <RequestsToOrder q={toOrder.useSearch().q} />;
  },
});

/** Suppliers, and what is bought from them. */
export const purchasingRoutes = [
  inquiries,
  suppliers,
  supplier,
  shortages,
  orders,
  newOrder,
  order,
  dropShip,
  incoming,
  receiptNotes,
  receiptNote,
  returns,
  newReturn,
  purchaseReturn,
  requests,
  newRequest,
  request,
  toOrder,
] as const;
