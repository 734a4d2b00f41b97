import {
  campaignsByIds,
  findCampaign,
  insertCampaign,
  updateCampaign,
  type NamedCampaign,
} from '@xinhang/db/repositories/campaigns.ts';
import { closeWaiting, insertOutbox } from '@xinhang/db/repositories/outbox.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Campaign, Channel } from '@xinhang/shared/campaigns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { unknownFields } from '@xinhang/shared/message-text.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { activeFlows, startApproval } from '../system/service.ts';
import { reachedBy, refuseUnseen, segmentOf } from './recipients.ts';
import { CAMPAIGN, type Targets } from './target.ts';

type CreateBody = EndpointInput<typeof api.campaigns.create>['body'];
type UpdateBody = EndpointInput<typeof api.campaigns.update>['body'];

export function toCampaign({ actor }: ReadContext, row: NamedCampaign): Campaign {
  return {
    id: row.id,
    version: row.version,
    channel: row.channel as Channel,
    name: row.name,
    subject: row.subject,
    signature: row.signature,
    body: row.body,
    template: row.template,
    segment: segmentOf(row),
    state: row.state as Campaign['state'],
    by: { id: row.by_user_id, name: row.by_name },
    at: row.at,
    submittedAt: row.submitted_at,
    approvalId: row.approval_id,
    refusal: row.refusal,
    resumesAt: row.state === 'approved' ? row.resume_at : null,
    own: actor.viewAsBy === null && row.by_user_id === actor.userId,
  };
}

