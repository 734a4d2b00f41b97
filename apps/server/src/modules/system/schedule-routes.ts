import type { ReadContext } from '../../http/context.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { jobById } from '@xinhang/db/repositories/jobs.ts';
import { putSchedule } from '@xinhang/db/repositories/schedules.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import { implement, type Http } from '../../http/implement.ts';
import { lastDone, scheduleOf, type ScheduleKind } from '../../jobs/clockwork.ts';
import { nextRunAt } from '../../jobs/due.ts';

export function scheduleRoutes(http: Http): void {
  const { clockwork } = http;

  async function describe(ctx: ReadContext, kind: ScheduleKind) {
    const row = await scheduleOf(ctx.db, kind);
    const zone = (await company(ctx.db))?.time_zone ?? 'Asia/Shanghai';
    const job = row.job_id === null ? undefined : await jobById(ctx.db, row.job_id);
    const lastDoneOn = await lastDone(ctx.db, ctx.now, { kind, row, zone });
    return {
      key: row.key,
      at: row.at,
      enabled: row.enabled === 1,
      version: row.version,
      lastDoneOn: row.last_done_on,
      lastState: job?.state ?? '',
      nextRunAt: row.enabled === 1 ? nextRunAt(ctx.now, { at: row.at, lastDoneOn }, zone) : null,
    };
  }

  implement(http, api.system.listSchedules, {
    async run(ctx) {
      return { rows: await Promise.all(clockwork.kinds.map((kind) => describe(ctx, kind))) };
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
      return await describe(ctx, kind);
    },
  });
}
