import { api } from '@xinhang/shared/contract/api.ts';
import { printOpenApi } from '@xinhang/shared/contract/openapi.ts';
import { implement, type Http } from './implement.ts';

/** The description of this server's own API, printed at the first request for it. */
export function openApiRoute(http: Http): void {
  let document: ReturnType<typeof printOpenApi> | undefined;
  implement(http, api.auth.openApi, {
    run: async () => (document ??= printOpenApi()) as { openapi: string },
  });
}
