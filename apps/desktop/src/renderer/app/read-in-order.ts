import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import type { Query, QueryClient } from '@tanstack/react-query';

/** Records that say what else of them may be asked. */
const leading: readonly unknown[] = [pathOf(api.customers.get), pathOf(api.customerPage.open)];
/** Until what is not allowed any more has left the screen. */
const SHOWN_MS = 50;

/**
 * Reads anew what fits: first the records on the screen that say what else may be asked, then the
 * rest. Whoever gives a customer away does not ask what the next owner alone may know.
 */
export async function readInOrder(
  client: QueryClient,
  fits: (query: Query) => boolean,
): Promise<void> {
  const leads = (query: Query) =>
    leading.includes(query.queryKey[1]) && query.isActive() && fits(query);
  const first = new Set(client.getQueryCache().findAll({ predicate: leads }));
  if (first.size === 0) {
    await client.invalidateQueries({ predicate: fits });
    return;
  }
  // Old at once, for whoever opens it meanwhile.
  await client.invalidateQueries({ predicate: fits, refetchType: 'none' });
  await client.refetchQueries({ predicate: (query) => first.has(query) });
  await new Promise((done) => setTimeout(done, SHOWN_MS));
  const rest = (query: Query) => !first.has(query) && query.state.isInvalidated && fits(query);
  await client.refetchQueries({ type: 'active', predicate: rest });
}
