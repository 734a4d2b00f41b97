import { z } from 'zod';

/** First segments of the routes that a link from outside or a notification may open. */
export const linkAreas = [
  'home',
  'customers',
  'contacts',
  'activities',
  'deals',
  'targets',
  'learning',
  'products',
  'ledgers',
  'prices',
  'sales',
  'sales-orders',
  'delivery-board',
  'deliveries',
  'sales-returns',
  'stock',
  'stock-ledger',
  'stock-documents',
  'transfers',
  'stock-counts',
  'suppliers',
  'purchase-orders',
  'incoming',
  'receipt-notes',
  'shortages',
  'finance',
  'receivables',
  'receipts',
  'cash-accounts',
  'payment-terms',
  'ar-adjustments',
  'projects',
  'service',
  'office',
  'analysis',
  'imports',
  'jobs',
  'org',
  'handovers',
  'settings',
  'devices',
  'system',
  'notifications',
  'pool',
  'pool-forecast',
  'approvals',
  'reviews',
  'tasks',
  'appraisals',
  'plans',
  'care',
  'work-logs',
  'alerts',
  'weekly-reports',
  'knowledge',
  'campaigns',
  'sales-plans',
  'achievement',
  'ranking',
  'scorecards',
  'team',
  'workload',
  'training',
  'approval-flows',
  'grants',
  'backups',
] as const;
export type LinkArea = (typeof linkAreas)[number];

const routePattern = new RegExp(
  `^/(?:${linkAreas.join('|')})(?:/(?:[a-z][a-z-]{0,39}|[1-9][0-9]{0,14})){0,3}` +
    '(?:[?][a-zA-Z]{1,20}=[a-zA-Z0-9-]{1,40}(?:&[a-zA-Z]{1,20}=[a-zA-Z0-9-]{1,40}){0,4})?$',
);

/**
 * A route of the renderer: `/customers`, `/customers/123`, `/settings/roles`, `/reviews?tab=received`;
 * nothing else.
 */
export const route = z.string().max(200).regex(routePattern);
