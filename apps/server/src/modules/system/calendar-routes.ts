import { isDeepStrictEqual } from 'node:util';
import { calendarDays, replaceCalendarDays } from '@xinhang/db/repositories/calendar.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { CalendarDay } from '@xinhang/shared/work-calendar.ts';
import { implement, type Http } from '../../http/implement.ts';

const byDate = (days: readonly CalendarDay[]) => new Map(days.map((day) => [day.date, day]));
const yearSpan = (year: number) => [`${year}-01-01`, `${year}-12-31`] as const;

export function calendarRoutes(http: Http): void {
  implement(http, api.system.listCalendar, {
    async run(ctx, { params }) {
      return { days: await calendarDays(ctx.db, ...yearSpan(params.year)) };
    },
  });

  implement(http, api.system.setCalendar, {
    async run(ctx, { params, body }) {
      const given = new Set<string>();
      for (const [at, { date }] of body.days.entries()) {
        const pointer = `/days/${at}/date`;
        if (!date.startsWith(`${params.year}-`)) throw fieldRefused(pointer, 'not-in-this-year');
        if (given.has(date)) throw fieldRefused(pointer, 'given-twice');
        given.add(date);
      }
      const span = yearSpan(params.year);
      const before = await calendarDays(ctx.tx, ...span);
      if (!isDeepStrictEqual(byDate(before), byDate(body.seen))) {
        throw problem('version-conflict', { data: { days: before } });
      }
      await replaceCalendarDays(ctx.tx, ...span, body.days);
      const days = await calendarDays(ctx.tx, ...span);
      await ctx.audit({
        action: 'calendar.set',
        entity: 'calendar',
        entityId: params.year,
        before: { days: before },
        after: { days },
      });
      await ctx.emit({ entity: 'calendar', id: params.year, version: ctx.now, audience: [] });
      return { days };
    },
  });
}
