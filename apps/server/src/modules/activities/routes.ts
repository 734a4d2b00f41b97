import { countFollowUps, listFollowUps } from '@xinhang/db/repositories/follow-ups.ts';
import { decodeCursor, encodeCursor } from '@xinhang/db/keyset.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { editWindow } from '../customers/service.ts';
import { filesByRow } from '../system/service.ts';
import { correctFollowUp } from './correct.ts';
import { logFollowUp } from './log.ts';
import { toFilter } from './filter.ts';
import { toFollowUp } from './mapper.ts';
import { ownedFollowUp } from './owned.ts';

export function activityRoutes(http: Http): void {
  http.owned.register(ownedFollowUp);

  implement(http, api.activities.list, {
    async run(ctx, { query }) {
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
      if (query.cursor !== undefined && !after) throw problem('bad-cursor');
      const filter = await toFilter(ctx.db, query);
      const found = await listFollowUps(ctx.db, ctx.actor, {
        ...filter,
        after,
        limit: query.limit + 1,
      });
      const rows = found.slice(0, query.limit);
      const last = found.length > query.limit ? rows.at(-1) : undefined;
      const files = await filesByRow(
        ctx.db,
        ownedFollowUp.kind,
        rows.map((row) => row.id),
      );
      const open = await editWindow(ctx);
      return {
        rows: rows.map((row) => {
          const customer = { id: row.customer_id, name: row.customer_name };
          const until = open({ authorId: row.author_id, at: row.at });
          return toFollowUp(row, customer, files.get(row.id) ?? [], until);
        }),
        next: last ? encodeCursor({ value: last.at, id: last.id }) : null,
        count: query.count ? await countFollowUps(ctx.db, ctx.actor, filter, COUNT_CAP) : null,
      };
    },
  });

  implement(http, api.activities.create, {
    run: async (ctx, { body }) => await logFollowUp(ctx, body),
  });

  implement(http, api.activities.update, {
    run: async (ctx, { params, body }) => await correctFollowUp(ctx, params.id, body),
  });
}
