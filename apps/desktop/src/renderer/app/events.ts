import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { changeEvent, type ChangeEvent } from '@xinhang/shared/system.ts';
import type { Query } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { requests } from './client.ts';
import { queryClient } from './query.ts';
import { readAnew } from './read-anew.ts';
import { shareStream, type StreamMessage } from './change-stream.ts';
import { useMe, useSession } from './session.ts';

/** The line to the server, and its disk: `well`, or what keeps it from saving. */
export const useConnection = create<{
  online: boolean;
  disk: string;
  setOnline: (online: boolean) => void;
  setDisk: (disk: string) => void;
}>((set) => ({
  online: true,
  disk: 'well',
  // A server that answers again says anew what is wrong with its disk.
  setOnline: (online) => set({ online, disk: 'well' }),
  setDisk: (disk) => set({ disk }),
}));

const areas: Record<string, readonly string[]> = {
  customer: [
    '/customers',
    '/contacts',
    '/desk',
    '/search',
    '/follow-ups',
    '/messages',
    '/pool-forecast',
    '/workload',
  ],
  contact: ['/customers', '/contacts', '/desk', '/search'],
  followUp: ['/customers', '/desk', '/follow-ups', '/reviews', '/messages', '/workload'],
  plan: ['/plans', '/desk', '/workload'],
  carePlan: ['/care-plans', '/presets'],
  campaign: ['/campaigns'],
  careItem: ['/care-items', '/contacts', '/desk'],
  gift: ['/gifts', '/contacts'],
  promise: ['/promises', '/contacts', '/desk'],
  // What is won counts at once.
  deal: ['/deals', '/competitors', '/messages', '/achievement', '/scorecards', '/team', '/ranking'],
  targetSheet: ['/targets', '/achievement', '/scorecards', '/team', '/desk'],
  salesPlan: ['/sales-plans'],
  pool: ['/pools', '/pool-forecast', '/customers', '/desk', '/presets'],
  pipeline: ['/pipelines', '/deals', '/presets'],
  competitor: ['/competitors', '/deals'],
  user: ['/users', '/depts', '/roles'],
  dept: ['/depts', '/users', '/customers', '/presets'],
  role: ['/roles', '/users'],
  job: ['/jobs', '/imports'],
  import: ['/imports'],
  productsImport: ['/imports'],
  suppliersImport: ['/imports'],
  supplierPricesImport: ['/imports'],
  pricesImport: ['/imports'],
  openingStockImport: ['/imports', '/going-live'],
  openingReceivablesImport: ['/imports', '/going-live'],
  openingPayablesImport: ['/imports', '/going-live'],
  openingBillsReceivedImport: ['/imports', '/going-live'],
  openingBillsIssuedImport: ['/imports', '/going-live'],
  openingCashImport: ['/imports', '/going-live'],
  openingOrdersImport: ['/imports', '/going-live'],
  openingPurchasesImport: ['/imports', '/going-live'],
  salesFactsImport: ['/imports', '/going-live'],
  salesFact: ['/sales-facts', '/analysis', '/customers/:id/trading-history', '/going-live'],
  goingLive: ['/going-live'],
  calendar: ['/calendar'],
  printTemplate: ['/print-templates'],
  print: ['/prints'],
  schedule: ['/schedules'],
  device: ['/devices'],
  branch: ['/branches'],
  grantRequest: ['/grant-requests'],
  approval: ['/approvals', '/desk'],
  task: ['/tasks', '/desk'],
  appraisal: ['/appraisals', '/desk'],
  appraisalScheme: ['/appraisals'],
  alert: ['/alerts', '/desk'],
  alertRule: ['/alert-rules', '/presets'],
  workLog: ['/work-logs', '/desk', '/messages'],
  article: ['/knowledge', '/desk', '/search'],
  articleDraft: ['/knowledge', '/desk'],
  articleCategory: ['/knowledge'],
  course: ['/training'],
  enrolment: ['/training', '/desk'],
  exam: ['/training'],
  question: ['/training'],
  attempt: ['/training', '/desk'],
  probation: ['/probation', '/desk'],
  watch: ['/watch', '/desk'],
  watchRule: ['/watch'],
  product: ['/products', '/product-picks', '/product-categories', '/shortages', '/search'],
  unit: ['/units', '/products'],
  productCategory: ['/product-categories', '/products'],
  location: ['/locations'],
  priceLevel: ['/price-levels', '/price-rules', '/prices', '/customers/:id/price-level'],
  priceRule: ['/price-rules', '/prices'],
  priceAdjustment: ['/price-adjustments', '/desk'],
  marketPrice: ['/market-prices'],
  customerProduct: ['/customers/:id/products', '/product-picks'],
  customerPrice: ['/price-rules', '/prices', '/price-adjustments', '/customers/:id/price-level'],
  noFapiao: [
    '/customers/:id/invoicing',
    '/uninvoiced-customers',
    '/undelivered-fapiao-lines',
    '/no-fapiao-lines',
    '/receivables',
  ],
  fapiao: [
    '/fapiao',
    '/customers/:id/invoicing',
    '/uninvoiced-customers',
    '/undelivered-fapiao-lines',
    '/receivables',
    '/customers/:id/receivables',
    '/statements/:id',
  ],
  quotation: ['/quotations', '/desk'],
  contract: ['/contracts', '/contract-milestones', '/quotations', '/sales-orders', '/desk'],
  salesOrder: [
    '/analysis/overview',
    '/customers/:id/trading-history',
    '/quotations',
    '/contracts',
    '/sales-orders',
    '/sales-order-lines',
    '/customers/:id/order-facts',
    '/delivery-board',
    '/drop-ship-lines',
    '/stock',
    '/desk',
  ],
  delivery: [
    '/customers/:id/trading-history',
    '/deliveries',
    '/analysis/',
    '/contracts',
    '/delivery-board',
    '/sales-orders',
    '/stock',
    '/desk',
    '/customers/:id/invoicing',
    '/uninvoiced-customers',
    '/undelivered-fapiao-lines',
    '/no-fapiao-lines',
  ],
  loan: ['/loans', '/stock', '/desk'],
  salesReturn: [
    '/customers/:id/trading-history',
    '/sales-returns',
    '/analysis/',
    '/deliveries',
    '/sales-orders',
    '/stock',
    '/customers/:id/invoicing',
    '/uninvoiced-customers',
    '/undelivered-fapiao-lines',
    '/no-fapiao-lines',
  ],
  supplier: ['/suppliers', '/supplier-picks', '/supplier-prices', '/shortages', '/search'],
  supplierPrice: ['/supplier-prices', '/shortages'],
  priceInquiry: ['/price-inquiries', '/inquiry-files', '/desk'],
  purchaseRequest: ['/purchase-requests', '/purchase-request-lines', '/desk'],
  purchaseOrder: [
    '/sales-orders/:id/supply',
    '/purchase-requests',
    '/purchase-request-lines',
    '/products/:id/incoming',
    '/drop-ship-lines',
    '/desk',
    '/delivery-board',
    '/purchase-orders',
    '/purchase-order-lines',
    '/receipt-notes',
    '/shortages',
    '/suppliers/:id/order-line-facts',
    '/search',
  ],
  purchaseReturn: [
    '/purchase-returns',
    '/receipt-notes',
    '/purchase-orders',
    '/stock',
    '/suppliers/:id/uninvoiced',
    '/uninvoiced-suppliers',
  ],
  receiptNote: [
    '/receipt-notes',
    '/purchase-orders',
    '/products/:id/incoming',
    '/stock',
    '/suppliers/:id/uninvoiced',
    '/uninvoiced-suppliers',
  ],
  supplierInvoice: [
    '/supplier-invoices',
    '/suppliers/:id/uninvoiced',
    '/uninvoiced-suppliers',
    '/payables',
    '/suppliers/:id/payables',
  ],
  stock: ['/stock', '/shortages'],
  stockDocument: ['/stock-documents', '/going-live', '/analysis/'],
  paymentTerm: ['/payment-terms', '/customers/:id/terms'],
  customerTerms: [
    '/customers/:id/terms',
    '/customers/:id/temporary-limits',
    '/customers/:id/receivables',
  ],
  cashAccount: ['/cash-accounts', '/cash-book', '/going-live'],
  cashTransfer: ['/cash-transfers', '/cash-accounts', '/cash-book'],
  cashCategory: ['/cash-categories'],
  expenseClaim: [
    '/expense-claims',
    '/customers/:id/expenses',
    '/cash-accounts',
    '/cash-book',
    '/desk',
  ],
  expenseDraft: ['/expense-claims', '/desk'],
  otherCash: ['/other-cash', '/cash-accounts', '/cash-book'],
  periodClosing: ['/period-closings'],
  billReceived: ['/bills', '/desk', '/receipts', '/cash-accounts', '/cash-book'],
  billIssued: ['/bills', '/desk', '/payments', '/cash-accounts', '/cash-book'],
  receipt: [
    '/bills',
    '/analysis/overview',
    '/customers/:id/trading-history',
    '/receipts',
    '/desk',
    '/collections',
    '/customers/:id/collection-notes',
    '/receivables',
    '/customers/:id/receivables',
    '/statements/:id',
    '/customers/:id/receipt-proposal',
    '/cash-accounts',
    '/cash-book',
  ],
  refundRequest: ['/refund-requests', '/approvals'],
  customerRefund: [
    '/customer-refunds',
    '/receivables',
    '/collections',
    '/customers/:id/receivables',
    '/statements/:id',
    '/cash-accounts',
    '/cash-book',
  ],
  supplierRefund: [
    '/supplier-refunds',
    '/desk',
    '/payables',
    '/ap-adjustments',
    '/suppliers/:id/payables',
    '/cash-accounts',
    '/cash-book',
  ],
  statement: ['/statements', '/statements/:id', '/statement-proposals', '/desk'],
  supplierStatement: ['/supplier-statements', '/supplier-statement-proposals', '/desk'],
  collectionNote: [
    '/collections',
    '/customers/:id/collection-notes',
    '/customers/:id/timeline',
    '/desk',
  ],
  receivable: [
    '/nettings',
    '/netting-pairs',
    '/receivables',
    '/collections',
    '/customers/:id/collection-notes',
    '/customers/:id/receivables',
    '/statements/:id',
    '/customers/:id/receipt-proposal',
    '/receipts',
  ],
  payment: [
    '/bills',
    '/payments',
    '/desk',
    '/payables',
    '/suppliers/:id/payables',
    '/suppliers/:id/payment-proposal',
    '/cash-accounts',
    '/cash-book',
  ],
  payable: [
    '/nettings',
    '/netting-pairs',
    '/desk',
    '/payables',
    '/ap-adjustments',
    '/suppliers/:id/payables',
    '/suppliers/:id/payment-proposal',
    '/payments',
  ],
  apAdjustment: [
    '/going-live',
    '/ap-adjustments',
    '/desk',
    '/payables',
    '/suppliers/:id/payables',
    '/suppliers/:id/payment-proposal',
  ],
  arAdjustment: [
    '/going-live',
    '/ar-adjustments',
    '/collections',
    '/customers/:id/collection-notes',
    '/receivables',
    '/customers/:id/receivables',
    '/statements/:id',
    '/customers/:id/receipt-proposal',
  ],
};

