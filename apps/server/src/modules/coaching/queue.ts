import { company } from '@xinhang/db/repositories/company.ts';
import { countQueue, queuePage, type QueueFilter } from '@xinhang/db/repositories/reviews.ts';
import { addDays, businessDate, daySpan } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { addWorkdays } from '@xinhang/shared/work-calendar.ts';
import type { ReadContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { workCalendar } from '../system/service.ts';
import { describeRecords } from './records.ts';

/** No company rests longer in one go. */
const LONGEST_REST_DAYS = 60;

/** The last working day before a business date. */
export async function lastWorkday(ctx: ReadContext, today: string): Promise<string> {
  const calendar = await workCalendar(ctx.db, addDays(today, -LONGEST_REST_DAYS), today);
  return addWorkdays(today, -1, calendar);
}

/** The instants of a business date, as a queue is narrowed to them. */
export function dayOf(day: string, zone: string): Pick<QueueFilter, 'since' | 'before'> {
  const { since, before } = daySpan(day, day, zone);
  return { since: since!, before: before! };
}

/** What the actor's own people wrote on a day. */
export async function queueOf(
  ctx: ReadContext,
  query: EndpointInput<typeof api.reviews.queue>['query'],
): Promise<EndpointOutput<typeof api.reviews.queue>> {
  const zone = (await company(ctx.db))!.time_zone;
  const day = query.day ?? (await lastWorkday(ctx, businessDate(ctx.now, zone)));
  const asked = { ...dayOf(day, zone), authorId: query.authorId };
  const filter = { ...asked, open: query.open === true };
  const page = { after: startOf(query), limit: query.limit + 1 };
  const found = await queuePage(ctx.db, ctx.actor, filter, page);
  const { rows, next } = cutPage(found, query.limit, ({ at, id }) => ({ value: at, id }));
  const count = async (open: boolean) =>
    query.count ? await countQueue(ctx.db, ctx.actor, { ...asked, open }, COUNT_CAP) : null;
  const left = await count(true);
  return {
    day,
    rows: await describeRecords(
      ctx,
      rows.map((row) => row.id),
    ),
    next,
    count: filter.open ? left : await count(false),
    left,
  };
}
