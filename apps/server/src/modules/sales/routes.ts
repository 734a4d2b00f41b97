import type { Http } from '../../http/implement.ts';
import { salesOrderRoutes } from './orders/routes.ts';

/** Selling: what customers order. */
export function salesRoutes(http: Http): void {
  salesOrderRoutes(http);
}