function touches(key: readonly unknown[], change: ChangeEvent): boolean {
  const [, path, params] = key;
  if (typeof path !== 'string') return false;
  const prefixes = areas[change.entity];
  if (!prefixes) return true;
  if (!prefixes.some((prefix) => path.startsWith(`/api/v1${prefix}`))) return false;
  const id = (params as { id?: number } | null)?.id;
  if (!path.startsWith('/api/v1/customers/:id') || id === undefined) return true;
  return id === change.customerId || (change.entity === 'customer' && id === change.id);
}

const GATHER_MS = 250;
const JUST_NOW_MS = 3000;
/** What was asked later goes over the line that is back. */
const JUST_SENT_MS = 1000;

/**
 * The stream of a page that was just opened says to read anew; what was refused a moment before is
 * not asked for a second time.
 */
function justRefused({ state }: Query): boolean {
  return state.error instanceof ApiError && Date.now() - state.errorUpdatedAt < JUST_NOW_MS;
}

/** Keeps what is on the screen up to date from the stream of changes. */
export function useEvents(): void {
  const userId = useMe().user.id;
  useEffect(() => {
    let gather: number | undefined;
    let changes: ChangeEvent[] = [];
    const { setOnline, setDisk } = useConnection.getState();
    const flush = () => {
      const seen = changes;
      changes = [];
      gather = undefined;
      // By which model one sells, and how the screens are laid out by it.
      if (seen.some(({ entity }) => entity === 'dept' || entity === 'company')) {
        void useSession.getState().load();
      }
      void readAnew(queryClient, ({ queryKey }) =>
        seen.some((change) => touches(queryKey, change)),
      );
    };
    const hear = (message: StreamMessage) => {
      switch (message.kind) {
        case 'line':
          // Reads begin anew with the stream, and commands are sent again under their key.
          if (message.dead) requests.cut(message.online ? JUST_SENT_MS : 0);
          setOnline(message.online);
          break;
        case 'disk':
          setDisk(message.state);
          break;
        case 'change': {
          const change = changeEvent.safeParse(JSON.parse(message.data));
          if (!change.success) break;
          changes.push(change.data);
          gather ??= window.setTimeout(flush, GATHER_MS);
          break;
        }
        case 'notification':
          void queryClient.invalidateQueries({
            queryKey: ['api', pathOf(api.system.listNotifications)],
          });
          break;
        case 'reset':
          void readAnew(queryClient, (query) => !justRefused(query));
          break;
        case 'refused':
          void useSession.getState().load();
          break;
      }
    };
    const stop = shareStream(userId, hear);
    // The browser knows at once that a cable is out; the stream finds out when its line runs dry.
    // Back again, the stream may have lived through it, and then says nothing of its own.
    const lost = () => useConnection.setState({ online: false });
    const back = async () => {
      if (await useSession.getState().load()) useConnection.setState({ online: true });
    };
    const again = () => void back();
    window.addEventListener('offline', lost);
    window.addEventListener('online', again);
    return () => {
      stop();
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', again);
      window.clearTimeout(gather);
      setOnline(true);
    };
  }, [userId]);
}
