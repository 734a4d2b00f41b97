import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { bookRoutes } from './books/routes.ts';
import { closingRoutes, moneyBooks } from './closings/routes.ts';
import { ownItems } from './owned.ts';
import { endLimit, giveTemporaryLimit, temporaryLimitsOfCustomer } from './temporary-limits.ts';
import { addTerm, changeTerm, listTerms, setTermsOfCustomer, termsOfCustomer } from './terms.ts';

/** What the ledgers say of themselves: terms of payment, and what hangs on customers. */
export function ledgerRoutes(http: Http): void {
  ownItems(http);
  http.closings.registerCheck(moneyBooks);
  closingRoutes(http);
  bookRoutes(http);
  const { paymentTerms, temporaryLimits } = api;
  implement(http, paymentTerms.list, {
    run: async (ctx) => ({ rows: await listTerms(ctx) }),
  });
  implement(http, paymentTerms.create, {
    run: async (ctx, { body }) => await addTerm(ctx, body),
  });
  implement(http, paymentTerms.update, {
    run: async (ctx, { params, body }) => await changeTerm(ctx, params.id, body),
  });
  implement(http, paymentTerms.ofCustomer, {
    run: async (ctx, { params }) => await termsOfCustomer(ctx, params.id),
  });
  implement(http, paymentTerms.setOfCustomer, {
    run: async (ctx, { params, body }) => await setTermsOfCustomer(ctx, params.id, body),
  });
  implement(http, temporaryLimits.ofCustomer, {
    run: async (ctx, { params }) => await temporaryLimitsOfCustomer(ctx, params.id),
  });
  implement(http, temporaryLimits.give, {
    run: async (ctx, { params, body }) => await giveTemporaryLimit(ctx, params.id, body),
  });
  implement(http, temporaryLimits.end, {
    run: async (ctx, { params }) => await endLimit(ctx, params.id, params.limitId),
  });
}
