import { NO_DATE } from '@xinhang/db/no-date.ts';
import { insertFollowUp } from '@xinhang/db/repositories/follow-ups.ts';
import type { FollowUp } from '@xinhang/shared/activities.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import {
  contactById,
  recordChange,
  recordStage,
  sealedAt,
  stageColumns,
  updateCustomer,
} from '../customers/service.ts';
import { doneCare, needCareOf } from '../care/service.ts';
import { nameArticles } from '../learning/service.ts';
import { filesByRow, setFiles } from '../system/service.ts';
import { needDealOf } from './of-deal.ts';
import { refuseOtherDate, stillAhead } from './next-date.ts';
import { donePlan, needPlanOf } from './plans.ts';
import { needFollowable, ownedFollowUp } from './owned.ts';

type CreateBody = EndpointInput<typeof api.activities.create>['body'];

/** The customer's next date after this follow-up: null clears it, and absent names none. */
function nextAfter(body: CreateBody, planned: string, today: string): string {
  if (body.nextOn !== undefined) return body.nextOn ?? NO_DATE;
  return stillAhead(planned, today);
}

/** Logs a follow-up, and moves last and next contact of its customer with it. */
export async function logFollowUp(ctx: WriteContext, body: CreateBody): Promise<FollowUp> {
  const { tx, actor, now } = ctx;
  const customer = await needFollowable(ctx, body.customerId);
  const contact = body.contactId ? await contactById(tx, body.contactId) : undefined;
  if (body.contactId && contact?.customer_id !== customer.id) {
    throw fieldRefused('/contactId', 'not-of-this-customer');
  }
  const deal = await needDealOf(ctx, customer.id, body.dealId ?? null);
  const plan = await needPlanOf(ctx, customer.id, body.planId ?? null);
  const care = await needCareOf(ctx, customer.id, body.careItemId ?? null);
  const today = await todayOf(ctx);
  refuseOtherDate(body.nextOn, today);
  const id = await insertFollowUp(tx, {
    customer_id: customer.id,
    contact_id: contact?.id ?? null,
    type: body.type,
    content: body.content,
    result: body.result,
    next_on: body.nextOn ?? null,
    author_id: actor.userId,
    at: now,
    deal_id: deal?.id ?? null,
  });
  const { kind } = ownedFollowUp;
  const fileIds = body.fileIds ?? [];
  // A new row has none to be looked for.
  if (fileIds.length > 0) await setFiles(ctx, { kind, id, customerId: customer.id }, fileIds);
  const articles = await nameArticles(ctx, id, body.articleIds ?? []);
  const row = await updateCustomer(tx, customer.id, customer.version, {
    last_follow_at: now,
    next_follow_on: nextAfter(body, customer.next_follow_on, today),
    ...stageColumns(customer, body.stage, now),
    ...(body.chanceGrade !== undefined && { chance_grade: body.chanceGrade }),
  });
  if (!row) throw problem('version-conflict');
  await recordStage(ctx, customer, row);
  await recordChange(ctx, 'followUps.create', customer, row);
  if (plan) await donePlan(ctx, row, plan, id);
  if (care) await doneCare(ctx, row, care, id);
  return {
    id,
    version: 1,
    customer: { id: customer.id, name: customer.name },
    contact: contact ? { id: contact.id, name: contact.name } : null,
    deal,
    type: body.type,
    content: body.content,
    result: body.result,
    nextOn: body.nextOn ?? null,
    author: { id: actor.userId, name: actor.name },
    at: now,
    editableUntil: await sealedAt(ctx, { at: now }),
    files: fileIds.length === 0 ? [] : ((await filesByRow(tx, kind, [id])).get(id) ?? []),
    articles,
  };
}
