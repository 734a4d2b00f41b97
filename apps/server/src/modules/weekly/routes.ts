import {
  reportOf,
  reportsOf,
  type WeeklyReportRecord,
} from '@xinhang/db/repositories/weekly-reports.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { reportRow, type ReportRow } from '@xinhang/shared/weekly-reports.ts';
import { z } from 'zod';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { weeklySchedule } from './deliver.ts';

const kept = z.array(reportRow);
const rowsOf = (row: WeeklyReportRecord): ReportRow[] => kept.parse(JSON.parse(row.rows));

/** Reports that were delivered, and the schedule that delivers them. */
export function weeklyRoutes(http: Http): void {
  http.clockwork.register(weeklySchedule);
  http.owned.register({
    kind: 'weeklyReport',
    async names(ctx, ids) {
      const names = new Map<number, string>();
      for (const id of ids) {
        const row = await reportOf(ctx.db, ctx.actor.userId, id);
        if (row) names.set(id, `${row.from_on} – ${row.to_on}`);
      }
      return names;
    },
  });

  implement(http, api.weeklyReports.list, {
    async run(ctx, { query }) {
      const start = startOf(query, 'string');
      const page = { before: start ? String(start.value) : null, limit: query.limit + 1 };
      const found = await reportsOf(ctx.db, ctx.actor.userId, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.from_on,
        id: row.id,
      }));
      return {
        rows: rows.map((row) => {
          const people = rowsOf(row);
          const sum = (count: (one: ReportRow) => number) =>
            people.reduce((all, one) => all + count(one), 0);
          return {
            id: row.id,
            from: row.from_on,
            to: row.to_on,
            madeAt: row.made_at,
            people: people.length,
            followUps: sum((one) => one.now.followUps),
            won: sum((one) => one.won),
          };
        }),
        next,
        count: null,
      };
    },
  });
  implement(http, api.weeklyReports.get, {
    async run(ctx, { params }) {
      const row = await reportOf(ctx.db, ctx.actor.userId, params.id);
      if (!row) throw problem('not-found');
      const { id, from_on: from, to_on: to, made_at: madeAt } = row;
      return { id, from, to, madeAt, rows: rowsOf(row) };
    },
  });
}
