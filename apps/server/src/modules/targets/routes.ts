import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { achievementOf } from './achievement.ts';
import { rankingOf } from './ranking.ts';
import { personPage, rampUpOf, scorecardsOf } from './team.ts';
import { ledgerRows } from './ledger-rows.ts';
import { discardTargets, saveTargets, submitTargets, targetSheetApproval } from './set.ts';
import { sheetOf } from './sheet.ts';

/** Targets, and what was reached of them. */
export function targetRoutes(http: Http): void {
  http.approvals.register(targetSheetApproval);

  implement(http, api.achievement.get, {
    run: async (ctx, { query }) => await achievementOf(ctx, query),
  });
  implement(http, api.achievement.rows, {
    run: async (ctx, { query }) => await ledgerRows(ctx, query),
  });
  implement(http, api.ranking.get, { run: async (ctx, { query }) => await rankingOf(ctx, query) });
  implement(http, api.team.get, {
    run: async (ctx, { params, query }) => await personPage(ctx, params.id, query),
  });
  implement(http, api.team.scorecards, {
    run: async (ctx, { query }) => await scorecardsOf(ctx, query),
  });
  implement(http, api.team.rampUp, { run: async (ctx) => await rampUpOf(ctx) });
  implement(http, api.targets.get, { run: async (ctx, { query }) => await sheetOf(ctx, query) });
  implement(http, api.targets.save, { run: async (ctx, { body }) => await saveTargets(ctx, body) });
  implement(http, api.targets.submit, {
    run: async (ctx, { params, body }) => await submitTargets(http, ctx, params.id, body.version),
  });
  implement(http, api.targets.discard, {
    async run(ctx, { params, body }) {
      await discardTargets(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
}
