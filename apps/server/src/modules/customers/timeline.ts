import {
  appendCustomerEvent,
  eventKinds,
  timelinePage,
  timelinePosition,
  type EventKind,
  type TimelineEntry,
} from '@xinhang/db/repositories/customer-timeline.ts';
import { findCustomer } from '@xinhang/db/repositories/customers.ts';
import { userNames } from '@xinhang/db/repositories/users.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { TimelineItem } from '@xinhang/shared/customers.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { filesByRow } from '../system/service.ts';
import { needCustomer } from './access.ts';

/** Kinds that name a contact or a file: not for those who see the customer through the pool. */
const kindsInPool: readonly EventKind[] = ['stage', 'archived'];

/** Kind of a follow-up, on the timeline as on its files. */
const FOLLOW_UP = 'followUp';

/** Puts what happened on the customer's timeline, in the same transaction. */
export async function recordEvent(
  ctx: WriteContext,
  customerId: number,
  kind: EventKind,
  data: TimelineEntry['data'],
): Promise<void> {
  await appendCustomerEvent(ctx.tx, {
    customer_id: customerId,
    kind,
    data,
    by_user_id: ctx.actor.userId,
    at: ctx.now,
  });
}

/** A change of stage, however it came about. */
export async function recordStage(
  ctx: WriteContext,
  before: { stage: string },
  after: { id: number; stage: string },
): Promise<void> {
  if (before.stage === after.stage) return;
  await recordEvent(ctx, after.id, 'stage', { from: before.stage, to: after.stage });
}

/** Everything that happened; follow-ups only where the person may read them. */
export async function timelineOf(
  ctx: ReadContext,
  customerId: number,
  query: { cursor?: string | undefined; limit: number },
) {
  const customer = await needCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
  const readable = await findCustomer(ctx.db, ctx.actor, 'followUps.read', customerId);
  const pooled = poolOnly(ctx.actor, customer);
  const found = await timelinePage(
    ctx.db,
    customer,
    { followUps: readable !== undefined && !pooled, kinds: pooled ? kindsInPool : eventKinds },
    { after: startOf(query), limit: query.limit + 1 },
  );
  const { rows, next } = cutPage(found, query.limit, timelinePosition);
  const names = await userNames(
    ctx.db,
    rows.flatMap((row) => row.byUserId ?? []),
  );
  const files = await filesByRow(
    ctx.db,
    FOLLOW_UP,
    rows.filter((row) => row.kind === FOLLOW_UP).map((row) => row.id),
  );
  const items = rows.map(({ byUserId, ...row }): TimelineItem => {
    const name = byUserId === null ? undefined : names.get(byUserId);
    return {
      ...row,
      by: name === undefined ? null : { id: byUserId!, name },
      files: (row.kind === FOLLOW_UP ? files.get(row.id) : undefined) ?? [],
    };
  });
  return { rows: items, next, count: null };
}
