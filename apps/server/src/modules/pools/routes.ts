import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { countView, needCustomer } from '../customers/service.ts';
import { claimCustomer } from './claim.ts';
import { forecastPage, standingOf } from './forecast.ts';
import { giveBack, setLock } from './hold.ts';
import { forecastJob, recycling } from './night.ts';
import { ownedLock } from './owned.ts';
import { addPool, changePool, describePools } from './pools.ts';

export function poolRoutes(http: Http): void {
  const { jobs, clockwork } = http;
  const forecast = forecastJob(http.owned);
  http.owned.register(ownedLock);
  clockwork.register(recycling(http.owned));
  jobs.register(forecast);

  implement(http, api.pools.list, {
    run: async (ctx) => ({ rows: await describePools(ctx.db) }),
  });
  implement(http, api.pools.create, {
    async run(ctx, { body }) {
      const pool = await addPool(ctx, body);
      await jobs.enqueue(ctx, forecast, {});
      return pool;
    },
  });
  implement(http, api.pools.update, {
    async run(ctx, { params, body }) {
      const { pool, judgesAnew } = await changePool(ctx, params.id, body);
      if (judgesAnew) await jobs.enqueue(ctx, forecast, {});
      return pool;
    },
  });

  implement(http, api.poolWork.claim, {
    async run(ctx, { params }) {
      await claimCustomer(ctx, http.owned, params.id);
      return { ok: true as const };
    },
  });
  implement(http, api.poolWork.giveBack, {
    async run(ctx, { params, body }) {
      await giveBack(ctx, http.owned, params.id, body);
      return { ok: true as const };
    },
  });
  implement(http, api.poolWork.setLock, {
    async run(ctx, { params, body }) {
      await setLock(ctx, params.id, body);
      return { ok: true as const };
    },
  });
  implement(http, api.poolWork.standing, {
    async run(ctx, { params }) {
      const row = await needCustomer(ctx.db, ctx.actor, 'customers.read', params.id);
      await countView(ctx, http.hub, row);
      return await standingOf(ctx, row);
    },
  });
  implement(http, api.poolWork.forecast, {
    run: async (ctx, { query }) => await forecastPage(ctx, query),
  });
}
