import { api } from '@xinhang/shared/contract/api.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { keyOf, queryClient, useEndpoint } from '../../app/query.ts';

const inputOf = (id: number) => ({ params: { id } });

/** One deal with everything its page shows. */
export const useDeal = (id: number) => useEndpoint(api.deals.get, inputOf(id));

/** Puts what a command answered on the screen, before it is read anew. */
export function showDeal(deal: Deal): void {
  const key = keyOf(api.deals.get, inputOf(deal.id));
  if (queryClient.getQueryData(key)) queryClient.setQueryData(key, deal);
}
