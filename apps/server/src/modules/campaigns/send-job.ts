import { setTimeout as pause } from 'node:timers/promises';
import { company } from '@xinhang/db/repositories/company.ts';
import {
  campaignsToResume,
  updateCampaign,
  type NamedCampaign,
} from '@xinhang/db/repositories/campaigns.ts';
import {
  anyWaiting,
  closeUnwanted,
  countSentSince,
  cutOffSending,
  listOutbox,
  setSending,
  type NamedOutbox,
} from '@xinhang/db/repositories/outbox.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { addDays, businessDate, localMinute, startOfDay } from '@xinhang/shared/business-date.ts';
import type { Channel } from '@xinhang/shared/campaigns.ts';
import { id as rowId } from '@xinhang/shared/contract/fields.ts';
import { problem, type Problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Watch } from '../../jobs/clockwork.ts';
import { instantOf } from '../../jobs/due.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { loadActor } from '../org/service.ts';
import { openJobs } from '../system/service.ts';
import { needOwn, recordCampaign } from './campaigns.ts';
import { carrierOf } from './carriers.ts';
import type { MessageProvider, Outcome } from './providers/provider.ts';
import { asksAt } from './report-job.ts';
import { needPhones } from './sending.ts';

/** A message that was not taken is tried so often, each time after twice as long. */
const MOST_TRIES = 5;
const FIRST_PAUSE_MS = 1000;

const input = z.object({ id: rowId });
type Input = z.output<typeof input>;

/** Whether an SMS would wake somebody: between these hours of the company's zone nobody writes. */
function isQuiet(hour: number, from: number, to: number): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

interface Held {
  why: Problem;
  /** When it may go on (UTC ms). */
  until: number;
}

/** Who carries it, or until when nothing may go out: the hour, or the cap of the day. */
async function carrierNow(
  ctx: ReadContext,
  channel: Channel,
): Promise<{ provider: MessageProvider } | { held: Held }> {
  const zone = (await company(ctx.db))!.time_zone;
  const today = businessDate(ctx.now, zone);
  const from = channel === 'sms' ? await readSetting(ctx.db, 'campaigns.quietFrom') : 0;
  const to = channel === 'sms' ? await readSetting(ctx.db, 'campaigns.quietTo') : 0;
  const quiet = (at: number) => isQuiet(Number(localMinute(at, zone).slice(11, 13)), from, to);
  const morning = (date: string) => instantOf(date, `${to}:00`, zone);
  const awake = (at: number) => {
    if (!quiet(at)) return at;
    const date = businessDate(at, zone);
    return morning(date) > at ? morning(date) : morning(addDays(date, 1));
  };
  if (quiet(ctx.now)) {
    return {
      held: { why: problem('quiet-hours', { params: { from, to } }), until: awake(ctx.now) },
    };
  }
  const carrier = await carrierOf(ctx, channel);
  if (!carrier) throw problem('no-carrier');
  const { provider, dailyCap: max } = carrier;
  if ((await countSentSince(ctx.db, channel, startOfDay(today, zone))) < max) return { provider };
  const until = awake(startOfDay(addDays(today, 1), zone));
  return { held: { why: problem('daily-cap', { params: { max } }), until } };
}

/** Throws where nothing may go out now: the hour, the cap of the day, or nobody who carries it. */
export async function needCarrier(ctx: ReadContext, channel: Channel): Promise<void> {
  const now = await carrierNow(ctx, channel);
  if ('held' in now) throw now.held.why;
}

interface Taken {
  row: NamedOutbox;
  provider: MessageProvider;
  channel: Channel;
  texts: { signature: string; subject: string; template: string };
}

/** The next of the waiting ones who may still be written to; the others end here. */
async function nextWanted(
  ctx: WriteContext,
  campaignId: number,
  channel: Channel,
): Promise<NamedOutbox | undefined> {
  const filter = { campaignId, states: ['queued'] };
  for (;;) {
    const [row] = await listOutbox(ctx.tx, ctx.actor, filter, { after: 0, limit: 1 });
    if (!row) return undefined;
    const ids = [row.id];
    if ((await closeUnwanted(ctx.tx, { campaignId, channel, ids }, ctx.now)) === 0) return row;
  }
}

/** The own campaign while it is sent; null once it was called off or is done. */
async function underWay(ctx: WriteContext, id: number): Promise<NamedCampaign | null> {
  const campaign = await needOwn(ctx, id, 'approved', 'cancelled', 'done');
  return campaign.state === 'approved' ? campaign : null;
}

/** The job that sends a campaign already, waiting or running; null without one. */
export async function sendingJob(ctx: WriteContext, campaignId: number): Promise<number | null> {
  const open = await openJobs(ctx.tx, sendJob.kind);
  return open.find((job) => input.parse(JSON.parse(job.input)).id === campaignId)?.id ?? null;
}

