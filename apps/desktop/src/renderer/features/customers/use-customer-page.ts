import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { keyOf, queryClient } from '../../app/query.ts';

const inputOf = (id: number) => ({ params: { id } });

export type CustomerPageData = EndpointOutput<typeof api.customerPage.open>;

export const pageKey = (id: number) => keyOf(api.customerPage.open, inputOf(id));

/** Key of the timeline, which is read page by page. */
export const timelineKey = (id: number) => [...keyOf(api.customers.timeline, inputOf(id)), 'pages'];

/** Hands a list to those who ask for it by itself, unless they read it already. */
function seed(queryKey: readonly unknown[], data: object): void {
  if (!queryClient.getQueryCache().find({ queryKey })?.isActive()) {
    queryClient.setQueryData(queryKey, data);
  }
}

/** Everything a customer's page shows, in one answer; contacts and timeline go on by themselves. */
export function useCustomerPage(id: number) {
  return useQuery({
    queryKey: pageKey(id),
    queryFn: async ({ signal }) => {
      const page = await client.call(api.customerPage.open, { ...inputOf(id), signal });
      seed(keyOf(api.contacts.list, inputOf(id)), { rows: page.contacts });
      seed(timelineKey(id), { pages: [page.timeline], pageParams: [undefined] });
      return page;
    },
  });
}
