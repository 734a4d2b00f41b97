import type { PricePlace } from '@xinhang/db/repositories/price-rules.ts';
import { priceScopes, type PriceScope } from '@xinhang/shared/price-resolver.ts';

/** For whom a sheet is, as its row says it. */
export type Whom = Pick<PricePlace, 'scope' | 'customer_id' | 'region' | 'level_id'>;

export const everybody: Whom = { scope: 'all', customer_id: null, region: null, level_id: null };

/** Scopes whose prices come before those of this one. */
export const scopesBefore = (scope: string): PriceScope[] =>
  priceScopes.slice(0, priceScopes.indexOf(scope as PriceScope));

/** Whether a customer is one of those whom a price is for. */
export function isOf(
  whom: Whom,
  customer: { id: number; region: string; level_id: number | null },
): boolean {
  switch (whom.scope) {
    case 'customer':
      return whom.customer_id === customer.id;
    case 'region':
      return whom.region === customer.region;
    case 'level':
      return whom.level_id === customer.level_id;
    default:
      return true;
  }
}
