import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { planOfQuery } from '@xinhang/shared/split.ts';
import { implement, type Http } from '../../http/implement.ts';
import { describe, estateOf, needLeaver, pageOfHandovers, pageOfRows, reportOf } from './read.ts';
import { planned, revertHandover, runHandover } from './run.ts';

/** Somebody leaves: what there is, who gets what, one transaction, a report, and the way back. */
export function handoverRoutes(http: Http): void {
  implement(http, api.handovers.estate, {
    run: async (ctx, { params }) => await estateOf(http, ctx, params.id),
  });
  implement(http, api.handovers.preview, {
    async run(ctx, { params, query }) {
      const { person } = await needLeaver(ctx, params.id);
      const plan = planOfQuery(query);
      if (!plan) throw fieldRefused('query.receiver', 'invalid_value');
      return { rows: (await planned(http, ctx, person.id, plan)).counts };
    },
  });
  implement(http, api.handovers.run, {
    async run(ctx, { body }) {
      const row = await runHandover(http, ctx, body);
      return (await describe(ctx, [row]))[0]!;
    },
  });
  implement(http, api.handovers.list, {
    run: async (ctx, { query }) => await pageOfHandovers(ctx, query),
  });
  implement(http, api.handovers.get, {
    run: async (ctx, { params }) => await reportOf(http, ctx, params.id),
  });
  implement(http, api.handovers.listRows, {
    run: async (ctx, { params, query }) => await pageOfRows(http, ctx, params.id, query),
  });
  implement(http, api.handovers.revert, {
    async run(ctx, { params }) {
      const row = await revertHandover(http, ctx, params.id);
      return (await describe(ctx, [row]))[0]!;
    },
  });
}
