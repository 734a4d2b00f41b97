import { company, depts } from '@xinhang/db/repositories/company.ts';
import { activeUsers } from '@xinhang/db/repositories/users.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Dept } from '@xinhang/shared/org.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';

const PICKER_ROWS = 20;

export function orgRoutes(http: Http): void {
  implement(http, api.org.getCompany, {
    async run(ctx) {
      const row = await company(ctx.db);
      if (!row) throw problem('not-found');
      return {
        version: row.version,
        name: row.name,
        timeZone: row.time_zone,
        salesModel: row.sales_model as 'dev' | 'retain' | 'project',
      };
    },
  });

  implement(http, api.org.listDepts, {
    run: async (ctx) => ({
      rows: (await depts(ctx.db)).map((row) => ({
        id: row.id,
        version: row.version,
        parentId: row.parent_id,
        name: row.name,
        type: row.type as Dept['type'],
        head:
          row.head_user_id === null ? null : { id: row.head_user_id, name: row.head_name ?? '' },
        salesModel: row.sales_model as Dept['salesModel'],
        closed: row.closed === 1,
        sort: row.sort,
        userCount: Number(row.user_count ?? 0),
      })),
    }),
  });

  implement(http, api.org.pickUsers, {
    async run(ctx, { query }) {
      const wanted = query.q.trim().toLowerCase();
      const rows = (await activeUsers(ctx.db)).filter(
        (user) =>
          user.name.toLowerCase().includes(wanted) ||
          user.py.includes(wanted) ||
          user.login.toLowerCase().includes(wanted),
      );
      return {
        rows: rows
          .slice(0, PICKER_ROWS)
          .map(({ id, name, dept, post }) => ({ id, name, dept, post })),
      };
    },
  });
}
