import type { Me } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Endpoint } from '@xinhang/shared/contract/endpoint.ts';
import { may } from '../app/session.ts';

/** What the first saving of a page that begins a document asks for. */
const beginnings: Readonly<Record<string, Endpoint>> = {
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
  '/receipts/new': api.receipts.create,
  '/payments/new': api.payments.create,
  '/fapiao/new': api.fapiao.create,
  '/supplier-invoices/new': api.supplierInvoices.create,
  '/cash-transfers/new': api.cashTransfers.create,
  '/other-income/new': api.otherCash.create,
  '/other-payments/new': api.otherCash.create,
  '/expenses/new': api.expenseClaims.create,
  '/statements/new': api.statements.make,
  '/handovers/new': api.handovers.run,
};

/** Whether somebody may begin what a path begins; true of every other path. */
export function mayBegin(me: Me, path: string): boolean {
  const access = beginnings[path]?.access;
  if (access === undefined || access === 'public' || access === 'session') return true;
  return [access].flat().some((permission) => may(me, permission));
}
