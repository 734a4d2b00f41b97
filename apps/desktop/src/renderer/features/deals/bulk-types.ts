import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';

type Body = EndpointBody<typeof api.deals.bulk>;
/** What is done with many deals at once. */
export type DealAction = Body['action'];
/** All that the list shows, as bodies carry it. */
export type BulkFilter = NonNullable<Body['filter']>;
