import type { ReadContext } from '../../http/context.ts';
import { jobById } from '@xinhang/db/repositories/jobs.ts';
import { putSchedule } from '@xinhang/db/repositories/schedules.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import { implement, type Http } from '../../http/implement.ts';
import { scheduleOf, type ScheduleKind } from '../../jobs/clockwork.ts';
import { nextRunOf } from './next-run.ts';

/** A schedule with what came of its last run. */
export async function describeSchedule(ctx: ReadContext, kind: ScheduleKind) {
  const { row, nextRunAt } = await nextRunOf(ctx, kind);
  const job = row.job_id === null ? undefined : await jobById(ctx.db, row.job_id);
  return {
    key: row.key,
    at: row.at,
    enabled: row.enabled === 1,
    version: row.version,
    lastDoneOn: row.last_done_on,
    lastState: job?.state ?? '',
    nextRunAt,
  };
}

export function scheduleRoutes(http: Http): void {
  const { clockwork } = http;

  implement(http, api.system.listSchedules, {
    async run(ctx) {
      return {
        rows: await Promise.all(clockwork.kinds.map((kind) => describeSchedule(ctx, kind))),
      };
    },
  });

  implement(http, api.system.updateSchedule, {
    async run(ctx, { params, body }) {
      const kind = clockwork.kind(params.key);
      if (!kind) throw problem('not-found');
      const before = await scheduleOf(ctx.tx, kind);
      const { version, ...wanted } = body;
      if (version !== before.version) {
        const current = { at: before.at, enabled: before.enabled === 1 };
        throw conflict(before.version, current, wanted);
      }
      const after = {
        ...before,
        version: before.version + 1,
        at: body.at ?? before.at,
        enabled: body.enabled === undefined ? before.enabled : Number(body.enabled),
      };
      await putSchedule(ctx.tx, after);
      await ctx.audit({
        action: 'schedules.update',
        entity: 'schedule',
        entityId: null,
        before,
        after,
      });
      await ctx.emit({ entity: 'schedule', id: 1, version: after.version, audience: [] });
      return await describeSchedule(ctx, kind);
    },
  });
}