export async function needCampaign(ctx: ReadContext, id: number): Promise<NamedCampaign> {
  const row = await findCampaign(ctx.db, ctx.actor, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The actor's own, in one of these states. */
export async function needOwn(
  ctx: ReadContext,
  id: number,
  ...states: Campaign['state'][]
): Promise<NamedCampaign> {
  const row = await needCampaign(ctx, id);
  if (row.by_user_id !== ctx.actor.userId) throw problem('forbidden');
  if (!states.includes(row.state as Campaign['state'])) throw problem('state-refused');
  return row;
}

/** What was written, said to the audit and to the person; whom it reaches is in the outbox. */
export async function recordCampaign(
  ctx: WriteContext,
  action: string,
  before: NamedCampaign | null,
  id: number,
): Promise<NamedCampaign> {
  const after = (await campaignsByIds(ctx.tx, [id]))[0]!;
  await ctx.audit({ action, entity: 'campaign', entityId: id, before, after });
  const audience = [after.by_user_id];
  await ctx.emit({ entity: 'campaign', id, version: after.version, audience });
  return after;
}

type Written = Pick<NamedCampaign, 'channel' | 'subject' | 'signature' | 'body'>;

/** What the channel needs, and no field that does not exist. */
function check({ channel, subject, signature, body }: Written): void {
  if (channel === 'sms' && signature === '') throw fieldRefused('/signature', 'required');
  if (channel === 'email' && subject === '') throw fieldRefused('/subject', 'required');
  if (/[【】]/.test(signature)) throw fieldRefused('/signature', 'without-brackets');
  const [unknown] = unknownFields(body);
  if (unknown) throw fieldRefused('/body', 'unknown-message-field', { field: unknown });
}

export async function draftCampaign(ctx: WriteContext, body: CreateBody): Promise<Campaign> {
  const { segment, ...texts } = body;
  refuseUnseen(ctx, segment);
  check(texts);
  const id = await insertCampaign(ctx.tx, {
    ...texts,
    segment: JSON.stringify(segment),
    state: 'draft',
    by_user_id: ctx.actor.userId,
    at: ctx.now,
    submitted_at: null,
    approval_id: null,
    refusal: '',
  });
  return toCampaign(ctx, await recordCampaign(ctx, 'campaigns.create', null, id));
}

async function change(
  ctx: WriteContext,
  action: string,
  row: NamedCampaign,
  changes: Parameters<typeof updateCampaign>[2],
): Promise<NamedCampaign> {
  if (!(await updateCampaign(ctx.tx, row, changes))) throw problem('version-conflict');
  return await recordCampaign(ctx, action, row, row.id);
}

export async function changeCampaign(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<Campaign> {
  const row = await needOwn(ctx, id, 'draft');
  const { version, segment, ...texts } = body;
  if (version !== row.version)
    throw conflict(row.version, toCampaign(ctx, row), { ...texts, segment });
  if (segment) refuseUnseen(ctx, segment);
  const wanted = {
    name: texts.name ?? row.name,
    subject: texts.subject ?? row.subject,
    signature: texts.signature ?? row.signature,
    body: texts.body ?? row.body,
    template: texts.template ?? row.template,
  };
  check({ ...wanted, channel: row.channel });
  const changes = { ...wanted, segment: segment ? JSON.stringify(segment) : row.segment };
  return toCampaign(ctx, await change(ctx, 'campaigns.update', row, changes));
}

/** Whom an own draft would reach now. */
export async function previewOf(ctx: ReadContext, id: number) {
  const row = await needOwn(ctx, id, 'draft');
  const { kept, leftOut, missing } = await reachedBy(ctx, row);
  const parts = kept.reduce((sum, one) => sum + one.parts, 0);
  const price = row.channel === 'sms' ? await readSetting(ctx.db, 'campaigns.partPriceFen') : 0;
  const above = await readSetting(ctx.db, 'campaigns.approvalAbove');
  const shown = 50;
  return {
    recipients: kept.length,
    parts,
    costFen: parts * price,
    needsApproval: kept.length > above && (await activeFlows(ctx.db, CAMPAIGN)).length > 0,
    leftOut: [...leftOut].map(([reason, n]) => ({ reason, n })),
    rows: kept.slice(0, shown).map(({ key: _key, values: _values, ...rest }) => rest),
    missing: missing.slice(0, shown),
  };
}

/** Fixes who gets what. Above the number of the settings its approval is asked for. */
export async function submitCampaign(
  http: Targets,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<Campaign> {
  const row = await needOwn(ctx, id, 'draft');
  if (version !== row.version) throw conflict(row.version, toCampaign(ctx, row), {});
  const { kept } = await reachedBy(ctx, row);
  if (kept.length === 0) throw fieldRefused('/segment', 'nobody-reached');
  for (const one of kept) {
    await insertOutbox(ctx.tx, {
      campaign_id: id,
      customer_id: one.customer.id,
      contact_id: one.contact.id,
      address: one.address,
      address_key: one.key,
      text: one.text,
      parts: one.parts,
      field_values: JSON.stringify(one.values),
    });
  }
  const submitted = { state: 'submitted', submitted_at: ctx.now, refusal: '' };
  const sent = await change(ctx, 'campaigns.submit', row, submitted);
  const above = await readSetting(ctx.tx, 'campaigns.approvalAbove');
  const approval =
    kept.length > above
      ? await startApproval(http, ctx, {
          kind: CAMPAIGN,
          subjectId: id,
          subjectVersion: sent.version,
          facts: { recipients: kept.length },
          changeSet: null,
        })
      : null;
  if (!approval) {
    return toCampaign(ctx, await change(ctx, 'campaigns.approve', sent, { state: 'approved' }));
  }
  // The approval may have been given at once, where nobody had to decide.
  const [now] = await campaignsByIds(ctx.tx, [id]);
  return toCampaign(ctx, now!);
}

/** Who has not got it will not. */
export async function cancelCampaign(ctx: WriteContext, id: number): Promise<Campaign> {
  const row = await needOwn(ctx, id, 'draft', 'approved');
  await closeWaiting(ctx.tx, { campaignId: id }, { state: 'cancelled', at: ctx.now });
  return toCampaign(ctx, await change(ctx, 'campaigns.cancel', row, { state: 'cancelled' }));
}
