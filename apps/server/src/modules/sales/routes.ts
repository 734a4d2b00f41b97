import { hasConfirmedOrder, hasContractInForce } from '@xinhang/db/repositories/deal-papers.ts';
import { volumesDelivered } from '@xinhang/db/repositories/sales-volumes.ts';
import type { Http } from '../../http/implement.ts';
import { salesDrafts } from './closing.ts';
import { contractRoutes } from './contracts/routes.ts';
import { orderChangeRoutes } from './changes/routes.ts';
import { deliveryRoutes } from './deliveries/routes.ts';
import { loanRoutes } from './loans/routes.ts';
import { quotationRoutes } from './quotations/routes.ts';
import { salesOrderRoutes } from './orders/routes.ts';
import { salesReturnRoutes } from './returns/routes.ts';

/** Selling: what customers are offered and order, what goes out to them, and what comes back. */
export function salesRoutes(http: Http): void {
  http.salesVolumes.register({ find: volumesDelivered });
  http.dealProofs.register('order', hasConfirmedOrder);
  http.dealProofs.register('contract', hasContractInForce);
  quotationRoutes(http);
  contractRoutes(http);
  salesOrderRoutes(http);
  orderChangeRoutes(http);
  deliveryRoutes(http);
  salesReturnRoutes(http);
  loanRoutes(http);
  for (const drafts of salesDrafts) http.closings.registerDrafts(drafts);
}
