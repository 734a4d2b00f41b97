import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderLineFacts } from '@xinhang/shared/sales-orders.ts';
import { client } from '../../app/client.ts';
import { useAskedFacts } from '../../form/document/use-asked-facts.ts';
import type { FactsOf, OrderLine } from './order-line.ts';

/** What lines must know of their prices and goods, for a customer on a day. */
export function useOrderFacts(
  lines: readonly OrderLine[],
  { customerId, on, enabled }: { customerId: number | null; on: string; enabled: boolean },
): FactsOf {
  return useAskedFacts<OrderLineFacts>(
    lines,
    `${customerId} ${on}`,
    enabled && customerId !== null
      ? (line, signal) => {
          const params = { id: customerId };
          return client.call(api.salesOrders.lineFacts, { params, query: { on, line }, signal });
        }
      : null,
  );
}
