import type { Tx } from '@xinhang/db/database.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  followUpById,
  nextDatesAfter,
  updateFollowUp,
} from '@xinhang/db/repositories/follow-ups.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { FollowUp } from '@xinhang/shared/activities.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import {
  findCustomer,
  recordChange,
  recordChildChange,
  sealedAt,
  updateCustomer,
} from '../customers/service.ts';
import { articlesUsed } from '../learning/service.ts';
import { filesByRow } from '../system/service.ts';
import { toFollowUp } from './mapper.ts';
import { refuseOtherDate } from './next-date.ts';
import { dealsOf } from './of-deal.ts';
import { needFollowable, ownedFollowUp } from './owned.ts';

type UpdateBody = EndpointInput<typeof api.activities.update>['body'];
type Record = NonNullable<Awaited<ReturnType<typeof followUpById>>>;

/** The follow-up and its customer, if the person may read it and could have logged it. */
async function needOwn(ctx: WriteContext, id: number) {
  const { tx, actor } = ctx;
  const row = await followUpById(tx, id);
  const read = row && (await findCustomer(tx, actor, 'followUps.read', row.customer_id));
  if (!row || !read || poolOnly(actor, read)) throw problem('not-found');
  const customer = await needFollowable(ctx, row.customer_id);
  if (row.author_id !== actor.userId) throw problem('forbidden');
  return { row, customer };
}

/**
 * Whether the date on which the customer is next spoken to is this follow-up's: nothing later set
 * one, and either nothing came later at all or the date still stands there.
 */
async function governsNext(tx: Tx, row: Record, customer: CustomerRecord): Promise<boolean> {
  const later = await nextDatesAfter(tx, row);
  if (later.length === 0) return true;
  return later.every((date) => date === null) && customer.next_follow_on === row.next_on;
}

/**
 * Corrects what its author wrote, inside the edit window; author and moment stay. The next date of
 * the customer follows where it came from here.
 */
export async function correctFollowUp(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<FollowUp> {
  const { tx } = ctx;
  const { row, customer } = await needOwn(ctx, id);
  const until = await sealedAt(ctx, row);
  if (ctx.now >= until) throw problem('edit-window-closed');
  const { version, ...wanted } = body;
  const shown = { type: row.type, content: row.content, result: row.result, nextOn: row.next_on };
  if (version !== row.version) throw conflict(row.version, shown, wanted);
  if (body.nextOn !== row.next_on) refuseOtherDate(body.nextOn, await todayOf(ctx));
  const after = await updateFollowUp(tx, row, {
    ...(body.type !== undefined && { type: body.type }),
    ...(body.content !== undefined && { content: body.content }),
    ...(body.result !== undefined && { result: body.result }),
    ...(body.nextOn !== undefined && { next_on: body.nextOn }),
  });
  if (!after) throw problem('version-conflict');
  const { author_name, contact_name, ...before } = row;
  await recordChildChange(ctx, 'followUps.update', customer, ownedFollowUp.kind, before, after);
  if (after.next_on !== row.next_on && (await governsNext(tx, row, customer))) {
    const moved = await updateCustomer(tx, customer.id, customer.version, {
      next_follow_on: after.next_on ?? NO_DATE,
    });
    if (!moved) throw problem('version-conflict');
    await recordChange(ctx, 'followUps.update', customer, moved);
  }
  const files = (await filesByRow(tx, ownedFollowUp.kind, [id])).get(id) ?? [];
  const articles = (await articlesUsed(ctx, [id])).get(id) ?? [];
  const names = { author_name, contact_name };
  const deal = (await dealsOf(ctx, [after]))(after.deal_id);
  const named = { id: customer.id, name: customer.name };
  return toFollowUp({ ...after, ...names }, named, deal, { files, articles }, until);
}
