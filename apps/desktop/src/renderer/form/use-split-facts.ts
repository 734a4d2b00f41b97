import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../app/client.ts';

/** As many ids as one read takes. */
const AT_ONCE = 200;

type Fact = EndpointOutput<typeof api.customerWork.listSplitFacts>['rows'][number];

/** Of these customers those that can be assigned, with what a rule looks at. */
export function useSplitFacts(ids: readonly number[] | null) {
  return useQuery<Fact[]>({
    queryKey: ['api', pathOf(api.customerWork.listSplitFacts), null, ids],
    enabled: ids !== null,
    staleTime: 0,
    async queryFn({ signal }) {
      const facts: Fact[] = [];
      for (let at = 0; at < (ids?.length ?? 0); at += AT_ONCE) {
        const some = ids!.slice(at, at + AT_ONCE);
        const query = { id: [...some] };
        facts.push(...(await client.call(api.customerWork.listSplitFacts, { query, signal })).rows);
      }
      return facts;
    },
  });
}
