import { goingLiveReaders } from '@xinhang/shared/going-live.ts';
import { importers } from '@xinhang/shared/import-kinds.ts';
import type { Me } from '@xinhang/shared/auth.ts';
import { homeOf, type Home } from '@xinhang/shared/dept-homes.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { may } from '../app/session.ts';
import type { TextKey } from '../i18n/i18n.ts';
import { mayBegin } from './beginnings.ts';

interface Page {
  path: string;
  label: TextKey;
  /** Null: everybody; of several any one. */
  needs: Permission | readonly Permission[] | null;
  /** And this one as well. */
  also?: Permission;
}

export interface Area {
  /** Path of an area that is one page, else a name for the menu. */
  key: string;
  label: TextKey;
  pages?: readonly Page[];
}

/** The area of what the person's home puts last; closed until it is opened. */
export const MORE = 'more';

export const areas: readonly Area[] = [
  { key: '/home', label: 'menu.desk' },
  {
    key: 'customers',
    label: 'menu.customers',
    pages: [
      { path: '/customers', label: 'menu.customerList', needs: 'customers.read' },
      { path: '/contacts', label: 'menu.contacts', needs: 'customers.read' },
      { path: '/pool', label: 'menu.pool', needs: 'pool.read' },
      { path: '/pool-forecast', label: 'menu.poolForecast', needs: 'customers.read' },
      { path: '/follow-ups', label: 'menu.followUps', needs: 'followUps.read' },
      { path: '/care', label: 'menu.care', needs: 'followUps.read' },
      { path: '/campaigns', label: 'menu.campaigns', needs: 'campaigns.create' },
      { path: '/duplicates', label: 'menu.duplicates', needs: 'customers.merge' },
      { path: '/filings', label: 'menu.filings', needs: 'customers.read' },
    ],
  },
  {
    key: 'deals',
    label: 'menu.deals',
    pages: [
      { path: '/deals/board', label: 'menu.dealBoard', needs: 'deals.read' },
      { path: '/deals', label: 'menu.dealList', needs: 'deals.read' },
      { path: '/competitors', label: 'menu.competitors', needs: 'deals.read' },
      { path: '/deals/outcomes', label: 'menu.dealOutcomes', needs: 'deals.read' },
    ],
  },
  {
    key: 'sales',
    label: 'menu.sales',
    pages: [
      {
        path: '/price-inquiries',
        label: 'menu.priceInquiries',
        needs: ['quotations.read', 'quotations.update', 'prices.update'],
      },
      { path: '/quotations', label: 'menu.quotations', needs: 'quotations.read' },
      { path: '/contracts', label: 'menu.contracts', needs: 'contracts.read' },
      { path: '/contract-milestones', label: 'menu.milestones', needs: 'contracts.read' },
      { path: '/sales-orders', label: 'menu.salesOrders', needs: 'salesOrders.read' },
      {
        path: '/sales-orders/direct',
        label: 'direct.title',
        needs: 'salesOrders.confirm',
        also: 'deliveries.manage',
      },
      {
        path: '/delivery-board',
        label: 'menu.deliveryBoard',
        needs: ['salesOrders.read', 'salesOrders.open'],
      },
      {
        path: '/deliveries',
        label: 'menu.deliveries',
        needs: ['deliveries.read', 'deliveries.manage'],
      },
      {
        path: '/sales-returns',
        label: 'menu.salesReturns',
        needs: ['deliveries.read', 'deliveries.manage'],
      },
      {
        path: '/product-analysis',
        label: 'menu.productAnalysis',
        needs: 'deliveries.read',
      },
      { path: '/sales-facts', label: 'menu.salesFacts', needs: 'salesOrders.read' },
      {
        path: '/loans',
        label: 'menu.loans',
        needs: ['deliveries.read', 'deliveries.manage'],
      },
      { path: '/prices', label: 'menu.prices', needs: 'prices.read' },
      { path: '/price-adjustments', label: 'menu.priceAdjustments', needs: 'prices.read' },
      { path: '/price-check', label: 'menu.priceCheck', needs: 'prices.read' },
      { path: '/market-prices', label: 'menu.marketPrices', needs: 'prices.read' },
      { path: '/price-deviations', label: 'menu.priceDeviations', needs: 'salesOrders.read' },
    ],
  },
  {
    key: 'purchasing',
    label: 'menu.purchasing',
    pages: [
      { path: '/suppliers', label: 'menu.suppliers', needs: 'suppliers.read' },
      { path: '/shortages', label: 'menu.shortages', needs: 'suppliers.read' },
      {
        path: '/purchase-requests',
        label: 'menu.purchaseRequests',
        needs: ['purchaseRequests.create', 'purchaseOrders.read'],
      },
      { path: '/price-inquiries', label: 'menu.inquiriesToAnswer', needs: 'purchaseOrders.read' },
      { path: '/requests-to-order', label: 'menu.requestsToOrder', needs: 'purchaseOrders.read' },
      { path: '/purchase-orders', label: 'menu.purchaseOrders', needs: 'purchaseOrders.read' },
      {
        path: '/drop-ship',
        label: 'menu.dropShip',
        needs: ['receiptNotes.manage', 'purchaseOrders.read'],
      },
      {
        path: '/incoming',
        label: 'menu.incoming',
        needs: ['receiptNotes.manage', 'purchaseOrders.read'],
      },
      {
        path: '/receipt-notes',
        label: 'menu.receiptNotes',
        needs: ['receiptNotes.manage', 'purchaseOrders.read'],
      },
      {
        path: '/purchase-returns',
        label: 'menu.purchaseReturns',
        needs: ['receiptNotes.manage', 'purchaseOrders.read'],
      },
    ],
  },
  {
    key: 'stock',
    label: 'menu.stock',
    pages: [
      { path: '/products', label: 'menu.products', needs: 'products.read' },
      { path: '/stock', label: 'menu.onHand', needs: ['stock.read', 'stock.available'] },
      { path: '/stock-ledger', label: 'menu.stockLedger', needs: 'stock.read' },
      { path: '/stock-summary', label: 'menu.stockSummary', needs: 'stock.read' },
      { path: '/stock-pieces', label: 'menu.stockPieces', needs: 'stock.read' },
      { path: '/provisional-costs', label: 'menu.provisional', needs: 'stock.read' },
      { path: '/stock-documents', label: 'menu.stockDocuments', needs: 'stock.read' },
      { path: '/transfers', label: 'menu.transfers', needs: 'stock.read' },
      { path: '/stock-counts', label: 'menu.stockCounts', needs: 'stock.read' },
      { path: '/assemblies', label: 'menu.assemblies', needs: 'stock.read' },
      { path: '/locations', label: 'menu.locations', needs: 'products.read' },
    ],
  },
  {
    key: 'finance',
    label: 'menu.finance',
    pages: [
      { path: '/expenses', label: 'menu.expenses', needs: 'expenses.read' },
      { path: '/receivables', label: 'menu.receivables', needs: 'receivables.read' },
      { path: '/collections', label: 'menu.collections', needs: 'receivables.read' },
      { path: '/statements', label: 'menu.statements', needs: 'receivables.read' },
      { path: '/receipts', label: 'menu.receipts', needs: 'receivables.read' },
      { path: '/ar-adjustments', label: 'menu.arAdjustments', needs: 'receivables.read' },
      { path: '/customer-refunds', label: 'menu.customerRefunds', needs: 'receivables.read' },
      { path: '/refund-requests', label: 'menu.refundRequests', needs: 'receivables.read' },
      { path: '/bills-received', label: 'menu.billsReceived', needs: 'receivables.read' },
      { path: '/nettings', label: 'menu.nettings', needs: 'payables.adjust' },
      { path: '/fapiao', label: 'menu.fapiao', needs: 'fapiao.read' },
      { path: '/uninvoiced', label: 'menu.uninvoiced', needs: 'fapiao.read' },
      { path: '/payables', label: 'menu.payables', needs: 'payables.read' },
      {
        path: '/supplier-statements',
        label: 'menu.supplierStatements',
        needs: 'payables.read',
      },
      { path: '/payments', label: 'menu.payments', needs: 'payables.read' },
      { path: '/bills-issued', label: 'menu.billsIssued', needs: 'payables.read' },
      { path: '/supplier-refunds', label: 'menu.supplierRefunds', needs: 'payables.read' },
      {
        path: '/supplier-invoices',
        label: 'menu.supplierInvoices',
        needs: 'supplierInvoices.read',
      },
      { path: '/ap-adjustments', label: 'menu.apAdjustments', needs: 'payables.read' },
      {
        path: '/cash-accounts',
        label: 'menu.cashAccounts',
        needs: ['cash.read', 'receipts.manage', 'payments.manage', 'expenses.pay'],
      },
      { path: '/cash-book', label: 'menu.cashBook', needs: 'cash.read' },
      { path: '/cash-transfers', label: 'menu.cashTransfers', needs: 'cash.read' },
      { path: '/other-income', label: 'menu.otherIncome', needs: 'cash.read' },
      { path: '/other-payments', label: 'menu.otherPayments', needs: 'cash.read' },
      {
        path: '/cash-categories',
        label: 'menu.cashCategories',
        needs: ['cash.manage', 'system.settings'],
      },
      {
        path: '/payment-terms',
        label: 'menu.paymentTerms',
        needs: ['receivables.adjust', 'system.settings'],
      },
      { path: '/vouchers', label: 'menu.vouchers', needs: 'vouchers.read' },
      { path: '/account-balances', label: 'menu.accountBalances', needs: 'vouchers.read' },
      { path: '/period-closings', label: 'menu.periodClosings', needs: 'periods.read' },
    ],
  },
  {
    key: 'team',
    label: 'menu.team',
    pages: [
      { path: '/sales-plans', label: 'menu.salesPlans', needs: 'performance.read' },
      { path: '/targets', label: 'menu.targets', needs: 'targets.update' },
      { path: '/achievement', label: 'menu.achievement', needs: 'performance.read' },
      { path: '/ranking', label: 'menu.ranking', needs: 'ranking.read' },
      { path: '/scorecards', label: 'menu.scorecards', needs: 'performance.read' },
      { path: '/ramp-up', label: 'menu.rampUp', needs: 'performance.read' },
      { path: '/plans', label: 'menu.plans', needs: 'followUps.read' },
      {
        path: '/work-logs',
        label: 'menu.workLogs',
        needs: ['workLogs.create', 'workLogs.review'],
      },
      {
        path: '/reviews',
        label: 'menu.reviews',
        needs: ['followUps.read', 'workLogs.review'],
      },
      { path: '/workload', label: 'menu.workload', needs: 'followUps.read' },
      { path: '/alerts', label: 'menu.alerts', needs: ['followUps.read', 'deals.read'] },
      { path: '/weekly-reports', label: 'menu.weeklyReports', needs: 'weeklyReports.receive' },
      { path: '/tasks', label: 'menu.tasks', needs: null },
      { path: '/appraisals', label: 'menu.appraisals', needs: null },
      { path: '/knowledge', label: 'menu.knowledge', needs: null },
      { path: '/training', label: 'menu.training', needs: null },
    ],
  },
  {
    key: 'office',
    label: 'menu.office',
    pages: [{ path: '/approvals', label: 'menu.approvals', needs: null }],
  },
  {
    key: 'system',
    label: 'menu.system',
    pages: [
      { path: '/org', label: 'menu.org', needs: 'org.manage' },
      {
        path: '/handovers',
        label: 'menu.handovers',
        needs: ['org.manage', 'customers.assign'],
      },
      { path: '/roles', label: 'menu.roles', needs: 'roles.manage' },
      { path: '/grants', label: 'menu.grants', needs: ['org.manage', 'roles.manage'] },
      { path: '/approval-flows', label: 'menu.approvalFlows', needs: 'approvals.manage' },
      { path: '/audit', label: 'menu.audit', needs: 'system.audit' },
      { path: '/files', label: 'menu.files', needs: 'system.jobs' },
      { path: '/backups', label: 'menu.backups', needs: 'system.backup' },
      { path: '/devices', label: 'menu.devices', needs: 'system.devices' },
      { path: '/branches', label: 'menu.branches', needs: 'system.devices' },
      { path: '/server', label: 'menu.server', needs: 'system.settings' },
      { path: '/settings', label: 'menu.settings', needs: 'system.settings' },
      { path: '/print-templates', label: 'menu.printTemplates', needs: 'system.settings' },
      { path: '/imports', label: 'menu.imports', needs: importers },
      { path: '/going-live', label: 'menu.goingLive', needs: goingLiveReaders },
      { path: '/jobs', label: 'menu.jobs', needs: null },
    ],
  },
];

