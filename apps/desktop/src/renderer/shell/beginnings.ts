import type { Me } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Endpoint } from '@xinhang/shared/contract/endpoint.ts';

/** What the first saving of a page that begins a document asks for. */
export const beginnings: Readonly<Record<string, Endpoint>> = {
  '/quotations/new': api.quotations.create,
  '/contracts/new': api.contracts.create,
  '/sales-orders/new': api.salesOrders.create,
  '/sales-returns/new': api.salesReturns.createFree,
  '/loans/new': api.loans.create,
  '/price-adjustments/new': api.priceAdjustments.create,
  '/purchase-requests/new': api.purchaseRequests.create,
  '/purchase-orders/new': api.purchaseOrders.create,
  '/purchase-returns/new': api.purchaseReturns.create,
  '/stock-documents/new': api.stockDocuments.create,
  '/transfers/new': api.stockDocuments.create,
  '/assemblies/new': api.stockDocuments.create,
  '/receipts/new': api.receipts.create,
  '/payments/new': api.payments.create,
  '/fapiao/new': api.fapiao.create,
  '/supplier-invoices/new': api.supplierInvoices.create,
  '/cash-transfers/new': api.cashTransfers.create,
  '/other-income/new': api.otherCash.create,
  '/other-payments/new': api.otherCash.create,
  '/expenses/new': api.expenseClaims.create,
  '/statements/new': api.statements.make,
  '/supplier-statements/new': api.supplierStatements.make,
  '/handovers/new': api.handovers.run,
  '/knowledge/new': api.knowledge.createArticle,
};

/** Whether somebody may begin what a path begins; true of every other path. */
export function mayBegin(me: Me, path: string): boolean {
  const access = beginnings[path]?.access;
  if (access === undefined || access === 'public' || access === 'session') return true;
  const opening: readonly string[] = [access].flat();
  return me.grants.some((grant) => opening.includes(grant.permission));
}
