import {
  countLogs,
  listLogs,
  logOf,
  logsByIds,
  type LogFilter,
} from '@xinhang/db/repositories/work-logs.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { WorkLog } from '@xinhang/shared/work-logs.ts';
import type { ReadContext } from '../../../http/context.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { hangRows, idsHanging } from '../../customers/service.ts';
import { deptById } from '../../org/service.ts';
import { mayReadLog } from '../policy.ts';
import { describeLogs, needLog } from './describe.ts';
import { doneBy } from './done.ts';
import { describeLines, suggestedRows } from './lines.ts';
import { editsOf } from './edits.ts';
import { missingOf } from './missing.ts';
import { logClock, periodOf } from './period.ts';
import { acknowledgeLogReview, setLogReview } from './review.ts';
import { changeLog, createLog } from './write.ts';

/** No department is the one asked for. */
const NOWHERE = '/-/';

/** Own logs, or those of others that people in reach submitted. */
async function filterOf(
  ctx: ReadContext,
  query: EndpointInput<typeof api.workLogs.list>['query'],
): Promise<LogFilter> {
  const { whose, kind, from, to, authorId, deptId, state, late, unread } = query;
  const deptPath =
    deptId === undefined ? undefined : ((await deptById(ctx.db, deptId))?.path ?? NOWHERE);
  const asked = { kind, from, to, deptPath, late, unread };
  const { userId, reach } = ctx.actor;
  if (whose === 'mine') return { ...asked, authorIds: [userId], states: state };
  const own = reach.get('workLogs.review');
  const within = (id: number) => own?.all === true || own?.ownerIds.includes(id) === true;
  const authorIds = authorId?.filter(within) ?? (own?.all ? undefined : (own?.ownerIds ?? []));
  const states = (state ?? ['submitted', 'reviewed']).filter((one) => one !== 'draft');
  return { ...asked, authorIds, notBy: userId, states };
}

/** Work logs of days and weeks. */
export function workLogRoutes(http: Http): void {
  http.owned.register({
    kind: 'workLog',
    async names(ctx, ids) {
      const logs = [...(await logsByIds(ctx.db, ids)).values()];
      const seen = logs.filter((log) => mayReadLog(ctx.actor, log));
      return new Map(seen.map((log) => [log.id, `${log.author_name} ${log.from_on}`]));
    },
  });
  http.owned.register({
    kind: 'workLogLine',
    follows: {
      // What was planned for a day is no figure of a merge.
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'work_log_line', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'work_log_line', ids, way),
    },
  });
  const one = async (ctx: ReadContext, row: Parameters<typeof describeLogs>[1][number]) =>
    (await describeLogs(ctx, [row]))[0] as WorkLog;

  implement(http, api.workLogs.sheet, {
    async run(ctx, { query }) {
      const { kind } = query;
      const period = periodOf(kind, query.on ?? (await todayOf(ctx)));
      const clock = await logClock(ctx.db, period);
      const { userId } = ctx.actor;
      const span = clock.instants(period);
      const row = await logOf(ctx.db, userId, kind, period.from);
      const log = row ? await one(ctx, row) : null;
      const closed = log !== null && log.state !== 'draft';
      const rows = closed
        ? []
        : await suggestedRows(ctx, kind, period, span.since, log?.id ?? null);
      return {
        kind,
        period: { ...period, dueAt: clock.dueAt(period) },
        log,
        suggested: await describeLines(ctx, rows, { userId, ...span }),
        done: await doneBy(ctx, userId, span, log?.lines ?? []),
      };
    },
  });
  implement(http, api.workLogs.list, {
    async run(ctx, { query }) {
      const filter = await filterOf(ctx, query);
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = filter.authorIds?.length === 0 ? [] : await listLogs(ctx.db, filter, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.from_on,
        id: row.id,
      }));
      const counts = query.count === true && filter.authorIds?.length !== 0;
      return {
        rows: await describeLogs(ctx, rows),
        next,
        count: counts ? await countLogs(ctx.db, filter, COUNT_CAP) : query.count ? 0 : null,
      };
    },
  });
  implement(http, api.workLogs.missing, {
    run: async (ctx, { query }) => await missingOf(ctx, query),
  });
  implement(http, api.workLogs.get, {
    async run(ctx, { params }) {
      const row = await needLog(ctx, params.id);
      const log = await one(ctx, row);
      const clock = await logClock(ctx.db, log.period);
      const done = await doneBy(ctx, row.author_id, clock.instants(log.period), log.lines);
      return { log, done, edits: await editsOf(ctx, row) };
    },
  });
  implement(http, api.workLogs.create, {
    run: async (ctx, { body }) => await one(ctx, await createLog(ctx, body)),
  });
  implement(http, api.workLogs.update, {
    run: async (ctx, { params, body }) => await one(ctx, await changeLog(ctx, params.id, body)),
  });
  implement(http, api.workLogs.setReview, {
    run: async (ctx, { params, body }) => await setLogReview(ctx, params.id, body),
  });
  implement(http, api.workLogs.acknowledge, {
    run: async (ctx, { params, body }) => await acknowledgeLogReview(ctx, params.id, body),
  });
}
