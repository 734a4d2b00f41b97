import { company } from '@xinhang/db/repositories/company.ts';
import {
  countQueue,
  newestInQueue,
  queuePage,
  type QueueFilter,
} from '@xinhang/db/repositories/reviews.ts';
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

/** Days before the queue that are looked through for what nobody reviewed. */
const OLDER_DAYS = 30;

/** The last working day before a business date. */
async function lastWorkday(ctx: ReadContext, today: string): Promise<string> {
  const calendar = await workCalendar(ctx.db, addDays(today, -LONGEST_REST_DAYS), today);
  return addWorkdays(today, -1, calendar);
}

/** The instants of business dates, both included, as a queue is narrowed to them. */
function spanOf(from: string, to: string, zone: string): Pick<QueueFilter, 'since' | 'before'> {
  const { since, before } = daySpan(from, to, zone);
  return { since: since!, before: before! };
}

/** What is reviewed today: the last working day, and the days off that followed it. */
export async function daysToReview(ctx: ReadContext, today: string, zone: string) {
  const [day, until] = [await lastWorkday(ctx, today), addDays(today, -1)];
  return { day, until, span: spanOf(day, until, zone) };
}

/** The newest day before these that has something unreviewed, as far back as one still reviews. */
async function olderThan(
  ctx: ReadContext,
  day: string,
  zone: string,
  authorId: number | undefined,
): Promise<string | null> {
  const span = spanOf(addDays(day, -OLDER_DAYS), addDays(day, -1), zone);
  const at = await newestInQueue(ctx.db, ctx.actor, { ...span, authorId, open: true });
  return at === null ? null : businessDate(at, zone);
}

/** What the actor's own people wrote on a day, or since the last working day. */
export async function queueOf(
  ctx: ReadContext,
  query: EndpointInput<typeof api.reviews.queue>['query'],
): Promise<EndpointOutput<typeof api.reviews.queue>> {
  const zone = (await company(ctx.db))!.time_zone;
  const { day, until, span } =
    query.day === undefined
      ? await daysToReview(ctx, businessDate(ctx.now, zone), zone)
      : { day: query.day, until: query.day, span: spanOf(query.day, query.day, zone) };
  const asked = { ...span, authorId: query.authorId };
  const filter = { ...asked, open: query.open === true };
  const page = { after: startOf(query), limit: query.limit + 1 };
  const found = await queuePage(ctx.db, ctx.actor, filter, page);
  const { rows, next } = cutPage(found, query.limit, ({ at, id }) => ({ value: at, id }));
  const count = async (open: boolean) =>
    query.count ? await countQueue(ctx.db, ctx.actor, { ...asked, open }, COUNT_CAP) : null;
  const left = await count(true);
  return {
    day,
    until,
    older: query.count ? await olderThan(ctx, day, zone, query.authorId) : null,
    rows: await describeRecords(
      ctx,
      rows.map((row) => row.id),
    ),
    next,
    count: filter.open ? left : await count(false),
    left,
  };
}
