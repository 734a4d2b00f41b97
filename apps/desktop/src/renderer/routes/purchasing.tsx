import { createRoute } from '@tanstack/react-router';
import { IncomingPage } from '../features/purchasing/incoming-page.tsx';
import { PurchaseList } from '../features/purchasing/purchase-list.tsx';
import { NewPurchasePage, PurchasePage } from '../features/purchasing/purchase-page.tsx';
import {
  incomingSearch,
  newPurchaseSearch,
  purchaseSearch,
  receiptNoteSearch,
  type IncomingSearch,
  type NewPurchaseSearch,
  type PurchaseSearch,
  type ReceiptNoteSearch,
} from '../features/purchasing/purchase-search.ts';
import { ReceiptNoteList } from '../features/purchasing/receipt-note-list.tsx';
import { ReceiptNotePage } from '../features/purchasing/receipt-note-page.tsx';
import { SupplierPayables } from '../features/finance/supplier-payables.tsx';
import { ShortageList, shortageSearch } from '../features/purchasing/shortage-list.tsx';
import { SupplierList } from '../features/purchasing/supplier-list.tsx';
import { SupplierPage } from '../features/purchasing/supplier-page.tsx';
import { supplierSearch } from '../features/purchasing/supplier-search.ts';
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

/** Suppliers, and what is bought from them. */
export const purchasingRoutes = [
  suppliers,
  supplier,
  shortages,
  orders,
  newOrder,
  order,
  incoming,
  receiptNotes,
  receiptNote,
] as const;
