import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseLineFacts } from '@xinhang/shared/purchase-orders.ts';
import { client } from '../../app/client.ts';
import { useAskedFacts } from '../../form/document/use-asked-facts.ts';
import type { FactsOf, PurchaseLine } from './purchase-line.ts';

/** What lines must know of prices and goods, of a supplier on a day. */
export function usePurchaseFacts(
  lines: readonly PurchaseLine[],
  { supplierId, on, enabled }: { supplierId: number | null; on: string; enabled: boolean },
): FactsOf {
  return useAskedFacts<PurchaseLineFacts>(
    lines,
    `${supplierId} ${on}`,
    enabled && supplierId !== null
      ? (line, signal) => {
          const params = { id: supplierId };
          const input = { params, query: { on, line }, signal };
          return client.call(api.purchaseOrders.lineFacts, input);
        }
      : null,
  );
}
