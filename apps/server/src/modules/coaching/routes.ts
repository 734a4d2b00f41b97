import { countReceived, receivedReviews } from '@xinhang/db/repositories/reviews.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { describeFollowUps, followUpsByIds } from '../activities/service.ts';
import { toReview } from './mapper.ts';
import { postMessage, threadOf } from './messages.ts';
import { ownedMessage, ownedReview } from './owned.ts';
import { workOfOne } from './person-figures.ts';
import { queueOf } from './queue.ts';
import { workLogRoutes } from './logs/routes.ts';
import { describeRecords, needRecord } from './records.ts';
import { acknowledgeReview, setReview } from './review.ts';
import { workloadOf } from './workload.ts';

/** Reviews of follow-ups, and the threads of customers, deals and follow-ups. */
export function coachingRoutes(http: Http): void {
  http.figures.register(workOfOne);
  http.owned.register(ownedReview);
  http.owned.register(ownedMessage);
  workLogRoutes(http);

  implement(http, api.reviews.queue, { run: async (ctx, { query }) => await queueOf(ctx, query) });

  implement(http, api.reviews.get, {
    async run(ctx, { params }) {
      const { id } = await needRecord(ctx, params.id);
      return (await describeRecords(ctx, [id]))[0]!;
    },
  });

  implement(http, api.reviews.set, {
    run: async (ctx, { params, body }) => await setReview(ctx, params.id, body),
  });

  implement(http, api.reviews.received, {
    async run(ctx, { query }) {
      const filter = { open: query.open === true };
      const before = startOf(query)?.id ?? null;
      const page = { before, limit: query.limit + 1 };
      const found = await receivedReviews(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      const ids = rows.map((row) => row.follow_up_id);
      const talks = await followUpsByIds(ctx.db, ctx.actor, ids);
      const described = await describeFollowUps(ctx, [...talks.values()]);
      const byId = new Map(described.map((followUp) => [followUp.id, followUp]));
      return {
        rows: rows.map((row) => ({
          review: toReview(row),
          followUp: byId.get(row.follow_up_id) ?? null,
        })),
        next,
        count: query.count ? await countReceived(ctx.db, ctx.actor, filter, COUNT_CAP) : null,
      };
    },
  });

  implement(http, api.reviews.acknowledge, {
    run: async (ctx, { params, body }) => await acknowledgeReview(ctx, params.id, body),
  });

  implement(http, api.workload.get, {
    run: async (ctx, { query }) => await workloadOf(ctx, query),
  });

  implement(http, api.messages.list, {
    run: async (ctx, { params, query }) => await threadOf(ctx, params, query),
  });
  implement(http, api.messages.create, {
    run: async (ctx, { body }) => await postMessage(ctx, body),
  });
}
