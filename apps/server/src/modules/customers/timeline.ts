import {
  appendCustomerEvent,
  eventKinds,
  timelinePage,
  timelinePosition,
  type EventKind,
  type TimelineEntry,
} from '@xinhang/db/repositories/customer-timeline.ts';
import { findCustomer, type CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { contactsMasked, poolOnly } from '@xinhang/db/scope.ts';
import type { TimelineItem } from '@xinhang/shared/customers.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { userNames } from '../org/service.ts';
import { articlesUsed } from '../learning/service.ts';
import { filesByRow } from '../system/service.ts';
import { editWindow } from './edit-window.ts';

/** Without those that name a file, for those who see the customer only through the pool. */
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

/** What a change of stage sets of the row; a stage it stands in already goes on (S28). */
export function stageColumns(before: { stage: string }, stage: string | undefined, since: number) {
  return stage === undefined || stage === before.stage ? {} : { stage, stage_since: since };
}

/** A change of stage, however it came about; `undo`: it takes back the one before it. */
export async function recordStage(
  ctx: WriteContext,
  before: { stage: string },
  after: { id: number; stage: string },
  undo = false,
): Promise<void> {
  if (before.stage === after.stage) return;
  const data = { from: before.stage, to: after.stage, ...(undo && { undo }) };
  await recordEvent(ctx, after.id, 'stage', data);
}

/**
 * Everything that happened with a customer whom the person may read; follow-ups only where these
 * may be read too.
 */
export async function timelineOf(
  ctx: ReadContext,
  customer: CustomerRecord,
  query: { cursor?: string | undefined; limit: number },
) {
  const readable = await findCustomer(ctx.db, ctx.actor, 'followUps.read', customer.id);
  const pooled = poolOnly(ctx.actor, customer);
  const masked = contactsMasked(customer);
  // What is said about money is told to whom that is shown.
  const money = await findCustomer(ctx.db, ctx.actor, 'receivables.read', customer.id);
  const kinds = pooled ? kindsInPool : eventKinds.filter((kind) => kind !== 'collection' || money);
  const found = await timelinePage(
    ctx.db,
    ctx.actor,
    customer,
    {
      followUps: readable !== undefined && !pooled,
      kinds: masked ? kinds.filter((kind) => kind !== 'contact') : kinds,
    },
    { after: startOf(query), limit: query.limit + 1 },
  );
  const { rows, next } = cutPage(found, query.limit, timelinePosition);
  const names = await userNames(
    ctx.db,
    rows.flatMap((row) => row.byUserId ?? []),
  );
  const talks = rows.filter((row) => row.kind === FOLLOW_UP).map((row) => row.id);
  const files = await filesByRow(ctx.db, FOLLOW_UP, talks);
  const articles = await articlesUsed(ctx, talks);
  const open = await editWindow(ctx);
  const items = rows.map(({ byUserId, ...row }): TimelineItem => {
    const name = byUserId === null ? undefined : names.get(byUserId);
    const followUp = row.kind === FOLLOW_UP;
    return {
      ...row,
      ...(masked && followUp && { data: { ...row.data, contact: null } }),
      by: name === undefined ? null : { id: byUserId!, name },
      editableUntil: followUp ? open({ authorId: byUserId, at: row.at }) : null,
      files: (followUp ? files.get(row.id) : undefined) ?? [],
      articles: (followUp ? articles.get(row.id) : undefined) ?? [],
    };
  });
  return { rows: items, next, count: null };
}
