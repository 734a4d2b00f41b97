import { NO_DATE } from '@xinhang/db/no-date.ts';
import { appendDealEvent, insertDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import { gateItems, stages, type StageRecord } from '@xinhang/db/repositories/pipelines.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { refuseFarDay } from '../../http/due-day.ts';
import { todayOf } from '../../http/today.ts';
import type { WriteContext } from '../../http/context.ts';
import { findCustomer } from '../customers/service.ts';
import { needDealOwner, recordDeal, tellDealOwner } from './access.ts';
import { flowOnTheWay } from './gate-approval.ts';
import { missingOnTheWay } from './gates.ts';
import { checkParts, sumOfLines, writeParts } from './parts.ts';
import { needPipeline } from './pipelines.ts';

type CreateBody = EndpointInput<typeof api.deals.create>['body'];

/** Columns made from the name. */
export const namedColumns = (name: string) => ({
  name,
  name_key: nameKey(name),
  name_sort: pinyinKeys(name).sort,
});

/** The customer of a deal: one that the person sees otherwise than in the pool, not put away. */
export async function needDealCustomer(ctx: WriteContext, id: number) {
  const customer = await findCustomer(ctx.tx, ctx.actor, 'customers.read', id);
  if (!customer || customer.owner_id === null) {
    throw fieldRefused('/customerId', 'unknown-customer');
  }
  if (customer.archived_at !== null) throw problem('customer-archived');
  return customer;
}

/** The stage that was asked for, or the first of the pipeline. */
function stageIn(own: readonly StageRecord[], stageId: number | undefined): StageRecord {
  const stage = stageId === undefined ? own[0] : own.find((one) => one.id === stageId);
  if (!stage) throw fieldRefused('/stageId', 'unknown-stage');
  return stage;
}

/** Opens a deal with all that came with it. */
export async function openDeal(ctx: WriteContext, body: CreateBody): Promise<DealRecord> {
  const { tx, actor, now } = ctx;
  const ownerId = body.ownerId ?? actor.userId;
  await needDealOwner(tx, actor, ownerId, { isNew: true });
  const pipeline = await needPipeline(tx, body.pipelineId);
  const own = (await stages(tx)).filter((stage) => stage.pipeline_id === pipeline.id);
  const stage = stageIn(own, body.stageId);
  refuseFarDay('/expectedOn', body.expectedOn, await todayOf(ctx));
  const customer = body.customerId ? await needDealCustomer(ctx, body.customerId) : undefined;
  await checkParts(tx, body, customer?.id ?? null);
  const columns = {
    ...namedColumns(body.name),
    customer_id: customer?.id ?? null,
    owner_id: ownerId,
    pipeline_id: pipeline.id,
    stage_id: stage.id,
    state: 'open',
    chance: body.chance ?? null,
    amount_fen: body.amountFen ?? sumOfLines(body.lines) ?? null,
    expected_on: body.expectedOn ?? NO_DATE,
    first_expected_on: body.expectedOn ?? NO_DATE,
    closed_on: NO_DATE,
    close_reason: '',
    close_note: '',
    source: body.source ?? customer?.source ?? '',
    grade: null,
    note: body.note ?? '',
    external_no: '',
    stage_since: now,
    created_by: actor.userId,
    created_at: now,
  };
  const parts = {
    lines: body.lines ?? [],
    contacts: body.contacts ?? [],
    competitors: body.competitors ?? [],
    checks: [],
  };
  const doors = { stages: own, gates: await gateItems(tx) };
  const missing = missingOnTheWay(doors, { from: own[0]!.id, to: stage.id }, columns, parts);
  if (missing.length > 0) throw problem('gate-not-passed', { data: { missing } });
  const way = { from: own[0]!.id, to: stage.id };
  if ((await flowOnTheWay(tx, own, way)) !== null) {
    throw fieldRefused('/stageId', 'approval-needed');
  }
  const row = await insertDeal(tx, columns);
  await writeParts(tx, row.id, {
    ...body,
    shares: body.shares ?? [{ userId: ownerId, shareBp: 10_000 }],
  });
  await appendDealEvent(tx, {
    deal_id: row.id,
    kind: 'created',
    from_value: '',
    to_value: String(stage.id),
    reason: '',
    back: 0,
    by_user_id: actor.userId,
    at: now,
  });
  await recordDeal(ctx, 'deals.create', null, row);
  await tellDealOwner(ctx, null, row);
  return row;
}