/**
 * The next of the waiting ones, marked as being sent before it leaves; at night and at the cap the
 * rest goes on by itself later.
 */
async function take(ctx: WriteContext, id: number): Promise<Taken | null> {
  const campaign = await underWay(ctx, id);
  if (!campaign) return null;
  needPhones(ctx);
  const channel = campaign.channel as Channel;
  const row = await nextWanted(ctx, id, channel);
  if (!row) return null;
  const now = await carrierNow(ctx, channel);
  if ('held' in now) {
    await updateCampaign(ctx.tx, campaign, { resume_at: now.held.until });
    await recordCampaign(ctx, 'campaigns.pause', campaign, id);
    return null;
  }
  const { provider } = now;
  await setSending(ctx.tx, row, { state: 'sending', tries: row.tries + 1 });
  const { signature, subject, template } = campaign;
  return { row, provider, channel, texts: { signature, subject, template } };
}

/** Writes down what became of it; answers whether it is to be tried again. */
async function settle(
  ctx: WriteContext,
  { row, provider }: Taken,
  outcome: Outcome,
): Promise<boolean> {
  const tried = row.tries + 1;
  const again = outcome.state === 'stopped' || (outcome.state === 'retry' && tried < MOST_TRIES);
  const error = outcome.state === 'sent' ? '' : outcome.code;
  if (again) {
    await setSending(ctx.tx, row, { state: 'queued', error });
    return true;
  }
  const state = outcome.state === 'retry' ? 'failed' : outcome.state;
  await setSending(ctx.tx, row, {
    state,
    error,
    closed_at: state === 'unknown' ? null : ctx.now,
    ...(outcome.state === 'sent' && {
      provider_ref: outcome.providerRef,
      provider: provider.kind,
      ask_at: provider.report ? asksAt(ctx.now, ctx.now) : null,
    }),
  });
  return false;
}

async function one(job: JobRun<Input, null>, taken: Taken): Promise<void> {
  const { row, provider, texts } = taken;
  const outcome = await provider.send({
    ...texts,
    address: row.address,
    text: row.text,
    values: JSON.parse(row.field_values) as string[],
    reference: `xinhang-${row.campaign_id}-${row.id}`,
  });
  let again = false;
  await job.step(async (ctx) => {
    again = await settle(ctx, taken, outcome);
    if (again) return {};
    const code = outcome.state === 'sent' ? '' : outcome.code;
    const params = { code };
    return {
      done: 1,
      rows: [{ ref: String(row.customer_id), label: '', outcome: outcome.state, params }],
    };
  });
  if (outcome.state === 'stopped') {
    throw problem('provider-stopped', { params: { code: outcome.code } });
  }
  if (again) await pause(FIRST_PAUSE_MS * 2 ** row.tries);
}

/**
 * Sends what waits of a campaign, one after the other. What was handed over when the process ended
 * is unknown and is never sent again (docs/decisions/0177).
 */
export const sendJob: JobKind<Input, null> = {
  kind: 'campaigns.send',
  input,
  needs: () => 'campaigns.create',
  resumable: true,
  rowsOf: 'customer',
  route: ({ id }) => `/campaigns/${id}`,
  async run(job) {
    const { id } = job.input;
    await job.step(async (ctx) => {
      await cutOffSending(ctx.tx, id);
      const campaign = await underWay(ctx, id);
      if (campaign && campaign.resume_at !== null)
        await updateCampaign(ctx.tx, campaign, { resume_at: null });
      return {};
    });
    for (;;) {
      let taken: Taken | null = null;
      await job.step(async (ctx) => {
        taken = await take(ctx, id);
        return {};
      });
      if (taken === null) break;
      await one(job, taken);
    }
    await job.step(async (ctx) => {
      const campaign = await underWay(ctx, id);
      if (!campaign || (await anyWaiting(ctx.tx, id))) return {};
      await updateCampaign(ctx.tx, campaign, { state: 'done' });
      await recordCampaign(ctx, 'campaigns.done', campaign, id);
      return {};
    });
  },
};

/** What stopped at night or at the cap goes on by itself, also after the server was off. */
export const resuming = (jobs: JobRunner): Watch => ({
  isDue: async (db, now) => (await campaignsToResume(db, now)).length > 0,
  async run(ctx) {
    for (const row of await campaignsToResume(ctx.tx, ctx.now)) {
      await updateCampaign(ctx.tx, row, { resume_at: null });
      await recordCampaign(ctx, 'campaigns.resume', row, row.id);
      const actor = await loadActor(ctx.tx, row.by_user_id);
      const sending = await sendingJob(ctx, row.id);
      if (actor && sending === null) await jobs.enqueue({ ...ctx, actor }, sendJob, { id: row.id });
    }
  },
});
