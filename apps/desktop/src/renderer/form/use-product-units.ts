import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useEndpoint } from '../app/query.ts';

/** The units of a product, the base unit first; none while nothing is chosen. */
export function useProductUnits(productId: number | undefined): NameRef[] {
  const { data } = useEndpoint(
    api.products.get,
    { params: { id: productId ?? 1 } },
    { enabled: productId !== undefined },
  );
  if (productId === undefined || data?.id !== productId) return [];
  return [data.unit, ...data.units.map((one) => one.unit)];
}
