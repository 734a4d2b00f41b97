import { company } from '@xinhang/db/repositories/company.ts';
import type { ReadContext } from '../../http/context.ts';
import { lastDone, scheduleOf, waitsUntil, type ScheduleKind } from '../../jobs/clockwork.ts';
import { nextRunAt } from '../../jobs/due.ts';

/** A schedule as stored and when it runs next (UTC ms); null while it is switched off. */
export async function nextRunOf(ctx: ReadContext, kind: ScheduleKind) {
  const row = await scheduleOf(ctx.db, kind);
  const zone = (await company(ctx.db))?.time_zone ?? 'Asia/Shanghai';
  if (row.enabled !== 1) return { row, nextRunAt: null };
  const waits = await waitsUntil(ctx.db, ctx.now, { kind, row, zone });
  if (waits !== null) return { row, nextRunAt: waits };
  const lastDoneOn = await lastDone(ctx.db, ctx.now, { kind, row, zone });
  return { row, nextRunAt: nextRunAt(ctx.now, { at: row.at, lastDoneOn }, zone) };
}
