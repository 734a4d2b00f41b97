import { casesByIds } from '@xinhang/db/repositories/watch.ts';
import { reviewsByIds } from '@xinhang/db/repositories/probation.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { mayReadCase } from './policy.ts';
import {
  decideReview,
  describeReview,
  needReview,
  pageOfReviews,
  probationTarget,
} from './probation.ts';
import { reviewingStaff } from './staff-night.ts';
import { decideCase, describeCase, needCase, pageOfCases, watchEndTarget } from './watch.ts';
import { addWatchRule, changeWatchRule, describeRules } from './watch-rules.ts';

type Subject = { id: number; person_id: number; person_name: string };
const namesOf =
  (read: (db: ReadContext['db'], ids: readonly number[]) => Promise<Subject[]>) =>
  async (ctx: ReadContext, ids: readonly number[]) => {
    const rows = (await read(ctx.db, ids)).filter((row) => mayReadCase(ctx.actor, row.person_id));
    return new Map(rows.map((row) => [row.id, row.person_name]));
  };

/** Decisions on people: the end of probation, and the watch list. */
export function staffRoutes(http: Http): void {
  const { probation, watch } = api;
  http.owned.register({ kind: 'probation', names: namesOf(reviewsByIds) });
  http.owned.register({ kind: 'watch', names: namesOf(casesByIds) });
  http.approvals.register(probationTarget(http));
  http.approvals.register(watchEndTarget(http));
  http.clockwork.register(reviewingStaff(http));

  implement(http, probation.list, {
    run: async (ctx, { query }) => await pageOfReviews(ctx, query),
  });
  implement(http, probation.get, {
    run: async (ctx, { params }) =>
      await describeReview(http, ctx, await needReview(ctx, params.id)),
  });
  implement(http, probation.decide, {
    run: async (ctx, { params, body }) => await decideReview(http, ctx, params.id, body),
  });

  implement(http, watch.listRules, {
    run: async (ctx) => ({ rows: await describeRules(http, ctx.db) }),
  });
  implement(http, watch.createRule, {
    run: async (ctx, { body }) => await addWatchRule(http, ctx, body),
  });
  implement(http, watch.updateRule, {
    run: async (ctx, { params, body }) => await changeWatchRule(http, ctx, params.id, body),
  });
  implement(http, watch.list, { run: async (ctx, { query }) => await pageOfCases(ctx, query) });
  implement(http, watch.get, {
    run: async (ctx, { params }) => await describeCase(http, ctx, await needCase(ctx, params.id)),
  });
  implement(http, watch.decide, {
    run: async (ctx, { params, body }) => await decideCase(http, ctx, params.id, body),
  });
}
