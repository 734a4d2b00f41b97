import { itemsOfParty, moveItems } from '@xinhang/db/repositories/money-ledgers.ts';
import { customerTerms, moveTerms } from '@xinhang/db/repositories/payment-terms.ts';
import type { Http } from '../../http/implement.ts';

/** Open items of a customer follow when two entries become one; the ledger stays as it was written. */
export function ownItems(http: Http): void {
  http.owned.register({
    kind: 'arItem',
    follows: {
      count: async () => null,
      ids: (ctx, id) => itemsOfParty(ctx.db, 'ar', { kind: 'customer', id }),
      move: (ctx, ids, way) => moveItems(ctx.tx, 'ar', ids, { kind: 'customer', ...way }),
    },
  });
  // Terms are known by the customer with whom they were agreed.
  http.owned.register({
    kind: 'customerTerms',
    follows: {
      count: async () => null,
      ids: async (ctx, id) => ((await customerTerms(ctx.db, id)) ? [id] : []),
      move: async (ctx, ids, way) =>
        ids.length > 0 && (await moveTerms(ctx.tx, way)) ? [...ids] : [],
    },
  });
}
