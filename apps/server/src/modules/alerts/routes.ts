import { countAlerts, listAlerts } from '@xinhang/db/repositories/alerts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { handleAlert, toRow } from './handle.ts';
import { alertSchedule } from './night.ts';
import { addRule, changeRule, describeRules } from './rules.ts';

/** Alerts about customers and deals, and the rules that make them. */
export function alertRoutes(http: Http): void {
  http.clockwork.register(alertSchedule);

  implement(http, api.alerts.listRules, {
    run: async (ctx) => ({ rows: await describeRules(ctx.db) }),
  });
  implement(http, api.alerts.createRule, {
    run: async (ctx, { body }) => await addRule(ctx, body),
  });
  implement(http, api.alerts.updateRule, {
    run: async (ctx, { params, body }) => await changeRule(ctx, params.id, body),
  });
  implement(http, api.alerts.list, {
    async run(ctx, { query }) {
      const { kind: kinds, closed, ...asked } = query;
      const filter = { ...asked, closed: closed === true, kinds };
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listAlerts(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.opened_on,
        id: row.id,
      }));
      return {
        rows: rows.map((row) => toRow(ctx, row)),
        next,
        count: query.count ? await countAlerts(ctx.db, ctx.actor, filter, COUNT_CAP) : null,
      };
    },
  });
  implement(http, api.alerts.handle, {
    run: async (ctx, { params, body }) => await handleAlert(ctx, params.id, body.note),
  });
}

/** Open alerts that wait for the reader. */
export const alertsDue: DeskSource = {
  kind: 'alerts',
  async build(ctx, { limit }) {
    const filter = { whose: 'mine', closed: false } as const;
    const page = { after: null, limit };
    const rows = await listAlerts(ctx.db, ctx.actor, filter, page);
    if (rows.length === 0) return null;
    return {
      count: await countAlerts(ctx.db, ctx.actor, filter, COUNT_CAP),
      items: [],
      jobs: [],
      alerts: rows.map((row) => toRow(ctx, row)),
    };
  },
};
