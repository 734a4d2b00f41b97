import {
  countFollowUps,
  listFollowUps,
  markFollowUps,
} from '@xinhang/db/repositories/follow-ups.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { asMarks, cutPage, startOf, walkOf } from '../../http/paging.ts';
import { correctFollowUp } from './correct.ts';
import { describeFollowUps } from './describe.ts';
import { logFollowUp } from './log.ts';
import { toFilter } from './filter.ts';
import { ownedFollowUp } from './owned.ts';

export function activityRoutes(http: Http): void {
  http.owned.register(ownedFollowUp);

  implement(http, api.activities.list, {
    async run(ctx, { query }) {
      const filter = await toFilter(ctx.db, query);
      const found = await listFollowUps(ctx.db, ctx.actor, {
        ...filter,
        after: startOf(query),
        limit: query.limit + 1,
      });
      const { rows, next } = cutPage(found, query.limit, ({ at, id }) => ({ value: at, id }));
      return {
        rows: await describeFollowUps(ctx, rows),
        next,
        count: query.count ? await countFollowUps(ctx.db, ctx.actor, filter, COUNT_CAP) : null,
      };
    },
  });

  implement(http, api.activities.marks, {
    async run(ctx, { query }) {
      const filter = await toFilter(ctx.db, query);
      const page = { ...filter, after: startOf(query), limit: walkOf(query.step) };
      return asMarks(await markFollowUps(ctx.db, ctx.actor, page, query.step), query.step);
    },
  });

  implement(http, api.activities.create, {
    run: async (ctx, { body }) => await logFollowUp(ctx, body),
  });

  implement(http, api.activities.update, {
    run: async (ctx, { params, body }) => await correctFollowUp(ctx, params.id, body),
  });
}
