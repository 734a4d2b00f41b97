import {
  countNotifications,
  countUnseen,
  listNotifications,
  markNotifications,
  type NotificationRecord,
} from '@xinhang/db/repositories/notifications.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { noticeKinds } from '@xinhang/shared/notices.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { toNotification } from './mapper.ts';
import { reminding } from './reminders.ts';
import { pageOfIds, pageStart } from './pages.ts';

export function notificationRoutes(http: Http): void {
  http.clockwork.watch(reminding(http.owned));

  /** Names of the rows that notifications speak of, as far as the reader may see them now. */
  async function subjects(ctx: ReadContext, rows: readonly NotificationRecord[]) {
    const ids = new Map<string, number[]>();
    for (const { entity, entity_id: id } of rows) {
      if (entity !== null && id !== null) ids.set(entity, [...(ids.get(entity) ?? []), id]);
    }
    const names = new Map<string, string>();
    for (const [kind, wanted] of ids) {
      const found = await http.owned.get(kind)?.names?.(ctx, [...new Set(wanted)]);
      for (const [id, name] of found ?? []) names.set(`${kind}/${id}`, name);
    }
    return names;
  }

  implement(http, api.system.listNotifications, {
    async run(ctx, { query }) {
      const { userId } = ctx.actor;
      const filter = {
        userId,
        now: ctx.now,
        show: query.show,
        kinds: query.about?.flatMap((subject): readonly string[] => noticeKinds[subject]),
      };
      const page = { before: pageStart(query.cursor), limit: query.limit + 1 };
      const found = await listNotifications(ctx.db, filter, page);
      const { rows, next } = pageOfIds(found, query.limit, (row) => row.id);
      const names = await subjects(ctx, rows);
      return {
        rows: rows.map((row) => toNotification(row, names.get(`${row.entity}/${row.entity_id}`))),
        next,
        count: query.count ? await countNotifications(ctx.db, filter, COUNT_CAP) : null,
        unseen: await countUnseen(ctx.db, userId, ctx.now, COUNT_CAP),
      };
    },
  });

  implement(http, api.system.markNotifications, {
    async run(ctx, { body }) {
      const { userId } = ctx.actor;
      const snoozeUntil = body.snoozeUntil ?? null;
      if ((body.ids === undefined) === (body.all !== true)) {
        throw fieldRefused('/ids', 'ids-or-all');
      }
      if (snoozeUntil !== null && snoozeUntil <= ctx.now) {
        throw fieldRefused('/snoozeUntil', 'not-in-the-future');
      }
      const ids = body.ids ?? null;
      const marked =
        ids?.length === 0
          ? 0
          : await markNotifications(ctx.tx, { userId, ids, now: ctx.now, snoozeUntil });
      if (marked > 0) {
        await ctx.audit({
          action: 'notifications.mark',
          entity: 'user',
          entityId: userId,
          after: { ids, snoozeUntil, marked },
        });
        // The person's other windows.
        ctx.onCommit(() => http.hub.notify([userId]));
      }
      return { unseen: await countUnseen(ctx.tx, userId, ctx.now, COUNT_CAP) };
    },
  });
}
