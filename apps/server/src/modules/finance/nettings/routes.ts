import { listNettings } from '@xinhang/db/repositories/nettings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { hangRows, idsHanging } from '../../customers/service.ts';
import { describeNetting, net, pairsOf, proposeNetting, toNetting, undoNetting } from './net.ts';

/** What parties owe as customers, set against what they are owed as suppliers. */
export function nettingRoutes(http: Http): void {
  const { nettings } = api;
  http.owned.register({
    kind: 'netting',
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'netting', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'netting', ids, way),
    },
  });
  implement(http, nettings.list, {
    async run(ctx, { query }) {
      const page = { after: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const found = await listNettings(ctx.db, ctx.actor, page);
      const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toNetting(ctx, row)), next, count: null };
    },
  });
  implement(http, nettings.get, {
    run: async (ctx, { params }) => await describeNetting(ctx, params.id),
  });
  implement(http, nettings.pairs, { run: async (ctx) => ({ rows: await pairsOf(ctx) }) });
  implement(http, nettings.proposal, {
    run: async (ctx, { params, query }) => await proposeNetting(ctx, params, query),
  });
  implement(http, nettings.create, { run: async (ctx, { body }) => await net(ctx, body) });
  implement(http, nettings.reverse, {
    run: async (ctx, { params, body }) => await undoNetting(ctx, params.id, body),
  });
}
