import { updateCampaign } from '@xinhang/db/repositories/campaigns.ts';
import { optedOut } from '@xinhang/db/repositories/opt-outs.ts';
import { listOutbox, requeueOutbox } from '@xinhang/db/repositories/outbox.ts';
import { emailsToWriteTo, phonesToWriteTo } from '@xinhang/db/repositories/recipients.ts';
import { MOST_RECIPIENTS, type Campaign, type Channel } from '@xinhang/shared/campaigns.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { needOwn, recordCampaign, toCampaign } from './campaigns.ts';
import { addressOf } from './recipients.ts';

/**
 * What failed waits again, for the number or address that its contact has by now: most fail as it
 * was wrong. Text and people stay as they were approved; who opted out since then gets nothing.
 */
export async function retryFailed(
  ctx: WriteContext,
  id: number,
  ids: readonly number[] | undefined,
): Promise<{ marked: number; campaign: Campaign }> {
  const row = await needOwn(ctx, id, 'approved', 'done');
  const channel = row.channel as Channel;
  const page = { after: 0, limit: MOST_RECIPIENTS };
  const failed = await listOutbox(
    ctx.tx,
    ctx.actor,
    { campaignId: id, states: ['failed'], ids },
    page,
  );
  const contactIds = failed.map((one) => one.contact_id);
  const sms = channel === 'sms';
  const phones = sms ? await phonesToWriteTo(ctx.tx, contactIds) : new Map<number, string[]>();
  const emails = sms ? new Map<number, string>() : await emailsToWriteTo(ctx.tx, contactIds);
  const found = failed.flatMap((one) => {
    const email = emails.get(one.contact_id) ?? '';
    const to = addressOf(channel, { email }, phones.get(one.contact_id) ?? []);
    return to ? [{ id: one.id, ...to }] : [];
  });
  const out = await optedOut(
    ctx.tx,
    channel,
    found.map((one) => one.key),
  );
  let marked = 0;
  for (const { id: outboxId, address, key } of found) {
    if (out.has(key)) continue;
    if (await requeueOutbox(ctx.tx, { id: outboxId, campaignId: id, address, key })) marked += 1;
  }
  if (marked === 0) return { marked, campaign: toCampaign(ctx, row) };
  await ctx.audit({
    action: 'campaigns.mark',
    entity: 'campaign',
    entityId: id,
    before: {},
    after: { state: 'queued', marked },
  });
  if (!(await updateCampaign(ctx.tx, row, { state: 'approved' })))
    throw problem('version-conflict');
  const after = await recordCampaign(ctx, 'campaigns.retry', row, id);
  return { marked, campaign: toCampaign(ctx, after) };
}
