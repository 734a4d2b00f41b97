import type { Http } from '../../http/implement.ts';
import { salesDrafts } from './closing.ts';
import { deliveryRoutes } from './deliveries/routes.ts';
import { salesOrderRoutes } from './orders/routes.ts';
import { salesReturnRoutes } from './returns/routes.ts';

/** Selling: what customers order, what goes out to them, and what comes back. */
export function salesRoutes(http: Http): void {
  salesOrderRoutes(http);
  deliveryRoutes(http);
  salesReturnRoutes(http);
  for (const drafts of salesDrafts) http.closings.registerDrafts(drafts);
}