/** What areas and pages are called, by what stands for them. */
export const placeWords: ReadonlyMap<string, TextKey> = new Map([
  ...areas.flatMap(({ pages = [] }) => pages.map(({ path, label }) => [path, label] as const)),
  ...areas.map(({ key, label }) => [key, label] as const),
]);

function mayUse(me: Me, { needs, also }: Page): boolean {
  if (also !== undefined && !may(me, also)) return false;
  return needs === null || [needs].flat().some((permission) => may(me, permission));
}

/** What the home names comes first, in its order; the rest stays in the order of the menu. */
function led<T>(rows: readonly T[], { menu }: Home, pathOf: (row: T) => string): T[] {
  const rank = (row: T) => (menu.includes(pathOf(row)) ? menu.indexOf(pathOf(row)) : menu.length);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** What this person may use, in the order of the menu and of the home. */
export function areasFor(me: Me): Area[] {
  const home = homeOf(me.models, me.home);
  // At the end, and still there.
  const last = new Set(home.more);
  const used = pages.filter((page) => mayUse(me, page));
  const shown = areas.map((area) => ({
    ...area,
    ...(area.pages && {
      pages: led(
        area.pages.filter((page) => used.includes(page) && !last.has(page.path)),
        home,
        ({ path }) => path,
      ),
    }),
  }));
  const more: Area = {
    key: MORE,
    label: 'menu.more',
    pages: used.filter(({ path }) => last.has(path)),
  };
  return [...led(shown, home, ({ key }) => key), more].filter(
    (area) => !area.pages || area.pages.length > 0,
  );
}

const pages = areas.flatMap((area) => area.pages ?? []);

/** The page of the menu that a path belongs to: itself, else the list whose record it is. */
export function pagePathOf(path: string): string {
  return pages.some((page) => page.path === path) ? path : `/${path.split('/')[1] ?? ''}`;
}

/** Whether a path may be shown; what stands in no menu is open to everybody. */
export function mayOpen(me: Me, path: string): boolean {
  if (!mayBegin(me, path)) return false;
  const first = pagePathOf(path);
  // One page may stand in the areas of both sides of the wall.
  const own = pages.filter((one) => one.path === first);
  return own.length === 0 || own.some((page) => mayUse(me, page));
}

/** The way to a path: what it is called and, where it is a page, where it leads. */
export interface Step {
  label: TextKey;
  path?: string;
}

export function trailOf(shown: readonly Area[], path: string): Step[] {
  const first = pagePathOf(path);
  for (const area of shown) {
    if (area.key === first) return [{ label: area.label, path: area.key }];
    const page = area.pages?.find((one) => one.path === first);
    if (page) return [{ label: area.label }, page];
  }
  if (first === '/notifications') return [{ label: 'notifications.title' }];
  if (first === '/setup') return [{ label: 'setup.title' }];
  return first === '/me' ? [{ label: 'own.title' }] : [];
}
