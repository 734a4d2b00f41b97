import { listFollowUps } from '@xinhang/db/repositories/follow-ups.ts';
import { decodeCursor, encodeCursor } from '@xinhang/db/keyset.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { filesByRow } from '../system/service.ts';
import { logFollowUp } from './log.ts';
import { toFilter } from './filter.ts';
import { ownedFollowUp } from './owned.ts';

export function activityRoutes(http: Http): void {
  http.owned.register(ownedFollowUp);

  implement(http, api.activities.list, {
    async run(ctx, { query }) {
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
      if (query.cursor !== undefined && !after) throw problem('bad-cursor');
      const found = await listFollowUps(ctx.db, ctx.actor, {
        ...(await toFilter(ctx.db, query)),
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
      return {
        rows: rows.map((row) => ({
          id: row.id,
          version: row.version,
          customer: { id: row.customer_id, name: row.customer_name },
          contact:
            row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? '' },
          type: row.type,
          content: row.content,
          result: row.result,
          nextOn: row.next_on,
          author: { id: row.author_id, name: row.author_name },
          at: row.at,
          editableUntil: null,
          files: files.get(row.id) ?? [],
        })),
        next: last ? encodeCursor({ value: last.at, id: last.id }) : null,
        count: null,
      };
    },
  });

  implement(http, api.activities.create, {
    run: async (ctx, { body }) => await logFollowUp(ctx, body),
  });
}
